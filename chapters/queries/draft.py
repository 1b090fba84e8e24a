"""The draft of a filing: what the chapter's own rows say of the year that is reported."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter, Duty, Gathering, Office

from .clock import local_today

FIGURES = ["members", "joined", "left", "council", "gatherings", "attendance", "notices"]
MOST_LISTED = 30  # gatherings named in the draft's text


@dataclass(frozen=True)
class Year:
    """A year as the chapter's place counts it; `last_on` is today in a year that runs."""

    chapter: Chapter
    number: int

    @property
    def first_on(self) -> date:
        return date(self.number, 1, 1)

    @property
    def last_on(self) -> date:
        return min(date(self.number, 12, 31), max(local_today(self.chapter), self.first_on))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The year's first moment, and the first one after it."""
        zone = ZoneInfo(self.chapter.time_zone)
        return datetime(self.number, 1, 1, tzinfo=zone), datetime(self.number + 1, 1, 1, tzinfo=zone)

    def gatherings(self) -> QuerySet[Gathering]:
        begin, end = self.moments
        held = self.chapter.gatherings.filter(starts_at__gte=begin, starts_at__lt=end, starts_at__lte=timezone.now())
        return held.filter(cancelled_at__isnull=True)

    def council(self) -> QuerySet[Office]:
        """Who held office on the last day."""
        held = Office.objects.filter(term__chapter=self.chapter, from_on__lte=self.last_on, until_on__gte=self.last_on)
        return held.select_related("alumnus", "post").order_by("pk")


def figures(chapter: Chapter, number: int) -> dict[str, int]:
    """{field of a filing: what the rows say}."""
    year = Year(chapter, number)
    span = (year.first_on, year.last_on)
    stayed = Q(ended_on__isnull=True) | Q(ended_on__gt=year.last_on)
    counted = chapter.memberships.filter(joined_on__isnull=False).aggregate(
        members=Count("pk", filter=Q(joined_on__lte=year.last_on) & stayed),
        joined=Count("pk", filter=Q(joined_on__range=span)),
        left=Count("pk", filter=Q(ended_on__range=span)),
    )
    begin, end = year.moments
    held = year.gatherings().aggregate(gatherings=Count("pk"), attendance=Sum("attendance", default=0))
    published = chapter.notices.filter(created_at__gte=begin, created_at__lt=end, withdrawn_at__isnull=True)
    council = year.council().aggregate(council=Count("alumnus", distinct=True))
    return {**counted, **held, **council, "notices": published.count()}


def text(chapter: Chapter, number: int) -> str:
    """The beginning of a summary, in the reader's language: what the chapter did."""
    year = Year(chapter, number)
    held = list(year.gatherings().order_by("starts_at")[:MOST_LISTED])
    if not held:
        return ""
    first = ngettext("In %(year)s we met %(count)s time:", "In %(year)s we met %(count)s times:", len(held))
    return "\n".join(
        [first % {"year": number, "count": len(held)}, *(_line(each, chapter) for each in held)]
    )  # fmt: skip


def _line(gathering: Gathering, chapter: Chapter) -> str:
    day = date_format(gathering.starts_at.astimezone(ZoneInfo(chapter.time_zone)).date(), "SHORT_DATE_FORMAT")
    people = ""
    if gathering.attendance:
        people = ngettext("%(count)s person", "%(count)s people", gathering.attendance) % {
            "count": gathering.attendance
        }
    return "– " + _(", ").join(filter(None, [day, gathering.title, gathering.place, people]))


def first_values(duty: Duty) -> dict:
    """What the form of a filing shows before anything was saved."""
    if duty.kind == Duty.Kind.AUDIT:
        return {}
    return {**figures(duty.chapter, duty.reported_year), "summary": text(duty.chapter, duty.reported_year)}
