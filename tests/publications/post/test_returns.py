"""What the scanning page says, and what a return does to addresses, to the class and to the person's page."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from alumni.models import Alumnus, ContactPoint
from alumni.services.liaisons import appoint_liaison
from alumni_office.mail.models import Message
from publications.models import Parcel
from publications.queries import post_people
from publications.services import post
from tests.factories import make_college, make_contact, make_degree, make_member, make_user

from .makers import make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def at(row):
    return reverse("admin:publications_distribution_returns", args=[row.pk]) + "?lang=en"


def on_their_way(staff, **fields):
    row = prepared(staff, **fields)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    return row


def scan(office, row, code, reason="moved"):
    return office.post(at(row), {"code": code, "reason": reason})


def test_a_scan_is_taken_and_the_reason_stays_for_the_next_one(office, staff):
    make_reader()
    row = on_their_way(staff)
    code = row.parcels.get().code
    answer = scan(office, row, f" {code.lower()} ", "unknown")
    assert answer.status_code == 302
    page = office.get(answer.url + "&lang=en").content.decode()
    assert f"{code} is back: 王伟." in page
    assert '<option value="unknown" selected>' in page
    assert row.parcels.get().state == Parcel.State.RETURNED


def test_each_code_that_cannot_be_taken_has_its_sentence(office, staff):
    make_reader()
    row, other = prepared(staff), on_their_way(staff, title="另一期")
    code, elsewhere = row.parcels.get().code, other.parcels.get().code
    said = {
        "X-999": "No parcel has this code. Look whether the whole code was read.",
        code: "This parcel was not sent yet: mark it as sent first.",
        elsewhere: "This parcel belongs to “另一期”.",
        "": "This field is required.",
        "\x00'; DROP": "Null characters are not allowed.",
    }
    for text, sentence in said.items():
        answer = scan(office, row, text)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    scan(office, row, code)
    assert "This parcel is back already." in scan(office, row, code).content.decode()


def test_a_parcel_of_another_distribution_is_taken_back_there_by_one_press(office, staff):
    make_reader()
    row, other = on_their_way(staff), on_their_way(staff, title="另一期")
    parcel = other.parcels.get()
    page = scan(office, row, parcel.code, "refused").content.decode()
    assert f'action="{reverse("admin:publications_distribution_returns", args=[other.pk])}"' in page
    assert f'name="code" value="{parcel.code}"' in page
    scan(office, other, parcel.code, "refused")
    parcel.refresh_from_db()
    assert (parcel.state, parcel.reason) == ("returned", "refused")


def test_the_class_is_asked_once_for_a_person_and_a_return(staff):
    college = make_college()
    person = make_reader("王伟")
    liaison = make_member("李娜")
    for major in ("数学", "物理"):
        make_degree(person, college=college, graduation_year=1998, major=major)
        appoint_liaison(degree=make_degree(liaison, college=college, graduation_year=1998, major=major), by=staff)
    row = on_their_way(staff)
    parcel = row.parcels.get()
    for _again in range(2):
        post.record_return(distribution=row, code=parcel.code, reason="moved", by=staff)
        post.undo_return(parcel=parcel, by=staff)
    assert list(Message.objects.values_list("to", flat=True)) == [liaison.user.email]


def test_nobody_is_asked_where_nobody_speaks_for_the_class_or_the_reader_has_died(staff):
    college = make_college()
    alone, dead = make_reader("王伟", "甲路1号"), make_reader("赵敏", "乙路1号")
    make_degree(alone, college=college, graduation_year=1998, major="数学")
    make_degree(dead, college=college, graduation_year=2001, major="数学")
    liaison = make_member("李娜")
    appoint_liaison(degree=make_degree(liaison, college=college, graduation_year=2001, major="数学"), by=staff)
    row = on_their_way(staff)
    Alumnus.objects.filter(pk=dead.pk).update(life="deceased")
    for code in row.parcels.values_list("code", flat=True):
        assert post.record_return(distribution=row, code=code, reason="moved", by=staff)[1] == []
    assert not Message.objects.exists()


def test_undoing_leaves_an_address_bad_that_was_bad_for_another_reason(staff):
    first, second = make_reader("王伟", "甲路1号"), make_reader("赵敏", "乙路1号")
    row, later = on_their_way(staff), on_their_way(staff)
    hers = Parcel.objects.get(distribution=row, readers__alumnus=second)
    second.contacts.update(state=ContactPoint.State.BAD)  # by telephone, before the parcel came back
    returned = post.record_return(distribution=row, code=hers.code, reason="moved", by=staff)[0]
    post.undo_return(parcel=returned, by=staff)
    assert second.contacts.get().state == "bad"

    both = [Parcel.objects.get(distribution=each, readers__alumnus=first) for each in (row, later)]
    for parcel in both:
        post.record_return(distribution=parcel.distribution, code=parcel.code, reason="moved", by=staff)
    post.undo_return(parcel=both[0], by=staff)
    assert first.contacts.get().state == "bad"  # the other parcel is still back
    post.undo_return(parcel=both[1], by=staff)
    assert first.contacts.get().state == "bad"  # it was bad before the second return


def test_everybody_of_one_address_is_left_out_next_time_until_a_new_address_comes(staff):
    people = [make_reader("王伟"), make_reader("李娜")]
    row = on_their_way(staff)
    post.record_return(distribution=row, code=row.parcels.get().code, reason="address", by=staff)
    assert prepared(staff).left_out == {"bad_address": 2}
    make_contact(people[0], "address", "新路1号")
    assert [parcel.names for parcel in prepared(staff).parcels.all()] == ["王伟"]


def test_the_persons_page_tells_what_was_sent_and_what_came_back_and_no_address(office, staff):
    person = make_reader("王伟", "保密路9号")
    row = on_their_way(staff, title="第六十三期")
    post.record_return(distribution=row, code=row.parcels.get().code, reason="moved", by=staff)
    with translation.override("en"):
        told = [(each.title, each.is_day) for each in post_people.happened(staff, person)]
    assert [title for title, _day in told] == ["Sent by post: 第六十三期", "Came back by post: 第六十三期"]
    assert not any("保密路" in each.text for each in post_people.happened(staff, person))
    page = office.get(reverse("admin:alumni_alumnus_detail", args=[person.pk]) + "?lang=en").content.decode()
    assert "Came back by post: 第六十三期" in page


def test_what_was_only_prepared_is_not_told(staff):
    person = make_reader()
    prepared(staff)
    assert list(post_people.happened(staff, person)) == []


def test_a_return_whose_copy_was_given_away_is_not_undone_and_says_why(office, staff):
    make_reader()
    row = on_their_way(staff, printed=1)
    parcel = post.record_return(distribution=row, code=row.parcels.get().code, reason="moved", by=staff)[0]
    post.move_copies(distribution=row, kind="given", copies=1, note="展台", key=uuid4(), by=staff)
    undo = reverse("admin:publications_distribution_undo", args=[row.pk, parcel.pk])
    page = office.post(undo + "?lang=en", follow=True).content.decode()
    assert "correct that first" in page
    parcel.refresh_from_db()
    assert parcel.state == "returned"
