"""The address of a chapter's calendar: an officer's own, taken back at will, dead when the office ends."""

from django.core import signing
from django.db import transaction
from django.utils import timezone

from chapters.models import CalendarLink, Chapter, Office

SIGNER = signing.Signer(salt="chapters.calendar", sep=".")


class NotAnOfficer(Exception):
    """The person keeps no pages of this chapter today."""


def token_of(link: CalendarLink) -> str:
    return SIGNER.sign(str(link.pk))


def link_by(token: str) -> CalendarLink | None:
    """The link that an address names, when it is good today."""
    try:
        pk = int(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return CalendarLink.objects.good().select_related("office__term__chapter").filter(pk=pk).first()


def link_for(*, chapter: Chapter, person) -> CalendarLink | None:
    return CalendarLink.objects.good().filter(office__term__chapter=chapter, office__alumnus=person).first()


@transaction.atomic
def renew_link(*, chapter: Chapter, person, by) -> CalendarLink:
    """A new address; the one before is dead. Raises NotAnOfficer."""
    held = Office.objects.current().managing().filter(term__chapter=chapter, alumnus=person)
    office = held.select_for_update(of=("self",)).order_by("-until_on", "pk").first()
    if office is None:
        raise NotAnOfficer
    revoke_link(chapter=chapter, person=person, by=by)
    return CalendarLink.objects.create(office=office)


def revoke_link(*, chapter: Chapter, person, by) -> int:
    """Return how many addresses are dead now."""
    links = CalendarLink.objects.filter(
        office__term__chapter=chapter, office__alumnus=person, revoked_at__isnull=True
    )  # fmt: skip
    return links.update(revoked_at=timezone.now())
