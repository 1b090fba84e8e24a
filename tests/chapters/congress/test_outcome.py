"""Who is elected by the votes."""

from hypothesis import given
from hypothesis import strategies as st

from chapters.queries.congress.outcome import needed, outcome


def elected(votes, ballots, places):
    found = outcome(list(enumerate(votes)), ballots=ballots, places=places)
    return found.elected, found.tied, found.open_places


def test_most_votes_with_at_least_half_of_the_ballots_are_elected():
    assert elected([5, 8, 4], 10, 2) == ([1, 0], [], 0)  # 5 of 10 is the half itself
    assert elected([5, 8, 4], 11, 2) == ([1], [], 1)  # 5 of 11 is below it


def test_of_equal_votes_for_too_few_places_nobody_is_elected():
    assert elected([9, 7, 7], 10, 2) == ([0], [1, 2], 1)
    assert elected([7, 7], 10, 1) == ([], [0, 1], 1)


def test_equal_votes_within_the_places_are_no_tie():
    assert elected([7, 7, 2], 10, 2) == ([0, 1], [], 0)


def test_without_a_vote_nobody_is_elected():
    assert elected([0, 0], 0, 1) == ([], [], 1)
    assert needed(0) == 1


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(1, 8))
def test_the_elected_have_more_votes_than_all_who_are_not_and_none_lacks_the_half(votes, places):
    found = outcome(list(enumerate(votes)), ballots=50, places=places)
    assert len(found.elected) + found.open_places == places
    assert all(2 * votes[key] >= 50 for key in [*found.elected, *found.tied])
    others = [count for key, count in enumerate(votes) if key not in found.elected]
    assert (
        not others
        or not found.elected
        or min(votes[key] for key in found.elected) > max(others)
        or not any(2 * count >= 50 for count in others)
    )
    assert len(found.tied) != 1
    assert not found.tied or len(found.tied) > found.open_places
