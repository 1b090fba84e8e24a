"""What alumni offer of themselves, until they end it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.saving.once import make_once
from donations.models import Organisation, StandingOffer
from donations.queries.cases import organisations_of
from donations.services.refusals import Refused, WrongState

MOST = 20


@transaction.atomic
def make_offer(*, key: UUID, person: Alumnus, organisation: Organisation | None, **fields: Any) -> StandingOffer:
    """The same `key` again is the first. Raises Refused."""
    if organisation and not organisations_of(person).filter(pk=organisation.pk).exists():
        raise Refused(_("You cannot offer for this organisation."), field="organisation")
    Alumnus.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    standing = StandingOffer.objects.standing().filter(alumnus=person).exclude(key=key)
    if standing.count() >= MOST:
        raise Refused(_("You have many offers already: end one before you make another one."))
    return make_once(
        StandingOffer, key=key, of={"alumnus_id": person.pk}, fields={"organisation": organisation, **fields}
    )  # fmt: skip


def end_offer(*, offer_id: int, person: Alumnus) -> None:
    """Raises Refused."""
    if not StandingOffer.objects.standing().filter(pk=offer_id, alumnus=person).update(ended_at=timezone.now()):
        raise WrongState
