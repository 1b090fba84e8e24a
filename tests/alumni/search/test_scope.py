"""Who sees whom: one door for pages, counts, facets and querysets."""

from datetime import date

import pytest
from django.utils import timezone

from alumni.models import Alumnus, Succession
from alumni.queries import search as queries
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_college, make_degree, make_user

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", reference.WAYS)


@pytest.fixture
def law():
    """法学院, which was 法律系, which was 政法科; and 医学院 beside it."""
    law, department, course, medicine = (make_college(name) for name in ("法学院", "法律系", "政法科", "医学院"))
    Succession.objects.create(predecessor=department, successor=law, kind="renamed")
    Succession.objects.create(predecessor=course, successor=department, kind="renamed")
    for name, colleges in (
        ("丁一", [law]),
        ("丁二", [course]),
        ("丁三", [medicine]),
        ("丁四", [medicine, department]),
        ("丁五", []),
    ):
        person = make_alumnus(name, tier="notable")
        for college in colleges:
            make_degree(person, college=college, level="bachelor", graduation_year=2002)
    return law


@WAYS
def test_a_college_officer_sees_own_graduates_and_those_of_all_predecessors(find, law, way):
    officer = make_user(Role.COLLEGE_OFFICER, college=law)
    own = ["丁一", "丁二", "丁四"]
    with reference.constants(**way):
        for words, filters in (
            ("", {}),
            ("丁", {}),
            ("ding", {}),
            ("2002", {}),
            ("", {"tier": ["notable"]}),
            ("丁", {"level": ["bachelor"]}),
        ):
            assert sorted(find(words, user=officer, **filters)) == own, words
            assert queries.search(officer, words, filters).count.value == 3
            assert sorted(each.name for each in queries.people(officer, words, filters)) == own
            tiers = next(
                each for each in queries.facets(queries.Search(officer, words, filters)) if each.name == "tier"
            )
            assert [option.count for option in tiers.options] == [3]
        assert find("丁三", user=officer) == find("丁五", user=officer) == []
    assert set(queries.people(officer)) == set(Alumnus.objects.visible_to(officer))


def test_an_officer_of_a_predecessor_does_not_see_its_successors(find, law):
    officer = make_user(Role.COLLEGE_OFFICER, college=law.precessions.get().predecessor)
    assert sorted(find("", user=officer)) == ["丁二", "丁四"]


def test_a_filter_by_another_college_shows_no_more(find, law):
    officer = make_user(Role.COLLEGE_OFFICER, college=law)
    other = make_college("医学院")
    assert find(user=officer, college=[str(other.pk)]) == ["丁四"]
    assert find("医学院", user=officer) == ["丁四"]


def test_two_grants_reach_both_colleges(find, law):
    officer = make_user(Role.COLLEGE_OFFICER, college=law)
    RoleGrant.objects.create(user=officer, role=Role.COLLEGE_OFFICER, college=make_college("医学院"))
    assert sorted(find("丁", user=officer)) == ["丁一", "丁三", "丁二", "丁四"]


@WAYS
def test_without_a_role_in_force_there_is_nothing(find, law, way):
    ended = make_user(role=None)
    RoleGrant.objects.create(user=ended, role=Role.STAFF, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    coming = make_user(role=None)
    RoleGrant.objects.create(user=coming, role=Role.STAFF, starts_on=timezone.localdate().replace(year=2999))
    with reference.constants(**way):
        for user in (make_user(role=None), ended, coming, make_user(is_active=False)):
            assert find("", user=user) == find("丁", user=user) == []
            assert queries.search(user, "丁").count == queries.Count(0, True)
            assert queries.facets(queries.Search(user, "丁")) == []
            assert list(queries.people(user, "")) == list(queries.people(user, "丁")) == []


def test_a_superuser_sees_everyone(find, law):
    root = User.objects.create_superuser("root@example.com", "x", name="root")
    assert len(find("丁", user=root)) == 5


def test_a_person_who_moves_out_of_reach_is_gone_at_once(find, law):
    officer = make_user(Role.COLLEGE_OFFICER, college=law)
    person = Alumnus.objects.get(name="丁一")
    person.degrees.update(college=make_college("医学院"))
    assert sorted(find("丁", user=officer)) == ["丁二", "丁四"]
