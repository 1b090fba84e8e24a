"""Old and new value of every change, single and bulk, from the versions that the database keeps."""

import pghistory
import pytest
from django.db import connection

from alumni.models import Alumnus, Degree
from alumni.queries.person import Contacts, changes
from alumni.services import lists, people
from alumni.services.people import RowEdit
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_employment, make_user

pytestmark = pytest.mark.django_db


def told(person, contacts=Contacts.SHOWN):
    return [(each.by, each.subject, each.field, each.old, each.new) for each in changes(person, contacts=contacts)]


@pytest.fixture(autouse=True)
def _english(settings):
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def by():
    return make_user(name="王主任")


def test_a_single_change_has_old_new_and_who(by):
    person = make_alumnus(city="济南")

    with pghistory.context(user=by.pk):
        person.city = "青岛"
        person.save()

    assert told(person) == [("王主任", "", "city", "济南", "青岛")]


def test_several_versions_are_compared_each_with_the_next(by):
    person = make_alumnus(city="济南")
    for city in ("青岛", "烟台"):
        with pghistory.context(user=by.pk):
            Alumnus.objects.filter(pk=person.pk).update(city=city)

    assert told(person) == [("王主任", "", "city", "青岛", "烟台"), ("王主任", "", "city", "济南", "青岛")]


def test_bulk_updates_are_told_for_each_person(by):
    everyone = [make_alumnus(tier="regular") for _each in range(3)]

    with pghistory.context(user=by.pk):
        Alumnus.objects.update(tier="active")

    assert [told(person) for person in everyone] == [[("王主任", "", "tier", "Regular", "Active")]] * 3


def test_raw_sql_is_seen_and_is_the_systems():
    person = make_alumnus(city="济南")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE alumni_alumnus SET city = '青岛', province = '37'")

    assert sorted(told(person)) == [
        ("The system", "", "city", "济南", "青岛"),
        ("The system", "", "province", "", "Shandong"),
    ]


def test_names_of_colleges_are_told_not_their_numbers(by):
    person = make_alumnus()
    degree = make_degree(person, college=make_college("数学学院"))

    with pghistory.context(user=by.pk):
        Degree.objects.filter(pk=degree.pk).update(college=make_college("文学院"))

    assert ("王主任", "degree", "college", "数学学院", "文学院") in told(person)


def test_rows_that_come_and_go_are_told(by):
    person = make_alumnus()
    job = make_employment(person, "浪潮集团", entered_by=by)

    with pghistory.context(user=by.pk):
        job.delete()

    assert set(told(person)) == {
        ("王主任", "employment", "", "浪潮集团", ""),
        ("王主任", "employment", "", "", "浪潮集团"),
    }


def test_tags_put_on_and_taken_off_in_bulk_are_told(by):
    person = make_alumnus()
    tag = lists.tag_named(name="返校日")

    lists.tag_people(ids=[person.pk], tag=tag, by=by)
    lists.untag_people(ids=[person.pk], tag=tag, by=by)

    assert set(told(person)) == {("王主任", "tagging", "", "返校日", ""), ("王主任", "tagging", "", "", "返校日")}


@pytest.mark.parametrize(
    ("contacts", "old", "new"),
    [(Contacts.SHOWN, "13800000000", "13900000000"), (Contacts.MASKED, "138****0000", "139****0000"),
     (Contacts.HIDDEN, "***", "***")],
)  # fmt: skip
def test_contacts_in_the_history_are_as_hidden_as_on_the_page(contacts, old, new):
    person = make_alumnus()
    make_contact(person)
    person.contacts.update(value="+8613900000000")

    assert [change[3:] for change in told(person, contacts) if change[2] == "value"] == [(old, new)]


def test_a_row_that_a_merge_moved_is_told_on_both_sides(by):
    dropped, kept = make_alumnus("王伟"), make_alumnus("王伟")
    degree = make_degree(dropped, major="数学")
    with pghistory.context(user=by.pk):
        Degree.objects.filter(pk=degree.pk).update(major="统计")
        Degree.objects.filter(pk=degree.pk).update(alumnus=kept)

    change = ("王主任", "degree", "major", "数学", "统计")
    assert change in told(dropped)
    assert change in told(kept)


def test_what_a_service_writes_is_told_with_the_officer(by):
    person = make_alumnus("王伟")
    from alumni.queries.person import snapshot

    people.save_person(
        person_id=person.pk, base=snapshot(person.pk, contacts=True), person={"city": "济南"},
        rows={"employments": [RowEdit(values={"employer": "浪潮", "is_current": True})]}, by=by,
    )  # fmt: skip

    assert sorted(told(person)) == [("王主任", "", "city", "", "济南"), ("王主任", "employment", "", "", "浪潮")]


@pytest.mark.parametrize("n", [1, 5])
def test_the_history_costs_the_same_however_long_it_is(django_assert_num_queries, by, n):
    person = make_alumnus()
    degree = make_degree(person, college=make_college())
    for number in range(n):
        with pghistory.context(user=by.pk):
            Alumnus.objects.update(city=f"城{number}")
            Degree.objects.filter(pk=degree.pk).update(college=make_college(f"第{number}学院"))

    with django_assert_num_queries(3):  # versions, users, colleges
        changes(person)
