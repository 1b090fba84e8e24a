"""Programmes at the desk and "my shifts" on the site, sentence by sentence."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from alumni_office.accounts.roles import Role
from events.models import Assignment, Programme, Shift, Volunteer
from events.services import programmes as services
from tests.factories import make_assignment, make_programme, make_shift, make_user, make_volunteer

pytestmark = pytest.mark.django_db
BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"
DESK = "/admin/events/programme/"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client, coordinator):
    coordinator.language = "en"
    coordinator.save()
    client.force_login(coordinator, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def said(response):
    return response.content.decode()


def test_from_the_draft_to_the_open_programme(desk):
    today = timezone.localdate()
    words = {
        "kind": "return_day", "title": "返校日志愿服务", "title_en": "Return Day service", "starts_on": today,
        "ends_on": today + timedelta(days=1), "time_zone": "Asia/Shanghai", "key": uuid4(),
    }  # fmt: skip
    for _press in range(2):
        page = desk.post(f"{DESK}add/", words)
    programme = Programme.objects.get()
    assert page.headers["Location"] == f"{DESK}{programme.pk}/"
    desk.post(f"{DESK}{programme.pk}/move/", {"to": "open"})
    programme.refresh_from_db()
    assert programme.state == "draft"  # there is nothing to sign up for
    hours = {"starts_at": f"{today + timedelta(days=1)}T08:00", "ends_at": f"{today + timedelta(days=1)}T12:00"}
    shift = {"role": "引导", "role_en": "Guide", "wanted": 3, "key": uuid4()} | hours
    desk.post(f"{DESK}{programme.pk}/shifts/add/", shift)
    assert Shift.objects.get().starts_at.astimezone(programme.zone).hour == 8
    desk.post(f"{DESK}{programme.pk}/move/", {"to": "open"})
    programme.refresh_from_db()
    assert programme.state == "open"
    desk.post(f"{DESK}{programme.pk}/move/", {"to": "done"})
    programme.refresh_from_db()
    assert programme.state == "open"  # sign-up closes first


def test_a_shift_lies_within_the_days_of_the_programme(desk):
    programme = make_programme()
    far = programme.ends_on + timedelta(days=3)
    shift = {"role": "引导", "wanted": 1, "key": uuid4(), "starts_at": f"{far}T08:00", "ends_at": f"{far}T09:00"}
    page = desk.post(f"{DESK}{programme.pk}/shifts/add/", shift)
    assert (page.status_code, Shift.objects.count()) == (422, 0)
    assert "outside the days of the programme" in said(page)


def test_an_end_before_the_start_and_too_long_a_shift_are_sentences(desk):
    programme, day = make_programme(), timezone.localdate()
    shift = {"role": "引导", "wanted": 1, "key": uuid4(), "starts_at": f"{day}T08:00", "ends_at": f"{day}T07:00"}
    assert "The end lies before the start." in said(desk.post(f"{DESK}{programme.pk}/shifts/add/", shift))
    shift["ends_at"] = f"{day + timedelta(days=2)}T08:00"
    assert "A shift lasts a day at most" in said(desk.post(f"{DESK}{programme.pk}/shifts/add/", shift))


def test_a_volunteer_is_put_on_a_shift_by_the_number_and_came(desk):
    shift = make_shift(make_programme(state="closed"), starts_at=timezone.now() - timedelta(hours=5))
    volunteer = make_volunteer()
    page = f"{DESK}shifts/{shift.pk}/"
    assert desk.post(f"{page}assign/", {"student_number": "99999"}).status_code == 422
    desk.post(f"{page}assign/", {"student_number": volunteer.student_number})
    row = Assignment.objects.get()
    desk.post(f"{DESK}assigned/{row.pk}/attend/", {"came": "1"})
    desk.post(f"{DESK}assigned/{row.pk}/hours/", {"hours": "3.5"})
    row.refresh_from_db()
    assert (row.state, row.minutes) == ("came", 210)
    page = desk.post(f"{DESK}assigned/{row.pk}/hours/", {"hours": "4"})
    assert "Say why the hours are corrected." in said(page)
    desk.post(f"{DESK}assigned/{row.pk}/hours/", {"hours": "4", "reason": "核对"})
    row.refresh_from_db()
    assert (row.minutes, row.correction) == (240, "核对")
    assert "corrected: 核对" in said(desk.get(f"{DESK}shifts/{shift.pk}/"))


def test_a_shift_that_somebody_signed_up_for_is_not_taken_off(desk, shift, volunteer):
    make_assignment(shift, volunteer, state="withdrawn")
    desk.post(f"{DESK}shifts/{shift.pk}/remove/")
    empty = make_shift(shift.programme)
    desk.post(f"{DESK}shifts/{empty.pk}/remove/")
    assert list(Shift.objects.all()) == [shift]


def test_volunteers_are_entered_found_changed_and_erased(desk):
    fields = {"name": "甲", "student_number": "20230001", "year": 2026, "email": "a@example.cn"}
    desk.post(f"{DESK}volunteers/add/", fields)
    assert "entered already" in said(desk.post(f"{DESK}volunteers/add/", fields))
    volunteer = Volunteer.objects.get()
    desk.post(f"{DESK}volunteers/{volunteer.pk}/", fields | {"phone": "139", "version": 1})
    desk.post(f"{DESK}volunteers/{volunteer.pk}/member/", {"year": 2025})
    volunteer.refresh_from_db()
    assert (volunteer.phone, volunteer.years.count()) == ("139", 2)
    assert "20230001" in said(desk.get(f"{DESK}volunteers/?q=2023&year=2025"))
    assert "20230001" not in said(desk.get(f"{DESK}volunteers/?year=2020"))
    assert "Somebody else saved" in said(desk.post(f"{DESK}volunteers/{volunteer.pk}/", fields | {"version": 1}))
    assert desk.get(f"{DESK}volunteers/{volunteer.pk}/erase/").status_code == 200
    desk.post(f"{DESK}volunteers/{volunteer.pk}/erase/")
    volunteer.refresh_from_db()
    assert volunteer.name == "—"
    assert f"{DESK}volunteers/{volunteer.pk}/" not in said(desk.get(f"{DESK}volunteers/?year="))
    assert desk.get(f"{DESK}volunteers/{volunteer.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR])
def test_only_who_leads_programmes_sees_them(client, role):
    client.force_login(make_user(role), backend=BACKEND)
    assert client.get(DESK).status_code == 403


def test_a_shift_still_counts_a_volunteer_whose_data_were_erased(desk, worked, coordinator):
    services.forget(volunteer=worked.volunteer, by=coordinator)
    page = said(desk.get(f"{DESK}shifts/{worked.shift_id}/"))
    assert "1 of 2 volunteers" in page
    assert f"/volunteers/{worked.volunteer_id}/" not in page


def test_my_shifts_offers_what_can_be_taken_and_takes_it(client, volunteer):
    client.force_login(volunteer.user, backend=BACKEND)
    client.cookies["django_language"] = "en"
    open_to_me, full = make_shift(role="引导"), make_shift(role="满员", wanted=1)
    make_assignment(full)
    make_shift(make_programme(state="draft"), "草稿")
    page = said(client.get("/events/volunteers/"))
    assert [role for role in ("引导", "满员", "草稿") if role in page] == ["引导"]
    page = said(client.post(f"/events/volunteers/shifts/{open_to_me.pk}/take/", follow=True))
    assert [word for word in ("The shift is yours.", "No shift is open to you") if word not in page] == []
    page = said(client.post(f"/events/volunteers/shifts/{open_to_me.pk}/leave/", follow=True))
    assert "The place is free" in page


def test_the_shift_of_somebody_else_is_not_given_back(client, volunteer, shift):
    row = make_assignment(shift)
    client.force_login(volunteer.user, backend=BACKEND)
    assert client.post(f"/events/volunteers/shifts/{shift.pk}/leave/").status_code == 404
    row.refresh_from_db()
    assert row.state == "signed_up"


def test_the_menu_of_the_site_leads_volunteers_to_their_shifts_and_nobody_else(client, volunteer):
    client.force_login(volunteer.user, backend=BACKEND)
    assert 'href="/events/volunteers/"' in said(client.get("/events/"))
    client.force_login(make_user(None, is_staff=False), backend=BACKEND)
    assert 'href="/events/volunteers/"' not in said(client.get("/events/"))


def test_who_is_no_volunteer_reads_how_to_become_one(client, shift):
    client.force_login(make_user(None, is_staff=False), backend=BACKEND)
    client.cookies["django_language"] = "en"
    assert "not that of a volunteer" in said(client.get("/events/volunteers/"))
    assert client.post(f"/events/volunteers/shifts/{shift.pk}/take/").status_code == 404


def test_the_pages_cost_the_same_for_many_as_for_one(desk, volunteer, django_assert_max_num_queries):
    programme = make_programme()
    for _each in range(12):
        make_assignment(make_shift(programme, wanted=3), make_volunteer())
    with django_assert_max_num_queries(14):
        desk.get(f"{DESK}{programme.pk}/")
    with django_assert_max_num_queries(14):
        desk.get(f"{DESK}volunteers/")
    with django_assert_max_num_queries(14):
        desk.get(DESK)
    desk.force_login(volunteer.user, backend=BACKEND)
    with django_assert_max_num_queries(16):
        desk.get("/events/volunteers/")
