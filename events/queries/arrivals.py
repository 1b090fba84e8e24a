"""What the check-in desk sees of registrations: name, ticket, seats and check-in, and nothing else.

The last digits of a telephone find somebody, and are not shown.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Case, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from alumni_office.names import fold
from alumni_office.ui.office import in_readers_language
from events.models import CheckIn, CheckList, Registration, SessionSeat

State = Registration.State
MOST = 20
DIGITS = 4  # of a telephone, at least
CODE = re.compile(r"(?:E:)?([0-9A-Za-z]{6,12})")
INITIALS = re.compile(r"[a-z]{2,4}")
FIELDS = ("pk", "name", "seats", "ticket__name", "ticket__name_en", "state")
ARRIVAL = ("arrival__seats", "arrival__at", "arrival__key")


@dataclass(frozen=True)
class Line:
    pk: int
    name: str
    seats: int
    ticket_name: str | None
    ticket_name_en: str | None
    state: str
    came: int | None
    came_at: datetime | None
    key: UUID | None  # of the check-in that stands
    is_expected: bool
    entry: UUID = field(default_factory=uuid4)  # of what is noted next: its button pressed twice is one entry

    @property
    def ticket(self) -> str:
        return in_readers_language(self.ticket_name or "", self.ticket_name_en or "")

    @property
    def may_come(self) -> bool:
        return self.state == State.CONFIRMED and self.came is None

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def numbers(self) -> list[int]:
        """How many may have come, all of them first."""
        return list(range(self.seats, 0, -1))


def found(check_list: CheckList, words: str) -> list[Line]:
    """At most MOST, those who may come first."""
    match = matching(words)
    return _lines(_of(check_list).filter(match).order_by("order", "name", "pk")[:MOST]) if match else []


def namesakes(check_list: CheckList, name: str, *, key: UUID) -> list[Line]:
    """Who is registered by exactly this name, however it is spaced; without the one that was noted as `key`."""
    rows = _of(check_list).exclude(state=State.CANCELLED).exclude(key=key)
    rows = rows.alias(bare=Replace("name", Value(" "))).filter(bare__iexact="".join(name.split()))
    return _lines(rows.order_by("order", "pk")[:MOST])


def line(check_list: CheckList, registration_id: int) -> Line | None:
    return next(iter(_lines(_of(check_list).filter(pk=registration_id))), None)


def latest(check_list: CheckList) -> list[Line]:
    return _lines(_of(check_list).filter(arrival__isnull=False).order_by("-arrival__at")[:8])


def matching(words: str) -> Q | None:
    """A code, the last digits of a telephone, a piece of a name, or its reading in letters or initials."""
    words = " ".join(words.split())[:80]
    if not words:
        return None
    match = Q(name__icontains=words)
    if code := CODE.fullmatch(words):
        match |= Q(code__in={code[1], code[1].upper(), code[1].lower()})
    if words.isascii() and words.isdigit():
        return match | Q(phone__endswith=words) if len(words) >= DIGITS else match
    if (folded := fold(words)).isascii() and folded:
        match |= Q(compact__contains=folded)
        if INITIALS.fullmatch(folded):
            match |= Q(reading__regex=r"\m" + " ".join(rf"{letter}[a-z]*" for letter in folded) + r"\M")
    return match


def _of(check_list: CheckList) -> QuerySet:
    rows = Registration.objects.filter(event_id=check_list.event_id).exclude(state=State.DECLINED)
    return rows.annotate(
        arrival=FilteredRelation(
            "check_ins", condition=Q(check_ins__list=check_list, check_ins__undone_at__isnull=True)
        ),
        compact=Replace("reading", Value(" ")),
        order=Case(When(state=State.CONFIRMED, then=0), When(state=State.CANCELLED, then=2), default=1,
                   output_field=IntegerField()),
        is_expected=_expected(check_list),
    )  # fmt: skip


def _expected(check_list: CheckList):
    if check_list.session_id and check_list.session.is_chosen:  # type: ignore[union-attr]  # asked just now
        return Exists(SessionSeat.objects.filter(registration=OuterRef("pk"), session=check_list.session_id))
    return Value(True)


def _lines(rows: QuerySet) -> list[Line]:
    return [Line(*values) for values in rows.values_list(*FIELDS, *ARRIVAL, "is_expected")]


def to_carry(check_list: CheckList) -> QuerySet:
    """Everybody who holds a seat or waits, as a device keeps them; no telephone leaves as such."""
    return (
        _of(check_list)
        .exclude(state=State.CANCELLED)
        .order_by("pk")
        .values_list(*FIELDS, *ARRIVAL, "is_expected", "reading", "code", "phone")
    )


def came(check_list: CheckList) -> QuerySet[CheckIn]:
    return check_list.check_ins.standing().annotate(name=F("registration__name"))
