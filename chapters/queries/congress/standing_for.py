"""The elections of a congress, each with who stands and what came of it."""

from dataclasses import dataclass

from chapters.models import Candidate, Congress, Election

from .outcome import Outcome, outcome


@dataclass(frozen=True)
class ElectionLine:
    election: Election
    candidates: list[Candidate]  # by votes, then in the order in which they were named
    outcome: Outcome[int] | None
    has_further: bool


def election_lines(congress: Congress) -> list[ElectionLine]:
    elections = list(congress.elections.order_by("pk"))
    of: dict[int, list[Candidate]] = {election.pk: [] for election in elections}
    rows = Candidate.objects.filter(election__congress=congress).select_related("alumnus")
    for candidate in rows.order_by("-votes", "pk"):
        of[candidate.election_id].append(candidate)
    rounds = {(election.seat, election.round) for election in elections}
    return [
        ElectionLine(
            election, of[election.pk], _outcome(election, of[election.pk]),
            (election.seat, election.round + 1) in rounds,
        )
        for election in elections
    ]  # fmt: skip


def _outcome(election: Election, candidates: list[Candidate]) -> Outcome[int] | None:
    if election.ballots is None:
        return None
    votes = [(one.pk, one.votes or 0) for one in candidates]
    return outcome(votes, ballots=election.ballots, places=election.places)
