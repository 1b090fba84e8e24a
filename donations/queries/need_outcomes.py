"""What came of needs and offers: counted per department and year, with the rows behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from donations.models import CaseOutcome, Department, StandingOffer
from events.hooks import CountedOutcome
from events.models import Event
from events.queries.effect.came import counts, keys

DAYS = 90
# Of an event: standing offers of people with a check-in that stands, made up to DAYS days after its last day.
OFFERED = """
    JOIN events_event e ON e.id = came.event_id
    JOIN donations_standingoffer o ON o.alumnus_id = came.alumnus_id
        AND o.made_at >= e.starts_at AND o.made_at < e.ends_at + make_interval(days => %(days)s)
"""


@dataclass(frozen=True)
class Line:
    """One department in one year: how many outcomes of a kind, their numbers and their worth added up."""

    department: Department
    year: int
    kind: str
    label: str
    outcomes: int
    number: int
    amount_cny: Decimal | None


def counted(user) -> list[Line]:
    """By department, the latest year first. Two statements."""
    rows = CaseOutcome.objects.visible_to(user).values_list("case__need__department", "happened_on__year", "kind")
    rows = rows.annotate(Count("pk"), Sum("number"), Sum("amount_cny")).order_by()
    departments = Department.objects.visible_to(user).in_bulk()
    lines = [
        Line(departments[pk], year, kind, str(CaseOutcome.Kind(kind).label), *figures)
        for pk, year, kind, *figures in rows
    ]
    return sorted(lines, key=lambda line: (line.department.name, -line.year, line.label))


def behind(user, *, department: int | None, year: int | None, kind: str) -> QuerySet[CaseOutcome]:
    """The rows that `counted` counted."""
    rows = CaseOutcome.objects.visible_to(user).select_related("case__need__department", "case__alumnus")
    if department is not None:
        rows = rows.filter(case__need__department=department)
    if year is not None:
        rows = rows.filter(happened_on__year=year)
    return rows.filter(kind=kind) if kind else rows


def offered_after(events: Sequence[int]) -> dict[int, int]:
    """{event: standing offers made by who came, within DAYS days}."""
    return counts(OFFERED, events, days=DAYS)


def offers_after(user, event: Event) -> QuerySet[StandingOffer]:
    """Those that were counted, as far as `user` may see the people."""
    found = keys("o.id", OFFERED, event.pk, days=DAYS)
    rows = StandingOffer.objects.filter(pk__in=found, alumnus__in=Alumnus.objects.visible_to(user).usable())
    return rows.select_related("alumnus", "organisation").order_by("-pk")


COUNTED = CountedOutcome(
    "offers", gettext_lazy("Offers made"),
    gettext_lazy("Standing offers that people with a check-in made from the first day until 90 days after it."),
    offered_after, lambda event_id: reverse("admin:donations_standingoffer_event", args=[event_id]),
    Permission.NEED_EDIT,
)  # fmt: skip
