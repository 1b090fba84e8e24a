"""Who speaks for a class: appointed and ended at the desk, shown to classmates as far as the person is open."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Liaison
from alumni.queries.liaisons import liaisons_of
from alumni.services import liaisons, merging
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_degree, make_member, make_user

pytestmark = pytest.mark.django_db

CLASS = {"major": "数学", "class_name": "1班", "graduation_year": 2002, "level": "bachelor"}


@pytest.fixture
def college():
    return make_college("数学学院")


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def of_class(person, college):
    return make_degree(person, college=college, **CLASS)


def at(name, *args):
    return reverse(f"admin:alumni_liaison_{name}", args=args)


def test_the_desk_appoints_and_ends_and_keeps_what_was(office, staff, college):
    person = make_alumnus("李娜")
    degree = of_class(person, college)
    answer = office.post(at("appoint", person.pk), {"degree": degree.pk, "agreed": "on"})
    assert answer.status_code == 302
    row = Liaison.objects.get()
    assert (row.alumnus, row.degree, row.appointed_by, row.until_on) == (person, degree, staff, None)
    assert "Speaks for the class" in office.get(at("person", person.pk) + "?lang=en").content.decode()
    office.post(at("end", person.pk, row.pk))
    row.refresh_from_db()
    assert row.until_on == timezone.localdate()
    page = office.get(at("person", person.pk) + "?lang=en").content.decode()
    assert "Speaks for the class" not in page
    assert "Spoke for" in page


def test_nobody_is_appointed_without_having_agreed_or_without_a_class(office, college):
    person = make_alumnus("李娜")
    known, unknown = of_class(person, college), make_degree(person, college=college)
    for data, sentence in [
        ({"degree": known.pk}, "Ask the person first."),
        ({"degree": unknown.pk, "agreed": "on"}, "Enter the college, the year and the class or major"),
        ({"degree": of_class(make_alumnus("王伟"), college).pk, "agreed": "on"}, "Select a valid choice"),
    ]:
        answer = office.post(at("appoint", person.pk) + "?lang=en", data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Liaison.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"life": "deceased"}, {"restricted_at": timezone.now()}], ids=["dead", "restricted"]
)
def test_only_who_can_be_asked_is_appointed(staff, college, fields):
    degree = of_class(make_alumnus("李娜", **fields), college)
    with pytest.raises(liaisons.NotNow):
        liaisons.appoint_liaison(degree=degree, by=staff)


def test_an_officer_sees_and_appoints_in_the_own_college_only(client, college, staff):
    theirs = make_college("法学院")
    ours, other = make_alumnus("李娜"), make_alumnus("王伟")
    liaisons.appoint_liaison(degree=of_class(ours, college), by=staff)
    liaisons.appoint_liaison(degree=of_class(other, theirs), by=staff)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    page = client.get(at("changelist")).content.decode()
    assert "李娜" in page
    assert "王伟" not in page
    assert client.get(at("person", other.pk)).status_code == 404
    assert client.post(at("end", other.pk, other.liaisons.get().pk)).status_code == 404
    assert Liaison.objects.current().count() == 2


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_one_row_and_five(office, staff, college, django_assert_num_queries, rows):
    for number in range(rows):
        liaisons.appoint_liaison(degree=of_class(make_alumnus(f"李娜{number}"), college), by=staff)
    office.get(at("changelist"))
    with django_assert_num_queries(LIST_QUERIES):
        office.get(at("changelist"))


LIST_QUERIES = 6


def test_the_list_is_by_college_and_tells_of_those_who_ended(office, staff, college):
    law = make_college("法学院")
    liaisons.appoint_liaison(degree=of_class(make_alumnus("李娜"), college), by=staff)
    ended = liaisons.appoint_liaison(degree=of_class(make_alumnus("王伟"), law), by=staff)
    page = office.get(at("changelist"), {"college": law.pk}).content.decode()
    assert "王伟" in page
    assert "李娜" not in page
    liaisons.end_liaison(liaison=ended, by=staff)
    assert "王伟" not in office.get(at("changelist")).content.decode()
    assert "王伟" in office.get(at("changelist"), {"past": "on"}).content.decode()


def test_an_empty_list_says_what_it_is_for(office):
    assert "Nobody speaks for a class yet" in office.get(at("changelist") + "?lang=en").content.decode()


@pytest.mark.parametrize(("listed", "is_named"), [("classmates", True), ("nobody", False)])
def test_classmates_see_who_speaks_for_them_if_that_person_is_open(client, staff, college, listed, is_named):
    me, liaison = make_member("张三"), make_member("李娜", listed=listed)
    mine = of_class(me, college)
    liaisons.appoint_liaison(degree=of_class(liaison, college), by=staff)
    client.force_login(me.user)
    page = client.get(reverse("alumni:class", args=[mine.pk]) + "?lang=en").content.decode()
    assert ("Speaks for the class:" in page) is is_named
    assert ("shows no name here" in page) is not is_named


def test_a_class_without_a_liaison_says_nothing_of_one(client, college):
    me = make_member("张三")
    mine = of_class(me, college)
    client.force_login(me.user)
    page = client.get(reverse("alumni:class", args=[mine.pk]) + "?lang=en").content.decode()
    assert "peaks for th" not in page


def test_an_office_goes_with_the_degree_when_records_are_merged_and_comes_back(staff, college):
    keep, drop = make_alumnus("李娜"), make_alumnus("李娜")
    of_class(keep, college)
    row = liaisons.appoint_liaison(degree=of_class(drop, college), by=staff)
    classmate = make_alumnus("王伟")
    of_class(classmate, college)
    merge = merging.merge_alumni(keep=keep, drop=drop, by=staff)
    row.refresh_from_db()
    assert row.alumnus_id == keep.pk
    assert [each.alumnus_id for each in liaisons_of(classmate)] == [keep.pk]
    merging.undo_merge(merge=merge, by=staff)
    row.refresh_from_db()
    assert row.alumnus_id == drop.pk
