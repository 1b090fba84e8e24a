"""Interview teams as the office, the team and the person see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from alumni.models import Alumnus, ContactPoint, Degree, Employment
from alumni.queries import search
from chapters.models import Piece
from chapters.queries.members import CONTACTS, said
from events.models import InterviewReport, InterviewTarget, InterviewTeam, Programme, TeamMember, Volunteer

State = InterviewTarget.State
FOUND = 20  # people of a search on the page of a team


def teams_of(programme: Programme):
    """With `people`, `asked`, `agreed`, `met` and `reports`."""
    return programme.teams.annotate(
        people=Count("members", distinct=True), chosen=Count("targets", distinct=True),
        agreed=Count("targets", filter=Q(targets__state__in=[State.AGREED, State.INTERVIEWED]), distinct=True),
        met=Count("targets", filter=Q(targets__state=State.INTERVIEWED), distinct=True),
        accepted=Count("targets", filter=Q(targets__report__state="accepted"), distinct=True),
    )  # fmt: skip


def members_of(team: InterviewTeam) -> list[TeamMember]:
    return list(team.members.select_related("volunteer__college"))


def targets_of(team: InterviewTeam) -> list[InterviewTarget]:
    """At the desk: all of them, with the report."""
    rows = team.targets.select_related("alumnus", "report", "chosen_by")
    return list(rows.order_by("pk"))


def candidates(team: InterviewTeam, user, words: str) -> list[Alumnus]:
    """Found by the search as everywhere at the desk, without those whom the programme has already."""
    if not words.strip():
        return []
    known = InterviewTarget.objects.filter(team__programme=team.programme_id).values("alumnus")
    people = search.people(user, words).approachable().exclude(pk__in=known).order_by("pk")
    return list(
        people.prefetch_related(Prefetch("degrees", Degree.objects.by_year().select_related("college")))[:FOUND]
    )


@dataclass(frozen=True)
class Seen:
    """What the team sees of one person: the name, and what the person opened to it."""

    target: InterviewTarget
    name: str
    told: list[tuple[str, str]]
    report: InterviewReport | None


def with_pieces(targets):
    """Fetch what `seen` shows, in a constant number of queries."""
    return targets.select_related("alumnus", "report", "team__programme").prefetch_related(
        Prefetch("alumnus__degrees", Degree.objects.by_year().select_related("school", "college")),
        Prefetch("alumnus__employments", Employment.objects.filter(is_current=True).order_by("-pk")),
        Prefetch(
            "alumnus__contacts",
            ContactPoint.objects.filter(kind__in=CONTACTS.values(), state__in=ContactPoint.USABLE).order_by(
                "-state", "-pk"
            ),
        ),
    )


def seen(targets: Iterable[InterviewTarget]) -> list[Seen]:
    """Of rows that came through `shown_to_team` and `with_pieces`; what was not opened is not in them."""
    return [
        Seen(
            row, row.alumnus.name,
            [(str(piece.label), said(row.alumnus, piece)) for piece in Piece if piece in row.opened],
            getattr(row, "report", None),
        )
        for row in targets
    ]  # fmt: skip


def teams_with(volunteer: Volunteer) -> list[InterviewTeam]:
    """The teams of a volunteer, in programmes that are not drafts."""
    rows = InterviewTeam.objects.of(volunteer).exclude(programme__state=Programme.State.DRAFT)
    return list(rows.select_related("programme").order_by("-programme__starts_on", "pk"))


def waiting(user) -> QuerySet[InterviewReport]:
    """Reports that the office is to read."""
    seen_programmes = Programme.objects.visible_to(user)
    return InterviewReport.objects.filter(state="submitted", target__team__programme__in=seen_programmes)
