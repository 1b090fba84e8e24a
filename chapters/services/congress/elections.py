"""Elections of the council: posts, candidates, ballots, and a further ballot where the first leaves a place open."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.saving.refusals import Refused
from chapters.models import Candidate, Congress, Election
from chapters.queries.congress.outcome import Outcome, outcome

from .attendance import in_session
from .refusals import held, held_person

State = Congress.State
BEFORE_THE_END = [State.PLANNED, State.NOMINATING, State.OPEN]


def add_election(*, congress: Congress, seat: str, places: int, by) -> Election:
    """Put a post to the vote. Raises Refused."""
    try:
        with transaction.atomic():
            congress = held(congress.pk, *BEFORE_THE_END)
            return Election.objects.create(congress=congress, seat=seat, places=places)
    except IntegrityError as error:
        if "election_once" in str(error):
            raise Refused(_("There is an election for this post already."), field="seat") from None
        if "election_one_for_the_post" in str(error):
            raise Refused(_("This post is held by one person."), field="places") from None
        raise


@transaction.atomic
def remove_election(*, election: Election, by) -> None:
    """Take an election off that was not held. Raises Refused."""
    election = _open(election)
    election.candidates.all().delete()
    election.delete()


@transaction.atomic
def add_candidate(*, election: Election, person: Alumnus, by) -> Candidate:
    """Let somebody stand; who does already stays. Raises Refused."""
    person = held_person(person.pk)
    return Candidate.objects.get_or_create(election=_open(election), alumnus=person)[0]


@transaction.atomic
def remove_candidate(*, candidate: Candidate, by) -> None:
    """Take somebody off an election that was not held. Raises Refused."""
    _open(candidate.election)
    candidate.delete()


@transaction.atomic
def record_ballot(
    *, election: Election, ballots: int, votes: Mapping[int, int], correction: str = "", by
) -> Outcome[int]:
    """Write the votes, {candidate's key: votes}, and who is elected by them. Those present are counted now; in a
    correction they stay, and `correction` says why. Raises Refused, for one candidate with `field` "votes-<key>"."""
    congress = held(election.congress_id, State.OPEN)
    election = Election.objects.select_for_update().get(pk=election.pk)
    if election.voted_at is None:
        election.present = in_session(congress.pk)[1].present
        election.voted_at = timezone.now()
    elif not correction.strip():
        raise Refused(_("This was voted on already. Say why the count is corrected."), field="correction")
    elif congress.elections.filter(seat=election.seat, round__gt=election.round).exists():
        raise Refused(_("A further ballot followed from this one: its count stays."))
    _within(election, ballots, votes)
    candidates = list(election.candidates.select_for_update().order_by("pk"))
    if not candidates or {one.pk for one in candidates} != set(votes):
        raise Refused(_("The candidates changed since this page was opened. Look at them again."))
    found = outcome([(pk, votes[pk]) for pk in sorted(votes)], ballots=ballots, places=election.places)
    # The database compares votes with ballots: the old ones go first.
    election.candidates.update(votes=None, is_elected=False)
    election.ballots, election.correction = ballots, correction.strip()
    election.save()
    for one in candidates:
        one.votes, one.is_elected = votes[one.pk], one.pk in found.elected
    Candidate.objects.bulk_update(candidates, ["votes", "is_elected"])
    return found


def _within(election: Election, ballots: int, votes: Mapping[int, int]) -> None:
    assert election.present is not None
    if ballots > election.present:
        raise Refused(
            _("These are %(ballots)s ballots, and %(present)s delegates were present.")
            % {"ballots": ballots, "present": election.present},
            field="ballots",
        )
    for pk, count in votes.items():
        if count > ballots:
            raise Refused(
                _("%(votes)s votes are more than the %(ballots)s valid ballots.")
                % {"votes": count, "ballots": ballots},
                field=f"votes-{pk}",
            )
    if sum(votes.values()) > ballots * election.places:
        raise Refused(
            _("Together these are %(votes)s votes; %(ballots)s ballots with %(places)s names each hold %(most)s.")
            % {"votes": sum(votes.values()), "ballots": ballots, "places": election.places,
               "most": ballots * election.places},
            field="ballots",
        )  # fmt: skip


@transaction.atomic
def further_ballot(*, election: Election, by) -> Election:
    """Put the places that stayed open to the vote again: between those of equal votes, else between all who were not
    elected. Raises Refused."""
    congress = held(election.congress_id, State.OPEN)
    found = outcome_of(election)
    if found is None or not found.open_places:
        raise Refused(_("No place is open after this ballot."))
    if congress.elections.filter(seat=election.seat, round__gt=election.round).exists():
        raise Refused(_("There is a further ballot already."))
    again = Election.objects.create(
        congress=congress, seat=election.seat, round=election.round + 1, places=found.open_places
    )
    rest = election.candidates.filter(is_elected=False, alumnus__isnull=False)
    rest = rest.filter(pk__in=found.tied) if found.tied else rest
    Candidate.objects.bulk_create([Candidate(election=again, alumnus_id=one.alumnus_id) for one in rest.order_by("pk")])
    return again


def outcome_of(election: Election) -> Outcome[int] | None:
    """What a ballot decided; None before it."""
    if election.ballots is None:
        return None
    votes = [(one.pk, one.votes or 0) for one in election.candidates.order_by("pk")]
    return outcome(votes, ballots=election.ballots, places=election.places)


def _open(election: Election) -> Election:
    held(election.congress_id, *BEFORE_THE_END)
    election = Election.objects.select_for_update().get(pk=election.pk)
    if election.voted_at:
        raise Refused(_("This was voted on: it stays as it is."))
    return election
