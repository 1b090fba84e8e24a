"""The mails about a reunion, into the outbox: each of them once, by its key."""

from django.core.exceptions import ValidationError

from alumni.models import Alumnus
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from events.emails import reunions as emails
from events.models import Classmate, ClassReunion, Event
from events.queries.reunions.people import writable

PURPOSE = "events.reunion"


def invited(row: Classmate, reunion: ClassReunion, person) -> Message | None:
    """`person` comes from `writable`."""
    return _queued(person, person.email, emails.invitation(row, reunion, person), f"reunion-invite:{row.pk}")


def reminded(row: Classmate, person) -> Message | None:
    """`person` comes from `writable`."""
    return _queued(person, person.email, emails.reminder(row, row.reunion, person), f"reunion-remind:{row.pk}")


def confirmed(reunion: ClassReunion) -> list[Message]:
    return _to_contact(reunion, emails.confirmed, f"reunion-confirmed:{reunion.pk}:{reunion.version}")


def declined(reunion: ClassReunion) -> list[Message]:
    return _to_contact(reunion, emails.declined, f"reunion-declined:{reunion.pk}")


def parted(reunion: ClassReunion, event: Event) -> list[Message]:
    def letter(reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
        return emails.parted(reunion, person, event)

    return _to_contact(reunion, letter, f"reunion-parted:{reunion.pk}:{event.pk}")


def cancelled(reunion: ClassReunion) -> list[Message]:
    """To everybody who was invited or said to come, as far as they may still be written to."""
    rows = reunion.classmates.exclude(answer__in=[Classmate.Answer.NOT_COMING, Classmate.Answer.NOT_FOUND])
    people = writable(Alumnus.objects.filter(pk__in=rows.values("alumnus"))).select_related("user").order_by("pk")
    found = [
        _queued(person, person.email, emails.cancelled(reunion, person), f"reunion-cancelled:{reunion.pk}:{person.pk}")
        for person in people
    ]
    return [message for message in found if message is not None]


def _to_contact(reunion: ClassReunion, letter, key: str) -> list[Message]:
    person = reunion.contact
    if person is None or person.user is None or not person.user.is_active:
        return []
    message = _queued(person, person.user.email, letter(reunion, person), key)
    return [message] if message else []


def _queued(person: Alumnus, to: str, letter: tuple[str, str], key: str) -> Message | None:
    """An address that no mail can have is passed over."""
    subject, text = letter
    try:
        return mail.queue(to=to, subject=subject, text=text, purpose=PURPOSE, person_id=person.pk, key=key)
    except ValidationError:
        return None
