"""What everybody reads of a congress: figures always, names only of those whose last word allows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from chapters.models import Candidate, Congress, Election, Motion, Office, Seat
from chapters.queries.naming import public_name, with_leave

from .standing import Quorum, quorum


@dataclass(frozen=True)
class Elected:
    """Who holds one kind of post: the names that may be printed, and how many more there are."""

    label: str
    names: list[str]
    unnamed: int


@dataclass(frozen=True)
class Ballot:
    election: Election
    names: list[tuple[str, int, bool]]  # of candidates who agreed: name, votes, elected
    unnamed: int
    elected: int


@dataclass(frozen=True)
class Published:
    quorum: Quorum
    motions: list[Motion]
    ballots: list[Ballot]


def published(congress: Congress) -> Published:
    motions = list(congress.motions.filter(voted_at__isnull=False))
    return Published(quorum(congress), motions, _ballots(congress))


def _ballots(congress: Congress) -> list[Ballot]:
    elections = congress.elections.filter(voted_at__isnull=False).order_by("pk")
    candidates = with_leave(Candidate.objects.filter(election__in=elections)).select_related("alumnus")
    of_election: dict[int, list] = {}
    for one in candidates.order_by("-votes", "pk"):
        of_election.setdefault(one.election_id, []).append(one)
    return [
        Ballot(
            election,
            [(name, one.votes, one.is_elected) for one in rows if (name := public_name(one))],
            sum(not public_name(one) for one in rows),
            sum(one.is_elected for one in rows),
        )
        for election in elections
        for rows in [of_election.get(election.pk, [])]
    ]


def present_council() -> tuple[Office | None, list[Elected]]:
    """The association's council of today, by post; an office of it, for its term, comes first."""
    today = timezone.localdate()
    offices = list(
        with_leave(Office.objects.filter(term__congress__isnull=False, from_on__lte=today, until_on__gte=today))
        .select_related("alumnus", "term__congress")
        .order_by("pk")
    )
    return (offices[0] if offices else None), _by_seat(offices)


def council_of(congress: Congress) -> list[Elected]:
    """The council that this congress elected."""
    offices = with_leave(Office.objects.filter(term__congress=congress)).select_related("alumnus")
    return _by_seat(list(offices.order_by("pk")))


def _by_seat(offices: list) -> list[Elected]:
    return [
        Elected(
            str(seat.label),
            [name for one in held if (name := public_name(one))],
            sum(not public_name(one) for one in held),
        )
        for seat in Seat
        for held in [[one for one in offices if one.seat == seat]]
        if held
    ]


def announced():
    """Congresses that everybody may know of, the latest first, with the number of delegates."""
    confirmed = Count("delegates", filter=Q(delegates__state="confirmed"))
    return Congress.objects.announced().annotate(confirmed=confirmed).order_by("-starts_on", "-pk")


def paths() -> Iterator[str]:
    """The pages of congresses, for search engines."""
    yield reverse("chapters:congresses")
    for congress in Congress.objects.announced():
        yield congress.public_url
