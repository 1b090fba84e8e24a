"""Arrivals: noted, taken back, and those who come without registering.

Locks in the order of the house: event, part, registration; the list's numbers follow by a trigger. A key is one entry,
however often and from wherever it comes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.models import CheckIn, CheckList, Event, GateEntry, Registration, Session, SessionSeat

from .registering.codes import new_code
from .registering.wishes import reading_of

Reason = GateEntry.Reason
OLDEST = timedelta(days=14)  # what a device's clock says is believed for so long
TAKES = [Event.State.ANNOUNCED, Event.State.OPEN, Event.State.CLOSED, Event.State.HELD]


class Refused(Exception):
    """Nothing was noted; `sentence` is for whoever asked."""

    def __init__(self, reason: str, sentence: str):
        super().__init__(sentence)
        self.reason, self.sentence = reason, sentence


@dataclass(frozen=True)
class Answer:
    """`outcome`: in, twice, undone, kept."""

    key: UUID
    outcome: str
    sentence: str
    check_in: CheckIn | None = None


@transaction.atomic
def check_in(
    *, check_list: CheckList, registration_id: int | None, seats: int, key: UUID, at: datetime, by, anyway=False
) -> Answer:
    """Note that a registration came; `anyway` also one that holds no seat any more, or at a closed list. Raises
    Refused."""
    rows = Registration.objects.select_for_update(of=("self",)).filter(event=check_list.event_id)
    registration = rows.filter(pk=registration_id or 0).first()
    if registration is None:
        raise Refused(Reason.UNKNOWN, _("This registration is not of this event."))
    if known := _known(check_list, key):
        return _noted(known, registration)
    standing = CheckIn.objects.standing().filter(list=check_list, registration=registration)
    if found := standing.select_related("by").first():
        return Answer(key, "twice", _already(registration, found, check_list), found)
    if not anyway:
        _let_in(check_list, registration)
    return _noted(_note(check_list, registration, min(seats, registration.seats), key, at, by), registration)


@transaction.atomic
def walk_in(*, check_list: CheckList, name: str, seats: int, key: UUID, at: datetime, by, anyway=False) -> Answer:
    """Register and note somebody who came without registering. Raises Refused: no seat, or not at this event."""
    event = Event.objects.select_for_update().get(pk=check_list.event_id)
    if known := _known(check_list, key):
        return _noted(known, known.registration)
    if event.state not in TAKES or (check_list.closed_at and not anyway):
        raise Refused(Reason.CLOSED, _("Nobody is checked in here any more."))
    session = _chosen_part(check_list)
    for free in (event.free, session.free if session else None):
        if free is not None and free < seats:
            raise Refused(Reason.FULL, _free(free))
    registration = Registration.objects.create(
        event=event, name=name, reading=reading_of(name), language=_language(), seats=seats,
        state=Registration.State.CONFIRMED, source=Registration.Source.WALK_IN, registered_by=by, key=key,
        code=new_code(),
    )  # fmt: skip
    if session:
        SessionSeat.objects.create(registration=registration, session=session)
    return _noted(_note(check_list, registration, seats, key, at, by), registration)


@transaction.atomic
def undo(*, check_list: CheckList, key: UUID | None, by) -> Answer:
    """Take the arrival of this key back; what was taken back stays so. Raises Refused."""
    rows = CheckIn.objects.select_for_update(of=("self",)).filter(list=check_list)
    found = rows.select_related("registration").filter(key=key).first() if key else None
    if found is None:
        raise Refused(Reason.UNKNOWN, _("This check-in is not on this list."))
    if found.undone_at is None:
        found.undone_at, found.undone_by = timezone.now(), by
        found.save(update_fields=["undone_at", "undone_by"])
    sentence = _("%(name)s is not checked in any more.") % {"name": found.registration.name}
    return Answer(found.key, "undone", sentence, found)


def _known(check_list: CheckList, key: UUID) -> CheckIn | None:
    found = CheckIn.objects.filter(key=key).select_related("registration").first()
    if found is not None and found.list_id != check_list.pk:
        raise Refused(Reason.UNKNOWN, _("This entry was made for another list."))
    return found


def _let_in(check_list: CheckList, registration: Registration) -> None:
    if check_list.closed_at or check_list.event.state not in TAKES:
        raise Refused(Reason.CLOSED, _("Nobody is checked in here any more."))
    if registration.state != Registration.State.CONFIRMED:
        raise Refused(
            Reason.NOT_REGISTERED,
            _("%(name)s: %(state)s. Please ask whoever runs the event.")
            % {"name": registration.name, "state": registration.get_state_display()},
        )


def _note(check_list, registration, seats: int, key: UUID, at: datetime, by) -> CheckIn:
    return CheckIn.objects.create(
        list=check_list, registration=registration, seats=seats, key=key, at=believed(at), by=by
    )


def believed(at: datetime) -> datetime:
    """What the clock of a device says, within reason: one that stands in 1970, or in the year 1, says nothing."""
    now = timezone.now()
    return min(max(at, now - OLDEST), now)


def _noted(found: CheckIn, registration: Registration) -> Answer:
    if found.undone_at:
        sentence = _("%(name)s is not checked in any more.") % {"name": registration.name}
        return Answer(found.key, "undone", sentence, found)
    said = {"name": registration.name, "came": found.seats, "seats": registration.seats}
    sentence = (
        _("%(name)s is checked in.") if registration.seats == 1 else _("%(name)s: %(came)s of %(seats)s checked in.")
    )
    return Answer(found.key, "in", sentence % said, found)


def _already(registration: Registration, found: CheckIn, check_list: CheckList) -> str:
    at = date_format(timezone.localtime(found.at, check_list.event.zone), "TIME_FORMAT")
    return _("%(name)s was checked in already at %(time)s, with %(came)s of %(seats)s.") % {
        "name": registration.name, "time": at, "came": found.seats, "seats": registration.seats,
    }  # fmt: skip


def _chosen_part(check_list: CheckList) -> Session | None:
    if not check_list.session_id:
        return None
    session = Session.objects.select_for_update().get(pk=check_list.session_id)
    return session if session.is_chosen else None


def _free(seats: int) -> str:
    if seats <= 0:
        return _("No seat is left.")
    return ngettext("Only %(count)s seat is left.", "Only %(count)s seats are left.", seats) % {"count": seats}


def _language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
