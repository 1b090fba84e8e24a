"""Which seats are free, and whether some fit: asked while the event is held, so that the answer stands until the end of
the transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Registration, Session, Ticket

Resource = tuple[str, int]  # ("ticket", its key)


@dataclass(frozen=True)
class Need:
    """What registrations that stand together take: seats of the event, of kinds of tickets, of parts."""

    seats: Counter

    @classmethod
    def of(cls, registrations: Iterable[Registration]) -> "Need":
        """Asks for `session_seats` of each: prefetch them."""
        seats: Counter = Counter()
        for each in registrations:
            seats += cls.for_one(each.event_id, each.seats, each.ticket_id, _sessions(each)).seats
        return cls(seats)

    @classmethod
    def for_one(cls, event_id: int, seats: int, ticket_id: int | None, session_ids: Iterable[int]) -> "Need":
        resources: list[Resource] = [("event", event_id), *(("session", pk) for pk in session_ids)]
        return cls(Counter(dict.fromkeys(resources + ([("ticket", ticket_id)] if ticket_id else []), seats)))


def _sessions(registration: Registration) -> list[int]:
    return [seat.session_id for seat in registration.session_seats.all()]


@dataclass(frozen=True)
class Shortage:
    """Why something does not fit: `where` is a part or a kind of ticket, or "" for the event itself."""

    where: str
    needed: int
    free: int
    capacity: int

    @property
    def never(self) -> bool:
        """More than there are, however many are given back."""
        return self.needed > self.capacity

    @property
    def sentence(self) -> str:
        said = ngettext(
            "Needs %(needed)s, %(free)d is free.", "Needs %(needed)s, %(free)d are free.", self.free
        ) % {"needed": self.needed, "free": self.free}  # fmt: skip
        return _("%(part)s: %(sentence)s") % {"part": self.where, "sentence": said} if self.where else said


class Free:
    """The seats that are left in an event that is held, or just looked at."""

    def __init__(self, event: Event, need: Need | None = None):
        """Looks only at what `need` asks for, when it is given."""
        self.left: dict[Resource, int] = {}
        self.names: dict[Resource, str] = {}
        self.capacities: dict[Resource, int] = {}
        self._add("event", event, "")
        for kind, model in (("ticket", Ticket), ("session", Session)):
            if need is None or (wanted := [pk for each, pk in need.seats if each == kind]):
                rows = model.objects.filter(event=event.pk, capacity__isnull=False)  # type: ignore[attr-defined]
                for row in rows if need is None else rows.filter(pk__in=wanted):
                    self._add(kind, row, str(row))

    def _add(self, kind: str, row: Event | Ticket | Session, name: str) -> None:
        if row.free is not None:
            self.left[kind, row.pk], self.names[kind, row.pk] = row.free, name
            self.capacities[kind, row.pk] = row.capacity or 0

    @property
    def is_full(self) -> bool:
        """Whether the event itself has no seat any more."""
        return any(left == 0 for (kind, _pk), left in self.left.items() if kind == "event")

    def shortage(self, need: Need) -> Shortage | None:
        for resource, seats in need.seats.items():
            left = self.left.get(resource)
            if left is not None and left < seats:
                return Shortage(self.names[resource], seats, left, self.capacities[resource])
        return None

    def take(self, need: Need) -> None:
        for resource, seats in need.seats.items():
            if resource in self.left:
                self.left[resource] -= seats

    def give_back(self, need: Need) -> None:
        self.take(Need(Counter({resource: -seats for resource, seats in need.seats.items()})))
