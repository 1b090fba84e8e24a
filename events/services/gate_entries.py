"""What devices kept while they had no network: taken in, in order, and nothing of it lost or counted twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import CheckIn, CheckList, GateEntry, Registration

from . import checkins
from .checkins import Answer, Refused

Kind, Reason, Decision = GateEntry.Kind, GateEntry.Reason, GateEntry.Decision


@dataclass(frozen=True)
class Entry:
    """One press of a button. `of`: the key of the check-in that is taken back."""

    kind: str
    key: UUID
    at: datetime
    registration: int | None = None
    seats: int = 1
    name: str = ""
    of: UUID | None = None


def take(*, check_list: CheckList, entries: Iterable[Entry], by, is_late: bool = False) -> list[Answer]:
    """Each in a transaction of its own, in their order; what cannot be counted is kept for a person to look at."""
    return [_take(check_list, entry, by, is_late) for entry in entries]


@transaction.atomic
def _take(check_list: CheckList, entry: Entry, by, is_late: bool) -> Answer:
    if known := GateEntry.objects.filter(key=entry.key).first():
        return _kept(known)
    if is_late:
        return _keep(check_list, entry, Reason.LATE, by)
    try:
        with transaction.atomic():
            answer = _act(check_list, entry, by)
    except Refused as refused:
        return _keep(check_list, entry, refused.reason, by, refused.sentence)
    if answer.outcome == "twice":
        _keep(check_list, entry, Reason.TWICE, by)
    return replace(answer, key=entry.key)  # by which the device knows what was answered


def _act(check_list: CheckList, entry: Entry, by, *, anyway: bool = False) -> Answer:
    same = {"check_list": check_list, "key": entry.key, "at": entry.at, "by": by, "anyway": anyway}
    if entry.kind == Kind.CAME:
        return checkins.check_in(registration_id=entry.registration, seats=entry.seats, **same)
    if entry.kind == Kind.WALK_IN:
        return checkins.walk_in(name=entry.name, seats=entry.seats, **same)
    kept = GateEntry.objects.select_for_update().filter(key=entry.of, list=check_list).first() if entry.of else None
    if kept is None:
        return checkins.undo(check_list=check_list, key=entry.of or _standing(check_list, entry), by=by)
    _decide(kept, Decision.SET_ASIDE, by)
    return Answer(entry.key, "undone", _("Taken back."))


def _standing(check_list: CheckList, entry: Entry) -> UUID | None:
    """What an entry that was kept meant to take back."""
    rows = CheckIn.objects.standing().filter(list=check_list, registration=entry.registration)
    return rows.values_list("key", flat=True).first()


def _keep(check_list: CheckList, entry: Entry, reason: str, by, sentence: str = "") -> Answer:
    of_event = Registration.objects.filter(pk=entry.registration or 0, event=check_list.event_id)
    kept, _is_new = GateEntry.objects.get_or_create(
        key=entry.key,
        defaults={
            "event_id": check_list.event_id, "list": check_list, "kind": entry.kind, "registration": of_event.first(),
            "name": entry.name, "seats": entry.seats, "at": checkins.believed(entry.at), "by": by, "reason": reason,
        },
    )  # fmt: skip
    return _kept(kept, sentence)


def _kept(entry: GateEntry, sentence: str = "") -> Answer:
    if entry.reason == Reason.TWICE:
        return Answer(entry.key, "twice", str(entry.get_reason_display()))
    asked = _("The entry is kept; whoever runs the event looks at it.")
    return Answer(entry.key, "kept", f"{sentence or entry.get_reason_display()} {asked}")


@transaction.atomic
def decide(*, entry_id: int, is_counted: bool, by) -> GateEntry:
    """Count an entry all the same, or set it aside; once. Raises Refused where the database has no seat for it."""
    entry = GateEntry.objects.select_for_update(of=("self",)).select_related("list__event").get(pk=entry_id)
    if entry.decision:
        return entry
    if is_counted:
        noted = Entry(entry.kind, entry.key, entry.at, entry.registration_id, entry.seats, entry.name)
        _act(entry.list, noted, by, anyway=True)
    _decide(entry, Decision.COUNTED if is_counted else Decision.SET_ASIDE, by)
    return entry


def _decide(entry: GateEntry, decision: str, by) -> None:
    if not entry.decision:
        entry.decision, entry.decided_at, entry.decided_by = decision, timezone.now(), by
        entry.save(update_fields=["decision", "decided_at", "decided_by"])
