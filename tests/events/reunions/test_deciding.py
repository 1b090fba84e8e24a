"""The host college confirms with hall and teacher, or declines with the reason; each of it is told once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from events.models import ClassReunion, Place, Step
from events.services import reunions, states
from events.tasks.reunions import run_reunions
from tests.factories import make_college, make_event, make_reunion, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(college):
    return make_user(Role.COLLEGE_OFFICER, college)


@pytest.fixture
def asked(degree, day):
    made = make_reunion(degree, day=day)
    made.tasks.create(step=Step.HALL)
    return made


def test_confirming_names_hall_and_teacher_and_tells_the_contact_person(asked, officer, person):
    place = Place.objects.create(name="知新楼")
    reunions.confirm_reunion(reunion=asked, place=place, hall="二层", teacher="王老师", by=officer)
    asked.refresh_from_db()
    assert (asked.state, asked.shown_hall, asked.teacher) == ("confirmed", "知新楼 · 二层", "王老师")
    assert (asked.decided_by, asked.tasks.get().done_by) == (officer, officer)
    mail = Message.objects.get()
    assert (mail.to, mail.person_id) == (person.user.email, person.pk)
    assert "知新楼 · 二层" in mail.text
    assert reverse("events:reunion", args=[asked.pk]) in mail.text


def test_a_confirmed_reunion_may_get_another_hall_and_the_contact_person_hears_of_it(asked, officer):
    for hall in ("报告厅", "大礼堂"):
        reunions.confirm_reunion(reunion=asked, place=None, hall=hall, teacher="", by=officer)
    first, second = Message.objects.order_by("pk").values_list("text", flat=True)
    assert ("报告厅" in first, "大礼堂" in first) == (True, False)
    assert ("报告厅" in second, "大礼堂" in second) == (False, True)


def test_declining_gives_the_reason(asked, officer):
    reunions.decline_reunion(reunion=asked, reason="报告厅已被占用", by=officer)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "报告厅已被占用")
    assert "报告厅已被占用" in Message.objects.get().text


def test_a_reunion_whose_event_is_cancelled_keeps_its_day_and_its_contact_person_hears_of_it(asked, degree, person):
    event, by = make_event(title_en="Return Day"), make_user()
    ClassReunion.objects.filter(pk=asked.pk).update(event=event)
    over = make_reunion(degree, day=asked.day, event=event, state="cancelled")
    for _each in range(2):
        states.cancel(event=event, reason="台风", by=by)
    asked.refresh_from_db(), over.refresh_from_db()
    assert (asked.state, asked.event, asked.version, over.event) == ("asked", None, 2, event)
    mail = Message.objects.get()
    assert mail.to == person.user.email
    assert mail.subject.startswith("校友返校日已取消")
    assert "台风" in mail.text
    assert reverse("events:reunion", args=[asked.pk]) in mail.text


def test_the_page_before_cancelling_says_what_becomes_of_reunions(client, degree):
    event = make_event()
    make_reunion(degree, event=event), make_reunion(degree, event=event, state="cancelled")
    client.force_login(make_user(Role.STAFF))
    content = client.get(reverse("admin:events_event_cancel", args=[event.pk])).content.decode()
    assert "有 1 场班级返校聚会属于这一天" in content


def test_what_was_decided_is_not_decided_again(asked, officer):
    reunions.decline_reunion(reunion=asked, reason="没有教室", by=officer)
    with pytest.raises(reunions.NotNow):
        reunions.confirm_reunion(reunion=asked, place=None, hall="报告厅", teacher="", by=officer)
    with pytest.raises(reunions.NotNow):
        reunions.decline_reunion(reunion=asked, reason="再说一次", by=officer)
    assert Message.objects.count() == 1


def test_a_reunion_whose_day_is_over_was_held(degree, today):
    over = make_reunion(degree, day=today - timedelta(days=1), state="confirmed")
    run_reunions()
    over.refresh_from_db()
    assert over.state == "held"


def test_an_officer_decides_for_the_own_college_and_sees_no_other(client, asked, officer):
    client.force_login(make_user(Role.COLLEGE_OFFICER, make_college("法学院")))
    for name in ("change", "confirm", "decline", "cancel", "invite"):
        ask = client.get if name == "change" else client.post
        assert ask(reverse(f"admin:events_classreunion_{name}", args=[asked.pk])).status_code == 404
    client.force_login(officer)
    path = reverse("admin:events_classreunion_confirm", args=[asked.pk])
    assert client.post(path, {"teacher": "王老师"}).status_code == 422  # where do they meet?
    assert client.post(path, {"hall": "报告厅", "teacher": "王老师"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("confirmed", officer)


def test_the_officer_of_a_successor_decides_for_the_classes_of_its_predecessor(client, asked, college):
    new = make_college("数学与统计学院")
    college.successions.create(successor=new, kind="renamed")
    officer = make_user(Role.COLLEGE_OFFICER, new)
    assert list(ClassReunion.objects.decided_by(officer)) == [asked]


def test_who_only_looks_decides_nothing(client, asked):
    client.force_login(make_user(Role.AUDITOR))
    page = client.get(reverse("admin:events_classreunion_change", args=[asked.pk]))
    assert page.status_code == 200
    assert b'name="hall"' not in page.content
    path = reverse("admin:events_classreunion_decline", args=[asked.pk])
    assert client.post(path, {"reason": "不行"}).status_code == 403


def test_a_step_is_ticked_and_taken_back(client, asked, officer):
    client.force_login(officer)
    task = asked.tasks.get()
    path = reverse("admin:events_classreunion_step", args=[asked.pk, task.pk])
    client.post(path, {"done": "1"})
    task.refresh_from_db()
    assert task.done_by == officer
    client.post(path, {"done": "0"})
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, None)


def test_the_list_is_cut_by_state_year_and_college(client, asked, degree, day):
    declined = make_reunion(degree, day=day, state="declined", reason="没有教室")
    client.force_login(make_user(Role.STAFF))
    path = reverse("admin:events_classreunion_changelist")

    def shown(**query):
        return [row.pk for row in client.get(path, query).context["page"]]

    assert sorted(shown()) == [asked.pk, declined.pk]
    assert shown(state="declined") == [declined.pk]
    assert shown(state="asked", year=day.year, college=degree.college_id) == [asked.pk]
    assert shown(year=day.year + 1) == []


@pytest.mark.parametrize("n", [1, 5])
def test_queries_of_the_list_do_not_grow_with_its_rows(client, degree, day, n, django_assert_max_num_queries):
    for each in range(n):
        make_reunion(degree, day=day + timedelta(days=400 * each))
    client.force_login(make_user(Role.STAFF))
    path = reverse("admin:events_classreunion_changelist")
    client.get(path)
    with django_assert_max_num_queries(16):
        assert len(client.get(path).context["page"]) == n


def test_the_first_page_says_what_waits_for_the_college(client, asked, officer):
    client.force_login(officer)
    page = client.get(reverse("admin:index")).content.decode()
    assert "待学院确认的班级返校聚会" in page
    client.force_login(make_user(Role.COLLEGE_OFFICER, make_college("法学院")))
    assert "待学院确认的班级返校聚会" not in client.get(reverse("admin:index")).content.decode()
