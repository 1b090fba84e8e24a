"""Quotas: worked out by the rule, adjusted by hand with a reason, settled when the naming begins."""

from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from chapters.models import Congress, Delegate, Delegation
from chapters.queries.congress.apportionment import TooFewSeats, apportion
from chapters.queries.congress.counting import Body, counted

from .refusals import held

State = Congress.State


@transaction.atomic
def work_out_quotas(*, congress: Congress, keep_adjusted: bool = False, by) -> list[Delegation]:
    """Count anew and share the seats out by the rule. What was adjusted by hand stays when `keep_adjusted` asks for
    it, else it gives way to the rule. Raises Refused."""
    congress = held(congress.pk, State.PLANNED)
    counts = counted(congress.basis)
    try:
        shares = apportion(counts, seats=congress.seats, least=congress.least)
    except TooFewSeats as error:
        raise Refused(_too_few(congress, len(counts), error.needed)) from None
    before = {Body(row.chapter_id, row.college_id): row for row in congress.delegations.all()}
    rows = []
    for share in shares:
        old = before.pop(share.body, None)
        row = old or Delegation(congress=congress, chapter_id=share.body.chapter_id, college_id=share.body.college_id)
        is_kept = keep_adjusted and old is not None and old.seats != old.by_rule and old.seats != share.seats
        row.counted, row.by_rule = share.counted, share.seats
        row.seats, row.reason = (row.seats, row.reason) if is_kept else (share.seats, "")
        rows.append(row)
    Delegation.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
    Delegation.objects.bulk_update([row for row in rows if row.pk], ["counted", "by_rule", "seats", "reason"])
    Delegation.objects.bulk_create([row for row in rows if not row.pk])
    return rows


def _too_few(congress: Congress, bodies: int, needed: int) -> str:
    if not bodies:
        return _("There is no chapter and no college to share the seats out among.")
    return _(
        "%(bodies)s chapters and colleges with at least %(least)s each need %(needed)s seats, and the plan has "
        "%(seats)s. Plan more seats or a lower floor."
    ) % {"bodies": bodies, "least": congress.least, "needed": needed, "seats": congress.seats}


@transaction.atomic
def adjust_quota(*, delegation: Delegation, seats: int, reason: str, by) -> Delegation:
    """Set a quota by hand; back to the rule needs no reason. Raises Refused."""
    held(delegation.congress_id, State.PLANNED, State.NOMINATING)
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if seats != delegation.by_rule and not reason.strip():
        raise Refused(_("Say why this differs from the rule."), field="reason")
    named = Delegate.objects.standing().filter(delegation=delegation).count()
    if seats < named:
        raise Refused(
            _("%(count)s delegates are named already: first withdraw who is not to come.") % {"count": named},
            field="seats",
        )
    delegation.seats = seats
    delegation.reason = "" if seats == delegation.by_rule else reason.strip()
    delegation.save(update_fields=["seats", "reason"])
    return delegation


@transaction.atomic
def open_nomination(*, congress: Congress, by) -> Congress:
    """Let chapters and colleges name their delegates. Raises Refused."""
    congress = held(congress.pk, State.PLANNED)
    if not congress.delegations.filter(seats__gt=0).exists():
        raise Refused(_("The quotas are not worked out yet."))
    congress.state = State.NOMINATING
    congress.save(update_fields=["state"])
    return congress
