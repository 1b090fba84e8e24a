"""An event, its parts and its tickets are changed: within the seats that are taken, and a move is told to people."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.versions import ChangedMeanwhile, save_version
from events.models import Event, EventNotice, Session, Ticket

from . import notices
from .registering.moving_up import move_up
from .registering.refusals import BelowTaken, WrongTimes, held

__all__ = ["ChangedMeanwhile", "change_event", "change_session", "change_ticket"]

State = Event.State
MOVED = ("starts_at", "ends_at", "time_zone", "place", "where", "online_url")  # what whoever comes must know
TIMES = ("starts_at", "ends_at", "opens_at", "closes_at", "moves_up_until")


@transaction.atomic
def change_event(*, event: Event, version: int, by, **fields: Any) -> Event:
    """Write `fields` into the event that was read as `version`. When and where it is are told to everyone registered;
    who waits moves up into seats that are added. Raises BelowTaken, WrongTimes, WrongState for one that is over, and
    ChangedMeanwhile."""
    found = held(event.pk, State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED)
    _refuse_times(**{name: fields.get(name, getattr(found, name)) for name in TIMES})
    _refuse_capacity(found, fields)
    is_moved, was = _is_moved(found, fields), _stands(found, found)
    save_version(found, version=version, values=fields)
    if is_moved:
        _tell(found, found.registrations.live(), by, {"was": was})
    move_up(found)
    return found


@transaction.atomic
def change_session(*, session: Session, version: int, by, **fields: Any) -> Session:
    """As change_event, for a part: told are those who come to it."""
    event = held(session.event_id, State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED)
    found = Session.objects.select_for_update().get(pk=session.pk)
    _refuse_end(fields.get("starts_at", found.starts_at), fields.get("ends_at", found.ends_at))
    _refuse_capacity(found, fields)
    is_moved, was = _is_moved(found, fields), _stands(found, event)
    is_chosen = found.is_chosen
    save_version(found, version=version, values=fields)
    if is_moved:
        live = event.registrations.live()
        moved = {"was": was, "now": _stands(found, event), "part": found.title, "part_en": found.title_en}
        _tell(event, live.filter(session_seats__session=found) if is_chosen else live, by, moved)
    move_up(event)
    return found


@transaction.atomic
def change_ticket(*, ticket: Ticket, by, **fields: Any) -> Ticket:
    """Raises BelowTaken."""
    event = held(ticket.event_id, State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED)
    found = Ticket.objects.select_for_update().get(pk=ticket.pk)
    _refuse_capacity(found, fields)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save(update_fields=list(fields))
    Event.objects.filter(pk=event.pk).update(version=F("version") + 1)
    move_up(event)
    return found


def _is_moved(row: Event | Session, fields: dict[str, Any]) -> bool:
    return any(name in fields and fields[name] != getattr(row, name) for name in MOVED)


def _stands(row: Event | Session, event: Event) -> dict[str, Any]:
    """When and where it is, as a mail says it later."""
    return {
        "starts_at": row.starts_at, "ends_at": row.ends_at, "time_zone": event.time_zone,
        "place": row.place.name if row.place else "", "place_en": row.place.name_en if row.place else "",
        "where": row.where, "where_en": row.where_en,
    }  # fmt: skip


def _tell(event: Event, registrations, by, moved: dict) -> None:
    if event.ends_at > timezone.now():
        notices.notify(event=event, kind=EventNotice.Kind.CHANGED, registrations=registrations, by=by, moved=moved)


def _refuse_capacity(row: Event | Session | Ticket, fields: dict[str, Any]) -> None:
    capacity = fields.get("capacity")
    if capacity is not None and capacity < row.taken:
        raise BelowTaken(row.taken)


def _refuse_end(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise WrongTimes(_("The end lies before the start."), field="ends_at")


def _refuse_times(
    *, starts_at: datetime, ends_at: datetime, opens_at: datetime | None, closes_at: datetime | None,
    moves_up_until: datetime | None,
) -> None:  # fmt: skip
    _refuse_end(starts_at, ends_at)
    if closes_at and closes_at > starts_at:
        raise WrongTimes(_("The deadline of registration lies after the start."), field="closes_at")
    if opens_at and closes_at and opens_at >= closes_at:
        raise WrongTimes(_("Registration would open after its deadline."), field="opens_at")
    if moves_up_until and moves_up_until > starts_at:
        raise WrongTimes(_("The waiting list cannot move up after the start."), field="moves_up_until")
