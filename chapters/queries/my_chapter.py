"""What waits in a chapter, and how it stands, for its officers' first page."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from chapters.models import Application, Chapter, CouncilChange, Duty, Gathering, Membership, Office, Term

from .congress.delegations import seats_to_fill
from .silence import Silence, silence_of
from .terms import last_term

SOON = 180  # days before the end of a term from which the change of council is due
MOST_DUTIES = 5


@dataclass(frozen=True)
class Due:
    duty: Duty
    days_left: int  # negative when it is late


@dataclass(frozen=True)
class Standing:
    """How a chapter stands today."""

    term: Term | None
    days_left: int | None  # of the term; negative when it is over
    term_ends_soon: bool
    office: Office | None  # the reader's own
    change: CouncilChange | None
    duties: list[Due]
    applicants: int
    members: int
    latest: Gathering | None
    next: Gathering | None
    days_since_latest: int | None
    silence: Silence | None  # None for a chapter that does not live
    seats_free: int  # of the delegation to the congress whose delegates are named now
    revival: Application | None
    has_words: bool  # the public page says something

    @property
    def waits(self) -> bool:
        """Whether anything at all waits for the officers."""
        turn = self.change is not None and self.change.is_with_the_chapter
        asked = self.duties or self.applicants or self.seats_free
        return bool(asked or turn or self.term_ends_soon or not self.has_words)


def standing(chapter: Chapter, person) -> Standing:
    """Ten queries, whatever the chapter holds."""
    today, now = chapter.today(), timezone.now()
    term = last_term(chapter)
    days_left = (term.ends_on - today).days if term else None
    mine = Office.objects.current().managing().filter(term__chapter=chapter, alumnus=person)
    seen = Membership.objects.seen_by_officer(person).filter(chapter=chapter).values_list("state", flat=True)
    states = list(seen)
    held = chapter.gatherings.filter(cancelled_at__isnull=True)
    latest = held.filter(starts_at__lte=now).order_by("-starts_at").first()
    change = chapter.council_changes.open().first()
    is_near = days_left is not None and days_left <= SOON
    duties = chapter.duties.filter(state__in=Duty.OPEN).order_by("due_on", "pk")[:MOST_DUTIES]
    return Standing(
        term=term, days_left=days_left,
        term_ends_soon=is_near and change is None and not chapter.terms.filter(starts_on__gt=today).exists(),
        office=mine.select_related("post").order_by("-until_on").first(),
        change=change,
        duties=[Due(duty, (duty.due_on - today).days) for duty in duties],
        applicants=states.count(Membership.State.APPLIED), members=states.count(Membership.State.MEMBER),
        latest=latest, next=held.filter(starts_at__gt=now).order_by("starts_at").first(),
        days_since_latest=(now - latest.starts_at) // timedelta(days=1) if latest else None,
        silence=silence_of(chapter, now=now), seats_free=seats_to_fill(chapter),
        revival=chapter.applications.open().order_by("-pk").first(),
        has_words=bool(chapter.introduction),
    )  # fmt: skip
