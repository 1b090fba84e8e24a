"""Making a user the person, and the contacts that this proves."""

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, ContactPoint, Source, Verification

State = Verification.State


class Taken(Exception):
    """The record belongs to somebody else, or the user to another record."""


class Decided(Exception):
    """Somebody decided about the claim in the meantime."""


@transaction.atomic
def link(*, claim_id: int, person_id: int, by, states: Collection[str]) -> Verification:
    """Accept the claim onto the person. Raises Taken and Decided; of several at once one wins.

    People are locked before claims, as a merge does.
    """
    now = timezone.now()
    with pghistory.context(user=by.pk):
        person = Alumnus.objects.select_for_update().get(pk=person_id)
        claim = Verification.objects.select_for_update().get(pk=claim_id)
        if claim.state not in states:
            raise Decided
        others = Alumnus.objects.filter(user=claim.user_id).exclude(pk=person.pk)
        if person.user_id not in (None, claim.user_id) or person.merged_into_id or person.archived_at:
            raise Taken
        if others.exists():
            raise Taken
        told = {"source": Source.ALUMNUS.value, "by": by.pk, "at": now.isoformat(timespec="seconds")}
        person.user_id, person.verified_at = claim.user_id, now
        person.field_sources = {**person.field_sources, "verified": told}
        person.save(update_fields=["user", "verified_at", "field_sources", "updated_at"])
        claim.alumnus, claim.state, claim.decided_by, claim.decided_at = person, State.ACCEPTED, by, now
        claim.answer = ""
        claim.save(update_fields=["alumnus", "state", "decided_by", "decided_at", "answer"])
        record_verified(person, kind=ContactPoint.Kind.EMAIL, value=claim.user.email, user=claim.user)
    return claim


def record_verified(person: Alumnus, *, kind: str, value: str, user) -> None:
    """Put down that the person reads what is sent there."""
    verified = {"state": ContactPoint.State.VERIFIED, "verified_at": timezone.now()}
    ContactPoint.objects.update_or_create(
        alumnus=person, kind=kind, value=value.lower() if kind == ContactPoint.Kind.EMAIL else value,
        defaults=verified, create_defaults=verified | {"source": Source.ALUMNUS, "entered_by": user},
    )  # fmt: skip
