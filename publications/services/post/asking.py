"""Asking the liaison of the class for the address of somebody whose parcel came back."""

from alumni.models import Alumnus, ContactPoint, Liaison
from alumni.queries.liaisons import liaisons_of
from alumni_office.mail.models import Message
from alumni_office.mail.services import queue
from publications.emails.post import parcel_returned
from publications.models import Parcel


def ask_liaisons(*, parcel: Parcel, by) -> list[Message]:
    """Queue one mail to each liaison for each living reader of the parcel, once however often it is scanned; in the
    caller's transaction."""
    mails = []
    readers = Alumnus.objects.approachable().filter(parcels__parcel=parcel)
    for person in readers.prefetch_related("degrees"):
        for liaison in _each_once(person):
            if address := _address(liaison.alumnus):
                words = parcel_returned(person=person, liaison=liaison, parcel=parcel)
                key = f"parcel-returned-{parcel.pk}-{person.pk}-{liaison.alumnus_id}"
                mails.append(
                    queue(
                        to=address, purpose="publications.parcel_returned", person_id=liaison.alumnus_id, key=key,
                        **words,
                    )
                )  # fmt: skip
    return mails


def _each_once(person: Alumnus) -> list[Liaison]:
    """Somebody who speaks for two of the person's classes is asked about one of them."""
    found = liaisons_of(person).select_related("alumnus__user", "degree__college", "degree__school").order_by("pk")
    return list({liaison.alumnus_id: liaison for liaison in reversed(found)}.values())


def _address(person: Alumnus) -> str:
    """The account's, which was confirmed, or else a confirmed one on record."""
    if person.user and person.user.is_active:
        return person.user.email
    verified = person.contacts.filter(kind=ContactPoint.Kind.EMAIL, state=ContactPoint.State.VERIFIED)
    return verified.order_by("-verified_at").values_list("value", flat=True).first() or ""
