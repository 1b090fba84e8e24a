"""Reports over people, and the filters of the search, against what a clerk adds up, whatever happens to the gifts."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.models import Degree
from alumni.queries import search
from alumni_office.accounts.roles import Role
from donations.models import Donor
from donations.queries.reports import people
from donations.queries.reports.money import span
from tests.donations import happenings
from tests.factories import make_user

pytestmark = pytest.mark.django_db
BEGINNING = date(1900, 1, 1)


def told(found) -> dict:
    assert found.total == len(found.rows)
    assert found.sum == sum(row.sum for row in found.rows)
    return {row.donor_id: (row.sum, row.last_on) for row in found.rows}


def of_colleges(persons: set[int]) -> dict[int, int]:
    pairs = set(Degree.objects.filter(alumnus__in=persons, college__isnull=False).values_list("college", "alumnus"))
    return {college: len([1 for each, _person in pairs if each == college]) for college, _person in pairs}


def compare(user) -> None:
    contactable = happenings.contactable()
    counted = people.count_contactable()
    assert (counted.all, counted.colleges) == (len(contactable), of_colleges(contactable))
    for year in range(happenings.FIRST, happenings.LAST + 2):
        this, before = happenings.given(*span(year)), happenings.given(*span(year - 1))
        long_before = happenings.given(BEGINNING, span(year - 2)[1])
        since = happenings.given(span(year - 1)[0], span(year)[1])
        assert told(people.top(user, year)) == this
        assert told(people.lapsed(user, year)) == {head: row for head, row in before.items() if head not in this}
        assert told(people.long_lapsed(user, year)) == {
            head: row for head, row in long_before.items() if head not in since
        }
        took_part = happenings.participants(*span(year))
        gave = people.givers(user, year)
        assert (gave.all, gave.colleges) == (len(took_part), of_colleges(took_part))


def compare_search(user) -> None:
    """Of a gift counts what of it was kept, on the day on which it came in."""
    kept = happenings.kept()
    this = timezone.localdate().year
    for year in range(happenings.FIRST, happenings.LAST + 1):
        assert found(user, gave=year) == {person for person, day in kept if day.year == year}
    gives = {person for person, day in kept if day.year >= this}
    assert found(user, lapsed="some") == {person for person, day in kept if day.year < this} - gives
    assert found(user, lapsed="last") == {person for person, day in kept if day.year == this - 1} - gives


def found(user, **filters) -> set[int]:
    asked = {name: [str(value)] for name, value in filters.items()}
    return {person.pk for person in search.search(user, "", asked).people}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(happenings.HAPPENING, min_size=1, max_size=14))
def test_whatever_happens_the_reports_say_what_a_clerk_adds_up(db, made):
    with transaction.atomic():
        books, user = happenings.Books(), make_user(Role.FINANCE)
        for donor in range(happenings.DONORS):
            books.happen("give", donor, 2020 + donor % 3, 100, False)
        for happening in made:
            books.happen(*happening)
        compare(user)
        compare_search(user)
        transaction.set_rollback(True)


def test_those_who_can_be_contacted_are_counted_at_most_once_a_minute_and_else_as_the_query_counts_them():
    cache.clear()
    books = happenings.Books()
    kept = people.contactable_numbers()
    assert (kept.all, kept.colleges) == (2, of_colleges({person.pk for person in books.people}))
    books.lose(0)
    assert people.contactable_numbers() == kept
    cache.clear()
    assert people.contactable_numbers().all == people.count_contactable().all == 1


def test_a_college_is_told_what_it_may_see_of_whatever_happened():
    books = happenings.Books()
    ours, theirs = books.colleges
    for donor, college, year in ((0, ours, 2020), (0, theirs, 2021), (1, theirs, 2020), (2, ours, 2022)):
        books.give_to(college, donor, year, 100)
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    heads = [row.pk for row in books.donors]
    assert set(told(people.top(officer, 2020))) == {heads[0]}
    assert set(told(people.top(officer, 2021))) == set()
    assert set(told(people.lapsed(officer, 2021))) == {heads[0]}
    assert set(told(people.long_lapsed(officer, 2024))) == {heads[0], heads[2]}
    assert [(share.label, share.gave) for share in people.participation(officer, 2020)] == [(str(ours), 1)]
    assert Donor.objects.count() == happenings.DONORS
