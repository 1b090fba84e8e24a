"""An application is decided once: by the votes of more than half of the council, or as the office records a meeting."""

from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni_office.mail import services as mail
from alumni_office.mail import tasks as mail_tasks
from donations.emails import club as emails
from donations.models import ClubMembership, ClubSeat, ClubTerm, ClubVote
from donations.services.club_refusals import Refused, WrongState, said_plainly

State, Decided = ClubMembership.State, ClubMembership.Decided
PURPOSE = "donations.club"


@transaction.atomic
def vote(*, membership_id: int, seat: ClubSeat, is_yes: bool, note: str, by) -> ClubMembership:
    """Say yes or no to an application; the vote that makes more than half of the council decides it. The vote again
    changes nothing. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        membership = _held(membership_id)
        if seat.alumnus_id == membership.alumnus_id:
            raise Refused(_("Nobody votes on their own application."))
        if not ClubSeat.objects.of(by).filter(pk=seat.pk).exists():
            raise Refused(_("This seat is not yours today."))
        ClubVote.objects.get_or_create(membership=membership, seat=seat, defaults={"is_yes": is_yes, "note": note})
        sitting = ClubSeat.objects.sitting()
        votes = ClubVote.objects.filter(membership=membership, seat__in=sitting)
        half = sitting.exclude(alumnus=membership.alumnus_id).count() // 2
        today = timezone.localdate()
        if votes.filter(is_yes=True).count() > half:
            _admitted(membership, Decided.VOTES, today, today, None, by)
        elif votes.filter(is_yes=False).count() > half:
            _declined(membership, Decided.VOTES, today, _("The council decided against it."), by)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def admit(
    *, membership_id: int, decided_on: date, from_on: date, by, until_on: date | None = None
) -> ClubMembership:  # fmt: skip
    """Record that a meeting of the council admitted; the term is the tier's unless `until_on` says otherwise. Raises
    Refused."""
    _insist_past(decided_on)
    if until_on and until_on < from_on:
        raise Refused(pgettext("giving", "The last day lies before the first."), field="until_on")
    with pghistory.context(user=by.pk), said_plainly():
        membership = _held(membership_id)
        _admitted(membership, Decided.MEETING, decided_on, from_on, until_on, by)
    return membership


@transaction.atomic
def decline(*, membership_id: int, decided_on: date, reason: str, by) -> ClubMembership:
    """Record that a meeting of the council declined. Raises Refused."""
    _insist_past(decided_on)
    with pghistory.context(user=by.pk), said_plainly():
        membership = _held(membership_id)
        _declined(membership, Decided.MEETING, decided_on, reason, by)
    return membership


def term_end(first: date, years: int) -> date:
    """The day before its anniversary; of one that began on 29 February, 28 February in a common year."""
    try:
        return first.replace(year=first.year + years) - timedelta(days=1)
    except ValueError:
        return date(first.year + years, 2, 28)


def _insist_past(decided_on: date) -> None:
    if decided_on > timezone.localdate():
        raise Refused(_("The day of the decision lies ahead."), field="decided_on")


def _held(membership_id: int) -> ClubMembership:
    rows = ClubMembership.objects.select_related("tier", "alumnus__user", "organisation")
    membership = rows.select_for_update(of=("self",)).get(pk=membership_id)
    if membership.state != State.APPLIED:
        raise WrongState
    return membership


def _admitted(membership, how, decided_on, from_on, until_on, by) -> None:
    record_admission(membership, how, decided_on, from_on, until_on, by)
    _tell(membership)


def record_admission(membership, how, decided_on, from_on, until_on, by) -> None:
    """A member from here on, with the first term; nobody is told."""
    until_on = until_on or term_end(from_on, membership.tier.years)
    _settle(membership, State.MEMBER, how, decided_on, by, from_on=from_on, until_on=until_on)
    ClubTerm.objects.create(
        membership=membership, from_on=from_on, until_on=until_on, decided_on=decided_on, recorded_by=by
    )


def _declined(membership, how, decided_on, reason, by) -> None:
    _settle(membership, State.DECLINED, how, decided_on, by, reason=reason)
    _tell(membership)


def _settle(membership: ClubMembership, state: str, how: str, decided_on: date, by, **fields) -> None:
    fields |= {"state": state, "decided": how, "decided_on": decided_on, "decided_by": by}
    rows = ClubMembership.objects.filter(pk=membership.pk, state=State.APPLIED)
    if not rows.update(version=F("version") + 1, **fields):
        raise WrongState
    for name, value in fields.items():
        setattr(membership, name, value)


def _tell(membership: ClubMembership) -> None:
    user = membership.alumnus.user
    if user and user.is_active:
        subject, text = emails.decided(membership, user)
        message = mail.queue(
            to=user.email, subject=subject, text=text, purpose=PURPOSE, person_id=membership.alumnus_id,
            key=f"{PURPOSE}/{membership.pk}/{membership.state}",
        )  # fmt: skip
        mail_tasks.deliver.delay_on_commit(message.pk)  # type: ignore[attr-defined]
