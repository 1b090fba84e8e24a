"""The rule by which seats are shared out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.queries.congress.apportionment import TooFewSeats, apportion

COUNTS = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=40)


@st.composite
def plans(draw):
    counts = draw(COUNTS)
    least = draw(st.integers(0, 5))
    return counts, least, draw(st.integers(max(len(counts) * least, 1), len(counts) * least + 500))


def shared(counts, seats, least=0):
    return [share.seats for share in apportion(list(enumerate(counts)), seats=seats, least=least)]


@given(plans())
def test_all_seats_and_no_more_are_shared_out_and_nobody_is_below_the_floor(plan):
    counts, least, seats = plan
    found = shared(counts, seats, least)
    assert sum(found) == seats
    assert min(found) >= least


@given(plans())
def test_nobody_gets_less_than_the_whole_of_the_share_or_more_than_one_beyond_it(plan):
    counts, least, seats = plan
    for share in apportion(list(enumerate(counts)), seats=seats, least=least):
        assert share.seats == least if share.is_floor else share.whole <= share.seats <= share.whole + 1
        assert share.seats == share.whole + share.is_rounded_up or share.is_floor
        assert 0 <= share.remainder < 1


@given(plans())
def test_a_larger_body_never_gets_fewer_seats_than_a_smaller_one(plan):
    counts, least, seats = plan
    found = sorted(zip(counts, shared(counts, seats, least), strict=True))
    for (smaller, few), (larger, many) in zip(found, found[1:], strict=False):
        assert smaller == larger or few <= many


@given(plans())
def test_the_same_counts_give_the_same_seats(plan):
    counts, least, seats = plan
    assert shared(counts, seats, least) == shared(counts, seats, least)


@given(COUNTS, st.integers(1, 200))
def test_a_body_without_people_gets_nothing_beyond_the_floor_where_others_have_some(counts, seats):
    if any(counts):
        found = shared(counts, seats)
        assert [got for count, got in zip(counts, found, strict=True) if not count] == [0] * counts.count(0)


@given(COUNTS, st.integers(0, 5))
def test_floors_beyond_the_seats_are_refused(counts, least):
    needed = len(counts) * least
    with pytest.raises(TooFewSeats) as caught:
        apportion(list(enumerate(counts)), seats=needed - 1, least=least)
    assert caught.value.needed == needed


def test_the_example_on_the_page():
    shares = apportion([("上海", 5000), ("数学学院", 3000), ("东京", 20)], seats=10, least=1)
    assert [(share.body, share.seats, share.is_floor) for share in shares] == [
        ("上海", 6, False), ("数学学院", 3, False), ("东京", 1, True),
    ]  # fmt: skip
    assert [share.exact for share in shares[:2]] == [Fraction(45, 8), Fraction(27, 8)]
    assert [share.is_rounded_up for share in shares] == [True, False, False]


def test_of_equal_remainders_the_larger_count_gets_the_seat_then_who_stands_first():
    assert shared([1, 3], 2) == [0, 2]  # 0.5 and 1.5
    assert shared([7, 7, 7], 1) == [1, 0, 0]


def test_where_nobody_was_counted_all_count_alike():
    assert shared([0, 0, 0], 7) == [3, 2, 2]
    assert shared([0, 0, 0], 7, least=2) == [3, 2, 2]


def test_one_seat_more_may_cost_a_body_a_seat():
    """Why the page does not promise house monotonicity: the known example of Alabama."""
    counts = [6, 6, 2]
    assert shared(counts, 10) == [4, 4, 2]
    assert shared(counts, 11) == [5, 5, 1]


def test_no_body_at_all_is_refused():
    with pytest.raises(TooFewSeats):
        apportion([], seats=5)
