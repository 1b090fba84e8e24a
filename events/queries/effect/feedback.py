"""What those who came say of an event: whom a link belongs to, what the host reads."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.models import FEEDBACK_OPEN, Event, EventNotice, EventNoticeMail, Feedback, Registration

from ..checkins import came_to

PURPOSE = "event-feedback"
MOST_WORDS = 500


@dataclass(frozen=True)
class Asked:
    """One registration that is asked, and until when it may answer."""

    registration: Registration
    until: datetime
    is_answered: bool

    @property
    def is_open(self) -> bool:
        return timezone.now() < self.until


def asked_by_token(token: str) -> Asked | None:
    """None for a link that nobody made, and for a registration that was not asked."""
    pk = tokens.read(PURPOSE, token)
    rows = EventNoticeMail.objects.filter(notice__kind=EventNotice.Kind.FEEDBACK, registration=pk)
    row = rows.select_related("notice", "registration__event").first() if pk else None
    if row is None:
        return None
    is_answered = Feedback.objects.filter(registration=pk).exists()
    return Asked(row.registration, row.notice.made_at + FEEDBACK_OPEN, is_answered)


def whom_to_ask(event: Event) -> QuerySet[Registration]:
    """Everyone who came or was registered, without those who must not be written to."""
    concerned = Q(state=Registration.State.CONFIRMED) | Q(pk__in=came_to([event]).values("pk"))
    written_to = Q(alumnus__isnull=True) | Q(alumnus__in=Alumnus.objects.approachable().values("pk"))
    return event.registrations.filter(concerned, written_to)


@dataclass(frozen=True)
class Summary:
    asked: int
    until: datetime | None
    given: int
    mean: float | None
    again: list[tuple[str, int]]


def summary(event: Event) -> Summary:
    notice = event.notices.filter(kind=EventNotice.Kind.FEEDBACK).annotate(asked=Count("mails")).first()
    counts = {f"again_{value}": Count("pk", filter=Q(again=value)) for value in Feedback.Again.values}
    found = _of(event).aggregate(given=Count("pk"), mean=Avg("satisfaction"), **counts)
    return Summary(
        asked=notice.asked if notice else 0,  # type: ignore[attr-defined]
        until=notice.made_at + FEEDBACK_OPEN if notice else None, given=found["given"], mean=found["mean"],
        again=[(str(each.label), found[f"again_{each.value}"]) for each in Feedback.Again],
    )  # fmt: skip


def _of(event: Event) -> QuerySet[Feedback]:
    return Feedback.objects.filter(registration__event=event)


def words(event: Event) -> QuerySet[Feedback]:
    """What somebody wrote, at most MOST_WORDS, the latest first."""
    return said(event).exclude(good="", better="")[:MOST_WORDS]


def said(event: Event) -> QuerySet[Feedback]:
    """Everything that was said, the latest first."""
    return _of(event).select_related("registration").order_by("-pk")
