"""How many of each college's people the office can reach, and how far that is from the target."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni.models import College
from alumni_office.accounts.roles import Permission

from .figures import Figure, Figures

LABELS: dict[str, str | Promise] = {
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "post": _("Post"),
    "verified": pgettext_lazy("filter", "Verified"),
}
SHOWN = 8  # colleges that are not folded away


@dataclass(frozen=True)
class Measure:
    label: str | Promise
    figure: Figure
    share: float  # per cent of the row's people
    target: int

    @property
    def is_below(self) -> bool:
        return self.share < self.target


@dataclass(frozen=True)
class Row:
    label: str
    people: Figure
    measures: list[Measure]


@dataclass(frozen=True)
class Coverage:
    targets: list[tuple[str | Promise, int]]
    total: Row | None  # None when it would repeat the only college
    first: list[Row]
    others: list[Row]


def coverage(figures: Figures, user) -> Coverage:
    reach = user.reach(Permission.ALUMNI_VIEW)
    rows = [
        _row(_name(college), figures.college(college.pk), figures.college_by_measure(college.pk))
        for college in _colleges(reach)
    ]
    open_or_used = [row for row in rows if row.people.value or not reach.everyone]
    open_or_used.sort(key=lambda row: (-row.people.value, row.label))
    total = None
    if reach.everyone or len(rows) > 1:
        total = _row("", figures.everyone(), figures.everyone_by_measure())
    targets = [(LABELS[name], _target(name)) for name in LABELS]
    return Coverage(targets, total, open_or_used[:SHOWN], open_or_used[SHOWN:])


def _colleges(reach):
    """Those of one's reach; of everyone those of today: a predecessor's people stand with its successor."""
    if not reach.everyone:
        return College.objects.filter(pk__in=reach.college_ids)
    return College.objects.filter(successions__isnull=True)


def _row(label: str, people: Figure, measured: list[Figure]) -> Row:
    measures = [
        Measure(LABELS[name], figure, figure.share_of(people.value), _target(name))
        for name, figure in zip(LABELS, measured, strict=True)
    ]
    return Row(label, people, measures)


def _target(name: str) -> int:
    return settings.COVERAGE_TARGETS.get(name, 0)


def _name(college: College) -> str:
    return college.english_name if college.english_name and get_language() == "en" else college.name
