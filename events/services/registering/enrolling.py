"""Somebody registers. Whether the seats fit is decided while the event is held; the database's CHECKs stand behind."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.mail.models import Message
from events.emails import registrations as emails
from events.models import Event, Invite, Registration
from events.queries.free_seats import Free, Need

from .codes import new_code
from .refusals import Full, NotOpen, NotYours, Refused, held
from .telling import letter_to, put_into_outbox
from .wishes import Wish, refuse_beyond, write_parts

State, Source = Registration.State, Registration.Source


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
    fields, code = wish.fields(), new_code()  # before the event is held: others wait for it
    found = held(event.pk)
    earlier = _earlier(found, key, alumnus)
    if earlier and (earlier.key == key or earlier.alumnus_id):
        return Registered(earlier, False, None)
    now, by_the_host = timezone.now(), source == Source.DESK
    if by_the_host:
        refuse_over(found)
    else:
        refuse_closed(found, now)
        _refuse_stranger(found, alumnus, invite, now)
        refuse_beyond(found, wish)
    need = wish.need(found)
    state = state_for(found, need, asks=not by_the_host)
    if alumnus is None and (same := _same_guest(found, wish)):
        return Registered(same, False, _told_again(same, now))
    registration = Registration.objects.create(
        event=found, alumnus=alumnus, state=state, source=source, invite=invite, key=key, code=code,
        language=wish.language, registered_by=by, queued_at=now if state == State.WAITING else None, **fields,
    )  # fmt: skip
    write_parts(registration, wish)
    letter = letter_to(
        registration, lambda: emails.received(registration), key=f"registration-{registration.pk}-received"
    )
    return Registered(registration, True, first(letter))


def first(letter: Message | None) -> Message | None:
    """Put the first mail of a new registration into the outbox: nobody can have put it there before."""
    if letter:
        letter.save(force_insert=True)
    return letter


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


def _earlier(event: Event, key: UUID, alumnus: Alumnus | None) -> Registration | None:
    """The registration of the same form, or the one that the person has."""
    sent = Registration.objects.filter(key=key).first()
    if sent and (sent.event_id, sent.alumnus_id) != (event.pk, alumnus.pk if alumnus else None):
        raise NotYours(_("This form was sent already, for somebody else. Please open it anew."))
    if sent or alumnus is None:
        return sent
    return event.registrations.live().filter(alumnus=alumnus).first()


def _same_guest(event: Event, wish: Wish) -> Registration | None:
    """Asked as the unique index has it, or every registration of the event would be read."""
    if not wish.email:
        return None
    guests = event.registrations.live().filter(alumnus__isnull=True).exclude(email="").alias(written=Lower("email"))
    return guests.filter(written=wish.email.lower(), name=wish.name).first()


def _told_again(registration: Registration, now: datetime) -> Message | None:
    """Whoever typed the address sees the same page as anybody; the address itself learns that it is registered."""
    key = f"registration-{registration.pk}-again-{now:%Y%m%d}"
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
