"""Whose gift it is that came in by itself: the donor on record, or a new one."""

from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from donations.models import AnnouncedGift, Donor, Organisation
from donations.models.donors import CLEARED


def of_organisation(organisation: Organisation, by) -> Donor:
    """The donor that this organisation is."""
    known = Donor.objects.heads().filter(organisation=organisation)
    return known.first() or _once(
        known, kind=Donor.Kind.ORGANISATION, organisation=organisation, name=organisation.name, created_by=by
    )


def named(name: str, kind: str, by) -> Donor:
    """A new donor with this name; whether it is somebody on record a merge says later."""
    return Donor.objects.create(kind=kind, name=name, key=uuid4(), created_by=by)


def of_announced(announced: AnnouncedGift) -> Donor:
    """Who announced it: the alumnus who had signed in, or who gave this name and address before on the public site;
    a stranger's word makes nobody the donor that another one is."""
    if announced.donor:
        return announced.donor.merged_into or announced.donor
    contact = {"email": announced.email, "language": announced.language}
    if announced.alumnus_id:
        known = Donor.objects.heads().filter(alumnus=announced.alumnus_id)
        return known.first() or _once(
            known, kind=Donor.Kind.PERSON, alumnus_id=announced.alumnus_id, name=announced.name, **contact
        )
    before = Donor.objects.heads().filter(
        announced__isnull=False, alumnus__isnull=True, name=announced.name, email=announced.email
    )
    if announced.name or announced.email:
        return (announced.email and before.first()) or Donor.objects.create(
            kind=Donor.Kind.PERSON, name=announced.name or CLEARED, key=uuid4(), **contact
        )
    # Whoever announced it was erased before the money came in: it is nobody's.
    return Donor.objects.create(kind=Donor.Kind.PERSON, name=CLEARED, key=uuid4(), erased_at=timezone.now())


def _once(known, **fields) -> Donor:
    try:
        with transaction.atomic():
            return Donor.objects.create(key=uuid4(), **fields)
    except IntegrityError:
        return known.get()
