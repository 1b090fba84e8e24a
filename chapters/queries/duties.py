"""A chapter's year: its duties as a calendar, the late ones on top."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from chapters.models import Chapter, Duty, Term

SOON = 30


@dataclass(frozen=True)
class Item:
    """A duty on the day of the chapter's place. `tone` colours the word: good, warn, bad or nothing."""

    duty: Duty
    days_left: int

    @property
    def is_late(self) -> bool:
        return self.duty.is_open and self.days_left < 0

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_soon(self) -> bool:
        return self.duty.is_open and 0 <= self.days_left <= SOON

    @property
    def tone(self) -> str:
        if self.is_late or self.duty.state == Duty.State.SENT_BACK:
            return "bad"
        if self.is_soon or self.duty.state == Duty.State.FILED:
            return "warn"
        return "good" if self.duty.state == Duty.State.DONE else ""


@dataclass(frozen=True)
class Month:
    first_on: date
    items: list[Item]
    terms: list[Term]
    is_now: bool


@dataclass(frozen=True)
class Calendar:
    year: int
    late: list[Item]  # of all years
    months: list[Month]
    years: list[int]  # that have duties, and this one

    @property
    def of_the_year(self) -> list[Item]:
        """What is late from other years, then all of the year that is shown."""
        shown = [item for month in self.months for item in month.items]
        return [*(item for item in self.late if item not in shown), *shown]


def calendar_for(chapter: Chapter, year: int | None) -> Calendar:
    """Three queries, however many duties there are."""
    today = chapter.today()
    duties = list(chapter.duties.select_related("filing").order_by(F("due_on"), "kind"))
    for duty in duties:
        duty.chapter = chapter
    items = [Item(duty, (duty.due_on - today).days) for duty in duties]
    terms = list(chapter.terms.order_by("-ends_on"))
    years = sorted({today.year, *(duty.year for duty in duties)}, reverse=True)
    shown = year if year in years else today.year
    return Calendar(
        shown, [item for item in items if item.is_late or item.duty.state == Duty.State.SENT_BACK],
        [_month(shown, number, items, terms, today) for number in range(1, 13)], years,
    )  # fmt: skip


def _month(year: int, number: int, items: list[Item], terms: list[Term], today: date) -> Month:
    first = date(year, number, 1)

    def within(day: date) -> bool:
        return (day.year, day.month) == (year, number)

    return Month(
        first, [item for item in items if within(item.duty.due_on)], [term for term in terms if within(term.ends_on)],
        within(today),
    )  # fmt: skip


def filing_before(duty: Duty):
    """What was filed for the same a year earlier; None when nothing was."""
    from_before = Duty.objects.filter(chapter_id=duty.chapter_id, kind=duty.kind, year=duty.year - 1)
    earlier = from_before.select_related("filing").filter(filing__filed_at__isnull=False).first()
    return earlier.filing if earlier else None
