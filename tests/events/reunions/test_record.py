"""One's part in reunions when records are merged, given back, copied or erased, and when an account was another's."""

import pytest
from django.urls import reverse

from alumni.services import erasing, merging
from alumni_office.accounts.roles import Role
from events.models import Classmate, ClassReunion
from events.services import reunions_record as record
from events.services.demo import reunions as demo
from tests.factories import (
    make_alumnus,
    make_classmate,
    make_college,
    make_degree,
    make_member,
    make_reunion,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user(Role.STAFF)


def test_a_merge_moves_answers_and_the_reunions_led_and_gives_them_back(degree, studied, staff, day):
    keep, drop = studied(make_alumnus("李敏")).alumnus, studied(make_alumnus("李敏")).alumnus
    led = make_reunion(degree, day=day, contact=drop)
    row = make_classmate(led, drop, "coming")
    merge = merging.merge_alumni(keep=keep, drop=drop, by=staff)
    led.refresh_from_db()
    row.refresh_from_db()
    assert (led.contact, row.alumnus) == (keep, keep)
    merging.undo_merge(merge=merge, by=staff)
    led.refresh_from_db()
    row.refresh_from_db()
    assert (led.contact, row.alumnus) == (drop, drop)


def test_where_both_records_answered_each_row_stays_and_one_is_counted(degree, studied, staff):
    keep, drop = studied(make_alumnus("李敏")).alumnus, studied(make_alumnus("李敏")).alumnus
    reunion = make_reunion(degree)
    for who in (keep, drop):
        make_classmate(reunion, who, "coming")
    merging.merge_alumni(keep=keep, drop=drop, by=staff)
    assert list(Classmate.objects.values_list("alumnus", flat=True).order_by("pk")) == [keep.pk, drop.pk]


def test_an_erasure_leaves_the_day_of_the_class_without_the_person(degree, friend, staff):
    reunion = make_reunion(degree, wish_text="孙丽华想再听一课")
    make_classmate(reunion, degree.alumnus, "coming", word="一定到")
    make_classmate(reunion, friend, "coming")
    erasing.erase_person(person_id=degree.alumnus_id, by=staff)
    reunion.refresh_from_db()
    assert (reunion.contact, reunion.wish_text, reunion.state) == (None, "", "asked")
    assert list(reunion.classmates.values_list("alumnus", flat=True)) == [friend.pk]
    assert "孙丽华" not in str(list(ClassReunion.versions.rel.related_model.objects.values()))


def test_the_copy_of_ones_data_says_what_one_answered_and_led(degree, person, day):
    reunion = make_reunion(degree, day=day, wishes=["tree"])
    make_classmate(reunion, person, "coming", seats=2, is_own=True)
    found = record.export(person)
    assert [(each["answer"], each["people"], each["day"]) for each in found["reunions"]] == [
        ("coming", 2, day.isoformat())
    ]
    assert [each["wishes"] for each in found["contact_person_of"]] == [["tree"]]


def test_what_an_account_did_that_was_somebody_elses_is_taken_back(degree, person, day):
    asked = make_reunion(degree, day=day)
    confirmed = make_reunion(degree, day=day, level="master", state="confirmed")
    row = make_classmate(asked, person, "coming", is_own=True, seats=3)
    record.unlink(person, person.user, None)
    for each in (asked, confirmed, row):
        each.refresh_from_db()
    assert (asked.state, confirmed.state, confirmed.contact) == ("cancelled", "confirmed", None)
    assert (row.answer, row.seats, row.is_own, row.answered_at) == ("none", 1, False, None)


def test_the_demonstration_has_one_confirmed_one_asked_and_one_declined(client, staff):
    college = make_college()
    year = demo._day().year
    for anniversary in (10, 20, 30):
        for each in range(7):
            person = make_member(f"校友{anniversary}{each}", source="demo")
            make_degree(person, college=college, class_name="一班", major="数学", graduation_year=year - anniversary)
    for _time in range(2):
        demo.fill({"staff@demo.example": staff})
    found = {each.anniversary: each for each in ClassReunion.objects.select_related("college")}
    assert {n: each.state for n, each in found.items()} == {30: "confirmed", 20: "asked", 10: "declined"}
    assert sorted(found[30].classmates.values_list("answer", flat=True)) == [
        "coming", "coming", "coming", "not_coming", "not_found", "unsure",
    ]  # fmt: skip
    client.force_login(staff)
    for each in found.values():
        assert client.get(reverse("admin:events_classreunion_change", args=[each.pk])).status_code == 200


def test_the_demonstration_adds_nothing_where_no_class_is_large_enough(staff):
    demo.fill({"staff@demo.example": staff})
    assert ClassReunion.objects.count() == 0
