"""Whatever the people and whatever is asked: page by page, counted, in facets and as a queryset, the search finds
exactly those whom the plain reading of its rules finds."""

import os
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alumni.queries import search as queries
from alumni_office.accounts.roles import Role
from tests.alumni.search import reference
from tests.alumni.search.world import World, populations
from tests.alumni.search.world import queries as any_words
from tests.factories import make_user

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "25"))
phases = (Phase.explicit, Phase.generate) if "SEARCH_EXAMPLES" in os.environ else tuple(Phase)
thorough = settings(
    max_examples=EXAMPLES, deadline=None, phases=phases, print_blob=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)  # fmt: skip


@contextmanager
def thrown_away():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walked(user, words, filters, limit) -> list[int]:
    """All pages, one after the other."""
    found, after = [], ""
    while True:
        page = queries.search(user, words, filters, after=after, limit=limit)
        found += [person.pk for person in page.people]
        if not page.after:
            return found
        assert len(page.people) == limit
        after = page.after


@thorough
@given(populations, st.lists(any_words, min_size=4, max_size=8), st.sampled_from(reference.WAYS), st.data())
def test_pages_count_and_people_agree_with_the_plain_reading(population, asked, way, data):
    with thrown_away():
        world, user = World(), make_user()
        world.fill(population)
        people = reference.everyone()
        for words in asked:
            filters = data.draw(world.filters()) if data.draw(st.booleans()) else {}
            expected = {
                each.pk for each in people if reference.matches(each, words) and reference.passes(each, filters)
            }
            with reference.constants(**way):
                reference.weigh(data.draw(st.sampled_from([0, 3, 50])), data.draw(st.sampled_from([7, 1000])))
                pages = walked(user, words, filters, limit=2)
                assert len(pages) == len(set(pages)), (words, filters)
                assert set(pages) == expected, (words, filters)
                count = queries.search(user, words, filters).count
                # Of one word that is a name a sample of one in sixteen was taken already; else of one in one.
                assert count.value == len(expected) or (not count.is_exact and " " not in words and not filters), words
                assert {each.pk for each in queries.people(user, words, filters)} == expected, (words, filters)


@thorough
@given(populations, st.lists(any_words, min_size=2, max_size=5))
def test_the_order_is_the_same_whichever_way_it_is_found(population, asked):
    with thrown_away():
        world, user = World(), make_user()
        world.fill(population)
        for words in asked:
            orders = []
            for way in reference.WAYS:
                reference.weigh(50 if way else 0, 1000 if way else 7)
                with reference.constants(**way):
                    orders.append(walked(user, words, {}, limit=3))
            assert orders == [orders[0]] * len(orders), words


@thorough
@given(
    populations,
    st.lists(st.sampled_from(["王", "伟", "王伟", "w", "wang", "wangwei", "ww", "龙", "shan", "li", "le"]), max_size=5),
)
def test_exact_names_come_before_beginnings_before_pieces_before_the_rest(population, asked):
    with thrown_away():
        world, user = World(), make_user()
        world.fill(population)
        people = {person.pk: person for person in reference.everyone()}
        for word in asked:
            places = [place(people[pk], word) for pk in walked(user, word, {}, limit=4)]
            assert places == sorted(places), word


def place(person, word) -> int:
    whole = reference.whole_keys(person)
    if word in whole:
        return 0
    if any(key.startswith(word) for key in whole):
        return 1
    return 2 if any(key.startswith(word) for key in reference.keys(person)) else 3


@thorough
@given(populations, any_words, st.sampled_from(reference.WAYS), st.data())
def test_every_filter_counts_whom_it_would_leave(population, words, way, data):
    with thrown_away():
        world, user = World(), make_user()
        world.fill(population)
        filters = data.draw(world.filters())
        words = words if data.draw(st.booleans()) else ""
        left = [
            each for each in reference.everyone()
            if reference.matches(each, words) and reference.passes(each, filters)
        ]  # fmt: skip
        with reference.constants(**way):
            reference.weigh(data.draw(st.sampled_from([0, 3, 50])), data.draw(st.sampled_from([7, 1000])))
            found = queries.facets(queries.Search(user, words, filters))
        for facet in found:
            counted = {option.value: option.count for option in facet.options}
            expected = dict.fromkeys(counted, 0)
            for each in left:
                for value in reference.plain_values(each, facet.name):
                    expected[value] = expected.get(value, 0) + 1
            assert counted == expected, (facet.name, words, filters)
        names = {facet.name for facet in found}
        offered = {name for name, each in queries.FILTERS.items() if each.is_offered}
        for name in offered - names:
            assert not any(reference.plain_values(each, name) for each in left), name


@thorough
@given(populations, any_words, st.sampled_from(reference.WAYS), st.sampled_from(range(4)))
def test_a_college_officer_sees_the_college_and_its_predecessors_only(population, words, way, at):
    with thrown_away():
        world = World()
        world.fill(population)
        own = world.colleges[at]
        officer = make_user(Role.COLLEGE_OFFICER, college=own)
        within = [
            each for each in reference.everyone()
            if any(own in reference.line(degree.college) for degree in each.degrees.all())
        ]  # fmt: skip
        expected = {each.pk for each in within if reference.matches(each, words)}
        reference.weigh(50 if at % 2 else 0, 1000)
        with reference.constants(**way):
            assert set(walked(officer, words, {}, limit=3)) == expected
            assert queries.search(officer, words).count.value == len(expected)
            assert {each.pk for each in queries.people(officer, words)} == expected
            assert set(walked(officer, "", {}, limit=3)) == {each.pk for each in within}
            tiers = next((each for each in queries.facets(queries.Search(officer, words)) if each.name == "tier"), None)
            assert sum(option.count for option in tiers.options) == len(expected) if tiers else not expected
            offered = {each.pk for each in queries.suggestions(officer, words) if each.pk}
            assert offered <= expected
