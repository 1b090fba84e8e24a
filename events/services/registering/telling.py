"""A mail about a registration, in the language in which it was made, to the address that was given."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils import translation

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from events.models import Registration

PURPOSE = "events.registration"


def address_of(registration: Registration) -> str:
    """Where a mail goes; alumni who gave no address have that of their account."""
    person = registration.alumnus
    if registration.email or person is None or person.user is None or not person.user.is_active:
        return registration.email
    return person.user.email


def letter_to(registration: Registration, letter: Callable[[], tuple[str, str]], *, key: str) -> Message | None:
    """A mail that is not in the outbox yet; None where no mail can go."""
    to = address_of(registration)
    if not to:
        return None
    with translation.override(registration.language):
        subject, text = letter()
    try:
        return mail.written(
            to=to, subject=subject, text=text, purpose=PURPOSE, person_id=registration.alumnus_id, key=key
        )
    except ValidationError:
        return None


def put_into_outbox(messages: Iterable[Message]) -> dict[str, Message]:
    """Put them there once each, however often they are written; {key: the mail in the outbox}."""
    written = {message.key: message for message in messages}
    Message.objects.bulk_create(written.values(), ignore_conflicts=True)
    return {message.key or "": message for message in Message.objects.filter(key__in=written)}


def tell(registration: Registration, letter: Callable[[Registration], tuple[str, str]], *, key: str) -> Message | None:
    message = letter_to(registration, lambda: letter(registration), key=f"registration-{registration.pk}-{key}")
    return next(iter(put_into_outbox([message]).values()), None) if message else None
