"""The years of a series as a table: each figure with the page of the rows behind it. The page and the file print it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise

from events import hooks

from . import definitions
from .definitions import Definition
from .labels import decade_label, province_label
from .series import Year, decades, provinces


@dataclass(frozen=True)
class Cell:
    value: int | float | Decimal | None
    url: str

    @property
    def text(self) -> str:
        if self.value is None:
            return "—"
        places = None if isinstance(self.value, int) else 2
        return number_format(self.value, decimal_pos=places, force_grouping=True)


@dataclass(frozen=True)
class Line:
    label: str | Promise
    cells: list[Cell]


@dataclass(frozen=True)
class Group:
    """The lines of one definition: one, or one for each decade or province."""

    definition: Definition
    lines: list[Line]

    @property
    def is_single(self) -> bool:
        return len(self.lines) == 1 and self.lines[0].label == self.definition.label


def groups(rows: Sequence[Year]) -> list[Group]:
    return [*_figures(rows), *_counted(rows), *_people(rows)]


def _figures(rows: Sequence[Year]) -> list[Group]:
    pages: list[tuple[Definition, Callable[[Year], Any], Callable[[Year], str]]] = [
        (definitions.REGISTERED, lambda row: row.registered, _confirmed),
        (definitions.REGISTERED_PEOPLE, lambda row: row.registered_people, _confirmed),
        (definitions.CAME, lambda row: row.came, _behind("came")),
        (definitions.CAME_PEOPLE, lambda row: row.came_people, _behind("came")),
        (definitions.NEW, lambda row: row.new, _behind("new")),
        (definitions.SATISFACTION, lambda row: row.mean, _effect("feedback")),
        (definitions.MARKS, lambda row: row.marks, _effect("feedback")),
        (definitions.COST, lambda row: row.cost_per_head, _effect("cost")),
        (definitions.OUTCOMES, lambda row: row.outcomes, _effect("outcomes")),
        (definitions.AMOUNT, lambda row: row.amount, _effect("outcomes")),
        (definitions.CONTACTS, lambda row: row.contacts, _contacts),
    ]
    return [_single(definition, rows, value, url) for definition, value, url in pages]


def _counted(rows: Sequence[Year]) -> list[Group]:
    """What apps to the right count."""
    return [
        _single(
            Definition(each.name, each.label, each.definition), rows,
            lambda row, name=each.name: row.counted.get(name, 0), lambda row, url=each.url: url(row.event.pk),
        )
        for each in hooks.outcomes
    ]  # fmt: skip


def _people(rows: Sequence[Year]) -> list[Group]:
    by_decade = [
        _line(decade_label(key), rows, lambda row, key=key: row.decades.get(key, 0), _behind(f"decade-{key}"))
        for key in decades(rows)
    ]
    by_province = [
        _line(province_label(key), rows, lambda row, key=key: row.provinces.get(key, 0), _behind(f"province-{key}"))
        for key in provinces(rows)
    ]
    return [Group(definitions.DECADES, by_decade), Group(definitions.PROVINCES, by_province)]


def _single(definition: Definition, rows, value, url) -> Group:
    return Group(definition, [_line(definition.label, rows, value, url)])


def _line(label, rows: Sequence[Year], value, url) -> Line:
    return Line(label, [Cell(value(row), url(row)) for row in rows])


def _confirmed(row: Year) -> str:
    return reverse("admin:events_registration_changelist") + f"?event={row.event.pk}&state=confirmed"


def _behind(figure: str) -> Callable[[Year], str]:
    return lambda row: reverse("admin:events_registration_changelist") + f"?event={row.event.pk}&figure={figure}"


def _effect(part: str) -> Callable[[Year], str]:
    return lambda row: reverse("admin:events_event_effect", args=[row.event.pk]) + f"#{part}"


def _contacts(row: Year) -> str:
    return reverse("admin:events_event_contacts", args=[row.event.pk])
