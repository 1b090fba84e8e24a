"""Somebody registers. Whether the seats fit is decided while the event is held; the database's CHECKs stand behind, and
its unique indexes say who is registered already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office import rows
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.emails import registrations as emails
from events.models import Event, Invite, Registration
from events.queries.free_seats import Free, Need

from .codes import new_code
from .refusals import Full, NotOpen, NotYours, held
from .telling import letter_to, put_into_outbox
from .wishes import Wish, refuse_beyond, write_parts

State, Source = Registration.State, Registration.Source
SAID = (  # in the mail to who registers
    "title", "title_en", "starts_at", "ends_at", "time_zone", "place_id", "where", "where_en", "fee_note",
    "fee_note_en",
)  # fmt: skip


@dataclass(frozen=True)
class Registered:
    """`is_new`: this call made it. `message` is the mail about it, for a worker to be woken."""

    registration: Registration
    is_new: bool
    message: Message | None


@transaction.atomic
def register(
    *, event: Event, wish: Wish, key: UUID, by, alumnus: Alumnus | None = None, invite: Invite | None = None,
    source: str = Source.SELF,
) -> Registered:  # fmt: skip
    """Register one person: a seat, or a place on the waiting list. The same `key` again, and a person who is registered
    already, give the registration that stands. Raises Refused with the sentence why not: NotOpen, Full, NotYours."""
    alumnus = held_person(alumnus)
    row = Registration(
        pk=rows.next_key(Registration), event=event, alumnus=alumnus, source=source, invite=invite, key=key,
        code=new_code(), language=wish.language, registered_by=by, **wish.fields(),
    )  # fmt: skip
    row.state = _expected(event, row)
    letter = _letter(row)  # all of this before the event is held: others wait for it
    found = held(event.pk)
    try:
        state = _admitted(found, row, wish)
    except Refused:
        if earlier := _earlier(row):
            return Registered(earlier, False, None)
        raise
    is_as_expected = state == row.state and _reads_alike(event, found)
    row.state, row.event = state, found
    row.queued_at = timezone.now() if state == State.WAITING else None
    if not is_as_expected:
        letter = _letter(row)
    if not rows.insert(row, also=[letter] if letter else []):
        return _standing(row)
    write_parts(row, wish)
    return Registered(row, True, letter)


def _expected(event: Event, row: Registration) -> str:
    """The state in which it will most likely be, as the event was read by whoever asks."""
    if event.free is not None and event.free < row.seats:
        return State.WAITING
    return State.ASKED if event.needs_approval and row.source != Source.DESK else State.CONFIRMED


def _letter(row: Registration) -> Message | None:
    return letter_to(row, lambda: emails.received(row), key=f"registration-{row.pk}-received")


def _reads_alike(event: Event, found: Event) -> bool:
    """Whether a mail that was written of the one is true of the other."""
    return all(getattr(event, name) == getattr(found, name) for name in SAID)


def _admitted(found: Event, row: Registration, wish: Wish) -> str:
    """The state in which somebody is registered for the event that is held. Raises Refused."""
    now, by_the_host = timezone.now(), row.source == Source.DESK
    if by_the_host:
        refuse_over(found)
    else:
        refuse_closed(found, now)
        _refuse_stranger(found, row.alumnus, row.invite, now)
        refuse_beyond(found, wish)
    return state_for(found, wish.need(found), asks=not by_the_host)


def _standing(row: Registration) -> Registered:
    """What the database found in the way of a new row: the same form, the same person, or a guest of that name and
    address, who is told once more."""
    if earlier := _earlier(row):
        return Registered(earlier, False, None)
    same = _same_guest(row)
    return Registered(same, False, _told_again(same))


def held_person(alumnus: Alumnus | None) -> Alumnus | None:
    """Hold the record, before the event, as whoever merges and erases does. Raises Refused for one not in use."""
    if alumnus is None:
        return None
    person = Alumnus.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=alumnus.pk)
    if person.merged_into_id or person.archived_at:
        raise Refused(_("This record is no longer in use."))
    if person.restricted_at:
        raise Refused(_("The record is restricted: allow its use on “My rights” first."))
    return person


def _earlier(row: Registration) -> Registration | None:
    """The registration of the same form, or the one that the person has."""
    sent = Registration.objects.filter(key=row.key).first()
    if sent and (sent.event_id, sent.alumnus_id) != (row.event_id, row.alumnus_id):
        raise NotYours(_("This form was sent already, for somebody else. Please open it anew."))
    if sent or row.alumnus_id is None:
        return sent
    return Registration.objects.live().filter(event=row.event_id, alumnus=row.alumnus_id).first()


def _same_guest(row: Registration) -> Registration:
    """Asked as the unique index has it, or every registration of the event would be read."""
    guests = Registration.objects.live().filter(event=row.event_id, alumnus__isnull=True).exclude(email="")
    return guests.alias(written=Lower("email")).get(written=row.email.lower(), name=row.name)


def _told_again(registration: Registration) -> Message | None:
    """Whoever typed the address sees the same page as anybody; the address itself learns that it is registered."""
    key = f"registration-{registration.pk}-again-{timezone.now():%Y%m%d}"
    letter = letter_to(registration, lambda: emails.registered_already(registration), key=key)
    return next(iter(put_into_outbox([letter]).values()), None) if letter else None


def refuse_over(event: Event) -> None:
    """Also the host registers nobody for a draft, and for what was held or cancelled."""
    if event.state not in (Event.State.ANNOUNCED, Event.State.OPEN, Event.State.CLOSED):
        raise NotOpen(event)


def refuse_closed(event: Event, now: datetime) -> None:
    if not event.takes_registrations(now):
        raise NotOpen(event)


def _refuse_stranger(event: Event, alumnus: Alumnus | None, invite: Invite | None, now: datetime) -> None:
    if invite and not Invite.objects.good(now).filter(pk=invite.pk, event=event).exists():
        raise NotYours(_("This invitation is over. Please ask the host for another one."))
    if alumnus is None and invite is None and not event.guests_allowed:
        raise NotYours(_("This event is for alumni: please sign in."))


def state_for(event: Event, need: Need, *, asks: bool = True) -> str:
    """The state in which somebody is registered now. Raises Full."""
    shortage = Free(event, need).shortage(need)
    if shortage is None:
        return State.ASKED if event.needs_approval and asks else State.CONFIRMED
    if not event.has_waiting_list or shortage.never:
        raise Full(shortage)
    return State.WAITING
