"""The tiers of the club, and who sits in its council."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import ClubSeat, ClubTier
from donations.services.club_refusals import Refused, said_plainly


@transaction.atomic
def add_tier(*, key: UUID, by, **values: Any) -> ClubTier:
    """The same `key` again is the first. Raises Refused."""
    _insist_name(values["name"], ClubTier.objects.exclude(key=key))
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(ClubTier, key=key, of={"name": values.pop("name")}, fields=values)


@transaction.atomic
def save_tier(*, tier: ClubTier, version: int, by, **values: Any) -> None:
    """Raises Refused and ChangedMeanwhile."""
    _insist_name(values["name"], ClubTier.objects.exclude(pk=tier.pk))
    with pghistory.context(user=by.pk), said_plainly():
        save_version(tier, version=version, values=values)


def _insist_name(name: str, others) -> None:
    if others.filter(name=name).exists():
        raise Refused(_("Another one has this name already."), field="name")


@transaction.atomic
def fill_seat(*, by, alumnus=None, user=None, title: str = "", from_on: date, until_on: date | None = None) -> ClubSeat:
    """Give a seat to an alumnus or to a colleague; who sits already keeps the seat. Raises Refused."""
    if until_on and until_on < from_on:
        raise Refused(pgettext("giving", "The last day lies before the first."), field="until_on")
    with pghistory.context(user=by.pk), said_plainly():
        sitting = ClubSeat.objects.sitting().filter(alumnus=alumnus, user=user).first()
        return sitting or ClubSeat.objects.create(
            alumnus=alumnus, user=user, title=title, from_on=from_on, until_on=until_on
        )


@transaction.atomic
def vacate_seat(*, seat_id: int, by) -> None:
    """It ends yesterday, or with its first day where that is today. Again changes nothing."""
    today = timezone.localdate()
    with pghistory.context(user=by.pk):
        seats = ClubSeat.objects.filter(pk=seat_id)
        seats.filter(from_on__lt=today).update(until_on=today - timedelta(days=1))
        seats.filter(from_on__gte=today).update(until_on=F("from_on"))
