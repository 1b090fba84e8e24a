"""Members: renewed, ended; and the companies that they open to other alumni, or close."""

from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from donations.models import ClubMembership, ClubTerm, Organisation
from donations.queries import companies
from donations.services.club_refusals import Refused, WrongState, said_plainly

from .deciding import term_end

State = ClubMembership.State


@transaction.atomic
def renew(
    *, membership_id: int, seen_until: date, decided_on: date, by, until_on: date | None = None
) -> ClubMembership:
    """Add a term behind the one that ends on `seen_until`, or from today where that is over. Raises Refused: also when
    somebody renewed it meanwhile."""
    if decided_on > timezone.localdate():
        raise Refused(_("The day of the decision lies ahead."), field="decided_on")
    with pghistory.context(user=by.pk), said_plainly():
        membership = ClubMembership.objects.select_for_update(of=("self",)).select_related("tier").get(pk=membership_id)
        if membership.state != State.MEMBER or membership.until_on != seen_until:
            raise WrongState
        first = max(membership.until_on + timedelta(days=1), timezone.localdate())
        until_on = until_on or term_end(first, membership.tier.years)
        if until_on < first:
            raise Refused(pgettext("giving", "The last day lies before the first."), field="until_on")
        ClubTerm.objects.create(
            membership=membership, from_on=first, until_on=until_on, decided_on=decided_on, recorded_by=by
        )
        rows = ClubMembership.objects.filter(pk=membership_id, until_on=seen_until)
        rows.update(until_on=until_on, version=F("version") + 1)
        membership.until_on = until_on
    return membership


@transaction.atomic
def end(*, membership_id: int, ended_on: date, reason: str, by) -> None:
    """Raises Refused."""
    if ended_on > timezone.localdate():
        raise Refused(_("The last day lies ahead: end the membership when it has come."), field="ended_on")
    with pghistory.context(user=by.pk):
        live = ClubMembership.objects.filter(pk=membership_id, state=State.MEMBER)
        if not live.update(state=State.ENDED, ended_on=ended_on, reason=reason, version=F("version") + 1):
            raise WrongState


@transaction.atomic
def open_up(*, organisation_id: int, person, by, **fields: str) -> None:
    """Show an organisation, with what it says of itself, to all verified alumni. Raises Refused."""
    with pghistory.context(user=by.pk):
        mine = companies.openable_by(person).filter(pk=organisation_id)
        if not Organisation.objects.filter(pk__in=mine.values("pk")).update(opened_at=timezone.now(), **fields):
            raise Refused(_("You can open an organisation that the office has confirmed you run."))


@transaction.atomic
def close(*, organisation_id: int, person, by) -> None:
    """Take it out of the directory at once. Again changes nothing."""
    with pghistory.context(user=by.pk):
        mine = companies.run_by(person).filter(pk=organisation_id)
        Organisation.objects.filter(pk__in=mine.values("pk")).update(opened_at=None)


def unlink(person, user, by) -> None:
    """It was taken back that an account is this person: what it opened in the person's name is closed."""
    with pghistory.context(user=by.pk):
        mine = companies.run_by(person).values("pk")
        Organisation.objects.filter(pk__in=mine, opened_at__isnull=False).update(opened_at=None)
        waiting = ClubMembership.objects.filter(alumnus=person, state=State.APPLIED)
        waiting.update(state=State.WITHDRAWN)
