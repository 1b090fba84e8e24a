"""The session: quorum, motions, elections, and the council that follows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.saving.refusals import Refused
from chapters.models import Candidate, Congress, Delegate, Election, Motion, Office, Term
from chapters.queries.congress import corrections
from chapters.queries.congress.standing import Quorum, quorum
from chapters.services import congress as services
from chapters.services.congress.papers import arithmetic
from tests.factories import make_alumnus, make_congress, make_delegate, make_delegation, make_session, make_user

pytestmark = pytest.mark.django_db


def refused(act, *, field="", **arguments):
    with pytest.raises(Refused) as caught:
        act(by=None, **arguments)
    assert caught.value.field == field
    return caught.value.sentence


def motion_of(congress, **fields):
    return services.add_motion(congress=congress, key=uuid4(), by=None, **{"title": "工作报告", **fields})


def vote(motion, votes_for, votes_against=0, abstentions=0, **more):
    return services.record_vote(
        motion=motion, votes_for=votes_for, votes_against=votes_against, abstentions=abstentions, by=None, **more
    )


def ballot(congress, votes, *, ballots, seat="president", places=1, people=None):
    """An election that was held, with its candidates in the order of `votes`."""
    election = services.add_election(congress=congress, seat=seat, places=places, by=None)
    people = people or [make_alumnus(f"候选{number}") for number in range(len(votes))]
    rows = [services.add_candidate(election=election, person=person, by=None) for person in people]
    found = services.record_ballot(
        election=election, ballots=ballots, votes={row.pk: got for row, got in zip(rows, votes, strict=True)}, by=None
    )
    election.refresh_from_db()
    return election, rows, found


# Attendance and quorum


@pytest.mark.parametrize(
    ("confirmed", "present", "missing"), [(3, 2, 0), (3, 1, 1), (4, 2, 1), (4, 3, 0), (300, 199, 1), (300, 200, 0)]
)
def test_a_quorum_is_at_least_two_thirds_of_those_confirmed(confirmed, present, missing):
    found = Quorum(confirmed, present)
    assert (found.missing, found.is_reached) == (missing, missing == 0)


def test_without_a_delegate_there_is_no_quorum():
    assert Quorum(0, 0).is_reached is False


def test_the_session_opens_on_its_day_with_a_delegate():
    congress = make_congress(starts_on=timezone.localdate() + timedelta(days=1))
    refused(services.open_congress, congress=congress)
    congress.starts_on = timezone.localdate()
    congress.save()
    refused(services.open_congress, congress=congress)
    make_delegate(make_delegation(congress), number=1)
    services.open_congress(congress=congress, by=None)
    assert Congress.objects.get().state == "open"


def test_delegates_come_and_an_arrival_can_be_taken_back():
    congress = make_session(present=0, confirmed=1)
    delegate = Delegate.objects.get()
    came = services.check_in(delegate=delegate, by=None).attended_at
    assert services.check_in(delegate=delegate, by=None).attended_at == came
    assert quorum(congress) == Quorum(1, 1)
    services.check_out(delegate=delegate, by=None)
    assert quorum(congress) == Quorum(1, 0)


def test_only_who_has_credentials_comes_and_only_to_a_session():
    delegate = make_delegate(make_delegation(make_congress(state="open")))
    refused(services.check_in, delegate=delegate)
    with pytest.raises(IntegrityError, match="delegate_only_confirmed_attend"), transaction.atomic():
        Delegate.objects.filter(pk=delegate.pk).update(attended_at=timezone.now())
    refused(services.check_in, delegate=make_delegate(make_delegation(make_congress("另一次")), number=1))


# Motions


def test_without_a_quorum_nothing_is_voted_on_and_the_sentence_says_how_many_are_missing():
    congress = make_session(present=3, confirmed=6)
    motion = motion_of(congress)
    with pytest.raises(Refused) as caught:
        vote(motion, 3)
    assert "1" in caught.value.sentence
    motion.refresh_from_db()
    assert motion.voted_at is None


@pytest.mark.parametrize(
    ("kind", "present", "votes_for", "carried"),
    [("ordinary", 10, 5, True), ("ordinary", 10, 4, False), ("ordinary", 11, 5, False), ("ordinary", 11, 6, True),
     ("charter", 9, 6, True), ("charter", 9, 5, False), ("charter", 10, 6, False), ("charter", 10, 7, True)],
)  # fmt: skip
def test_half_or_for_the_charter_two_thirds_of_those_present_carry(kind, present, votes_for, carried):
    motion = vote(motion_of(make_session(present), kind=kind), votes_for)
    assert (motion.present, motion.is_carried) == (present, carried)
    assert motion.needed == (votes_for if carried else votes_for + 1)


def test_the_arithmetic_is_shown(each_language):
    motion = vote(motion_of(make_session(9), kind="charter"), 6, 3)
    assert all(number in arithmetic(motion) for number in ("6", "9"))


def test_votes_above_those_present_are_refused_at_their_field_and_by_the_database():
    motion = motion_of(make_session(5))
    refused(services.record_vote, motion=motion, votes_for=4, votes_against=1, abstentions=1, field="abstentions")
    vote(motion, 4, 1)
    with pytest.raises(IntegrityError, match="motion_votes_within_those_present"), transaction.atomic():
        Motion.objects.update(abstentions=1)


def test_a_counted_vote_is_corrected_with_a_reason_and_stays_in_the_history():
    congress = make_session(5)
    motion = vote(motion_of(congress), 2, 3)
    Delegate.objects.filter(number=1).update(attended_at=None)
    refused(services.record_vote, motion=motion, votes_for=3, votes_against=2, abstentions=0, field="correction")
    motion = vote(motion, 3, 2, correction="重新计票")
    assert (motion.votes_for, motion.present, motion.correction) == (3, 5, "重新计票")
    assert [(row.votes_for, row.votes_against) for row in corrections.of_motion(motion)] == [(2, 3)]


def test_a_motion_is_changed_and_taken_off_before_the_vote_and_never_after():
    congress = make_session(2)
    motion = motion_of(congress)
    services.change_motion(motion=motion, title="章程修正案", by=None)
    assert Motion.objects.get().title == "章程修正案"
    vote(motion, 2)
    refused(services.change_motion, motion=motion, title="x")
    refused(services.remove_motion, motion=motion)
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        motion.delete()
    other = motion_of(congress)
    services.remove_motion(motion=other, by=None)
    assert list(Motion.objects.values_list("number", flat=True)) == [1]


def test_a_form_sent_twice_puts_one_motion():
    congress, key = make_session(1), uuid4()
    first = services.add_motion(congress=congress, key=key, title="报告", by=None)
    assert services.add_motion(congress=congress, key=key, title="报告", by=None) == first


# Elections


def test_most_votes_with_half_of_the_ballots_are_elected():
    _election, rows, found = ballot(make_session(10), [6, 3], ballots=10)
    assert (found.elected, found.open_places) == ([rows[0].pk], 0)
    assert list(Candidate.objects.order_by("pk").values_list("votes", "is_elected")) == [(6, True), (3, False)]


def test_ballots_above_those_present_and_votes_above_ballots_are_refused():
    congress = make_session(5)
    election = services.add_election(congress=congress, seat="member", places=2, by=None)
    one = services.add_candidate(election=election, person=make_alumnus(), by=None)
    refused(services.record_ballot, election=election, ballots=6, votes={one.pk: 1}, field="ballots")
    refused(services.record_ballot, election=election, ballots=4, votes={one.pk: 5}, field=f"votes-{one.pk}")
    services.record_ballot(election=election, ballots=4, votes={one.pk: 4}, by=None)
    for name, update in [
        ("more votes than valid ballots", lambda: Candidate.objects.update(votes=5)),
        ("more votes than ballots", lambda: Election.objects.update(ballots=3)),
        ("election_ballots_within_those_present", lambda: Election.objects.update(ballots=6)),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            update()


def test_together_the_votes_are_not_more_than_the_ballots_have_names():
    congress = make_session(5)
    election = services.add_election(congress=congress, seat="president", places=1, by=None)
    rows = [services.add_candidate(election=election, person=make_alumnus(), by=None) for _number in range(2)]
    refused(services.record_ballot, election=election, ballots=5, votes={row.pk: 3 for row in rows}, field="ballots")


def test_without_a_quorum_nobody_is_elected():
    congress = make_session(present=1, confirmed=3)
    election = services.add_election(congress=congress, seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=make_alumnus(), by=None)
    refused(services.record_ballot, election=election, ballots=1, votes={one.pk: 1})


def test_a_post_for_one_has_one_place_and_one_election():
    congress = make_session(1)
    refused(services.add_election, congress=congress, seat="president", places=2, field="places")
    services.add_election(congress=congress, seat="president", places=1, by=None)
    refused(services.add_election, congress=congress, seat="president", places=1, field="seat")


def test_equal_votes_lead_to_a_further_ballot_between_the_equal_ones():
    congress = make_session(12)
    election, rows, found = ballot(congress, [9, 6, 6, 2], ballots=10, seat="vice_president", places=3)
    assert (found.elected, found.tied, found.open_places) == ([rows[0].pk, rows[1].pk, rows[2].pk], [], 0)
    election, rows, found = ballot(congress, [9, 6, 6, 2], ballots=12, seat="member", places=2)
    assert (found.elected, found.tied, found.open_places) == ([rows[0].pk], [rows[1].pk, rows[2].pk], 1)
    sentence = refused(services.close_congress, congress=congress)
    assert sentence
    again = services.further_ballot(election=election, by=None)
    assert (again.round, again.places) == (2, 1)
    assert [one.alumnus for one in again.candidates.order_by("pk")] == [rows[1].alumnus, rows[2].alumnus]
    refused(services.further_ballot, election=election)
    refused(services.record_ballot, election=election, ballots=1, votes={}, correction="x")


def test_a_place_without_half_of_the_ballots_stays_open_for_all_who_were_not_elected():
    election, rows, _found = ballot(make_session(10), [4, 3, 3], ballots=10)
    again = services.further_ballot(election=election, by=None)
    assert [one.alumnus for one in again.candidates.order_by("pk")] == [row.alumnus for row in rows]


def test_after_a_full_ballot_no_further_one_is_put():
    election, _rows, _found = ballot(make_session(2), [2], ballots=2)
    refused(services.further_ballot, election=election)


def test_the_count_of_a_ballot_is_corrected_with_a_reason_and_stays_in_the_history():
    election, rows, _found = ballot(make_session(5), [3, 2], ballots=5)
    votes = {rows[0].pk: 2, rows[1].pk: 3}
    refused(services.record_ballot, election=election, ballots=5, votes=votes, field="correction")
    services.record_ballot(election=election, ballots=5, votes=votes, correction="看错", by=None)
    assert list(Candidate.objects.order_by("pk").values_list("votes", "is_elected")) == [(2, False), (3, True)]
    assert sorted((row.alumnus.name, row.votes) for row in corrections.of_election(election)) == [
        ("候选0", 3), ("候选1", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fields", [{"life": "deceased"}, {"restricted_at": timezone.now()}], ids=["dead", "restricted"]
)
def test_records_that_are_not_used_do_not_stand(fields):
    election = services.add_election(congress=make_session(1), seat="president", places=1, by=None)
    refused(services.add_candidate, election=election, person=make_alumnus(**fields))


def test_candidates_are_taken_off_before_the_ballot_and_an_election_with_them():
    election = services.add_election(congress=make_session(1), seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=make_alumnus(), by=None)
    services.remove_candidate(candidate=one, by=None)
    services.add_candidate(election=election, person=make_alumnus(), by=None)
    services.remove_election(election=election, by=None)
    assert (Candidate.objects.count(), Election.objects.count()) == (0, 0)


# The end


def test_the_elected_take_office_in_a_term_from_the_last_day():
    congress = make_session(4)
    president, member = make_alumnus("张会长"), make_alumnus("李理事")
    ballot(congress, [4], ballots=4, people=[president])
    ballot(congress, [3], ballots=4, seat="member", people=[member])
    term = services.close_congress(congress=congress, by=None)
    assert (term.number, term.starts_on, term.ends_on) == (1, congress.ends_on, congress.term_ends_on)
    assert list(Office.objects.order_by("pk").values_list("alumnus", "seat", "from_on", "until_on")) == [
        (president.pk, "president", congress.ends_on, congress.term_ends_on),
        (member.pk, "member", congress.ends_on, congress.term_ends_on),
    ]
    assert Congress.objects.get().state == "closed"


def test_the_council_before_leaves_the_day_before():
    before = make_congress("上一次", state="closed", starts_on=date(2020, 5, 1), ends_on=date(2020, 5, 2))
    old = Term.objects.create(congress=before, number=4, starts_on=date(2020, 5, 2), ends_on=date(2099, 5, 1))
    office = Office.objects.create(
        term=old, alumnus=make_alumnus(), seat="president", from_on=old.starts_on, until_on=old.ends_on
    )
    congress = make_session(2)
    ballot(congress, [2], ballots=2)
    assert services.close_congress(congress=congress, by=None).number == 5
    old.refresh_from_db()
    office.refresh_from_db()
    assert old.ends_on == office.until_on == congress.ends_on - timedelta(days=1)


def test_a_congress_without_an_election_ends_without_a_term():
    congress = make_session(2)
    vote(motion_of(congress), 2)
    assert services.close_congress(congress=congress, by=None) is None
    assert Term.objects.count() == 0


def test_an_open_vote_keeps_the_congress_open():
    congress = make_session(2)
    motion = motion_of(congress)
    refused(services.close_congress, congress=congress)
    vote(motion, 1)
    services.add_election(congress=congress, seat="president", places=1, by=None)
    refused(services.close_congress, congress=congress)
    assert Congress.objects.get().state == "open"


def test_after_the_end_no_count_is_corrected():
    congress = make_session(2)
    motion = vote(motion_of(congress), 2)
    services.close_congress(congress=congress, by=make_user())
    refused(services.record_vote, motion=motion, votes_for=1, votes_against=0, abstentions=0, correction="x")
