"""Mails to delegates, into the outbox of the same transaction."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import F

from alumni.emails.claims import language_of
from alumni.models import Alumnus, ContactPoint
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from chapters.models import Delegate

from .refusals import why_not

PURPOSE = "chapters.congress"


def write_to(delegate: Delegate, letter: Callable[..., tuple[str, str]]) -> Message | None:
    """Queue one mail; None for who left no address that a mail may have, was erased, or is not written to."""
    person = delegate.alumnus
    if person is None or why_not(person) or not (address := address_of(person)):
        return None
    subject, text = letter(delegate, language=language_of(person.user))
    try:
        return mail.queue(to=address, subject=subject, text=text, purpose=PURPOSE, person_id=person.pk)
    except ValidationError:  # rosters hold addresses of all kinds
        return None


def address_of(person: Alumnus) -> str:
    """The account's address, else the best one on file; "" for none."""
    if person.user:
        return person.user.email
    found = person.contacts.filter(kind=ContactPoint.Kind.EMAIL, state__in=ContactPoint.USABLE)
    return found.order_by(F("verified_at").desc(nulls_last=True), "pk").values_list("value", flat=True).first() or ""
