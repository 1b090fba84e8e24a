"""Registrations on the desk: the list of an event, decisions, by hand, the file, and what a person's page shows."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from alumni.queries import search
from alumni.queries.search.measure import settle
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.mail.models import Message
from events.models import Question, QuestionAnswer, Registration
from events.queries.criteria import events
from events.queries.people import happened
from tests.factories import make_college, make_degree, make_member, make_user

from .wishes import an_event, enrol, make_ticket

pytestmark = pytest.mark.django_db
LIST = reverse("admin:events_registration_changelist")
EN = {"headers": {"accept-language": "en"}}


def text(response) -> str:
    return response.content.decode()


def at(registration, name="change"):
    return reverse(f"admin:events_registration_{name}", args=[registration.pk])


@pytest.fixture
def desk(client):
    client.force_login(make_user())
    return client


def names(response) -> list[str]:
    return [row.name for row in response.context["page"].rows]


def test_the_list_of_an_event_is_filtered_by_state_ticket_and_name(desk):
    event = an_event(capacity=2)
    press = make_ticket(event, "媒体票")
    for name, more in (("王伟", {}), ("李强", {"ticket": press}), ("张三", {})):
        enrol(event, name, **more)
    enrol(an_event(title="论坛"), "外人")
    assert names(desk.get(LIST, {"event": event.pk})) == ["张三", "李强", "王伟"]
    assert names(desk.get(LIST, {"event": event.pk, "state": "waiting"})) == ["张三"]
    assert names(desk.get(LIST, {"event": event.pk, "ticket": press.pk})) == ["李强"]
    assert names(desk.get(LIST, {"event": event.pk, "q": "wang wei"})) == ["王伟"]
    assert "2 of 2 seats are taken." in text(desk.get(LIST, {"event": event.pk}, **EN))
    assert desk.get(LIST, {"event": "x"}).status_code == 404
    assert desk.get(LIST, {"event": event.pk + 999}).status_code == 404


def test_without_an_event_those_that_wait_for_a_decision_stand_there(desk):
    enrol(an_event(needs_approval=True), "待定")
    enrol(an_event(), "已定")
    assert names(desk.get(LIST)) == ["待定"]


def test_an_officer_sees_the_events_of_the_own_college_only(client):
    ours, theirs = make_college("数学学院"), make_college("法学院")
    client.force_login(make_user(Role.COLLEGE_OFFICER, ours))
    mine = enrol(an_event(college=ours, needs_approval=True), "甲")
    other = enrol(an_event(college=theirs, needs_approval=True), "乙")
    assert names(client.get(LIST)) == ["甲"]
    assert client.get(at(mine)).status_code == 200
    for name in ("change", "edit", "cancel"):
        assert client.get(at(other, name)).status_code == 404
    assert client.post(at(other, "approve")).status_code == 404


def test_accepting_and_declining(desk):
    event = an_event(needs_approval=True)
    one, two = enrol(event, "甲"), enrol(event, "乙")
    assert desk.post(at(one, "approve")).url == at(one)
    assert desk.post(at(two, "decline"), {}).status_code == 422
    assert desk.post(at(two, "decline"), {"reason": "名额有限"}).url == at(two)
    assert dict(Registration.objects.values_list("name", "state")) == {"甲": "confirmed", "乙": "declined"}
    assert "does not wait for a decision" in text(desk.post(at(two, "approve"), follow=True, **EN))


def test_a_guest_and_an_alumnus_by_hand(desk):
    event, person = an_event(guests_allowed=False, companions_most=0, capacity=9), make_member("王伟")
    path = reverse("admin:events_registration_add", args=[event.pk])
    key = str(uuid4())
    for _each in range(2):
        response = desk.post(path, {"name": "李来宾", "companions": "5", "key": key})
        assert response.status_code == 302, response.context["form"].errors
    assert "王伟" in text(desk.get(path, {"q": "王"}))
    desk.post(f"{path}?person={person.pk}", {"companions": "0", "key": str(uuid4())})
    assert list(Registration.objects.order_by("pk").values_list("name", "alumnus", "seats", "source")) == [
        ("李来宾", None, 6, "desk"), ("王伟", person.pk, 1, "desk"),
    ]  # fmt: skip
    assert list(Message.objects.values_list("to", flat=True)) == [person.user.email]


def test_the_host_changes_and_cancels_after_the_deadline_too(desk):
    event = an_event()
    found = enrol(event, "甲")
    type(event).objects.filter(pk=event.pk).update(closes_at=timezone.now())
    sent = {"name": "甲", "email": found.email, "companions": "4", "version": "1"}
    assert desk.post(at(found, "edit"), sent).url == at(found)
    found.refresh_from_db()
    assert found.seats == 5
    assert "Cancel: 甲" in text(desk.get(at(found, "cancel"), **EN))
    desk.post(at(found, "cancel"), {"reason": "重复报名"})
    found.refresh_from_db()
    assert (found.state, found.end_reason) == ("cancelled", "重复报名")


def test_contacts_are_for_those_who_may_see_them(client):
    found = enrol(an_event(), "甲", email="jia@example.com", phone="13800138000")
    seen = {}
    for role in (Role.STAFF, Role.VOLUNTEER_COORDINATOR, Role.AUDITOR):
        client.force_login(make_user(role))
        shown = text(client.get(at(found)))
        seen[role] = [word in shown for word in ("甲", "jia@example.com", "13800138000")]
    assert seen == {
        Role.STAFF: [True, True, True], Role.VOLUNTEER_COORDINATOR: [True, False, False],
        Role.AUDITOR: [True, False, False],
    }  # fmt: skip


def test_the_file_holds_all_who_are_registered_and_leaves_a_record(desk):
    event, person = an_event(), make_member("王伟")
    hidden = make_member("限制")
    question = Question.objects.create(event=event, kind="text", text="口味")
    found = enrol(event, alumnus=person, email="w@example.com", names=["李芳"])
    QuestionAnswer.objects.create(registration=found, question=question, values=["=1+1"])
    enrol(event, alumnus=hidden, email="x@example.com")
    type(hidden).objects.filter(pk=hidden.pk).update(restricted_at=timezone.now())
    path = reverse("admin:events_registration_export", args=[event.pk])
    assert desk.post(path, {"file_format": "xlsx"}).status_code == 422  # without a reason
    response = desk.post(path, {"file_format": "xlsx", "reason": "制作胸牌"}, **EN)
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))
    assert (len(rows), rows[1][0], rows[1][1], rows[1][4], rows[1][5]) == (2, "王伟", "wang wei", 2, "李芳")
    assert (rows[0][-3:], rows[1][-2]) == (("口味", "E-mail", "Telephone"), "w@example.com")
    assert not str(rows[1][-3]).startswith("=")
    record = AccessRecord.objects.get(action="export")
    assert (record.target, record.count, record.reason) == ("events.registration", 1, "制作胸牌")
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [person.pk]


def test_a_persons_page_shows_the_events_and_the_timeline_too(desk):
    person, user = make_member("王伟"), make_user()
    enrol(an_event(title="百年校庆"), alumnus=person, email="w@example.com")
    shown = text(desk.get(reverse("admin:events_registration_person", args=[person.pk])))
    assert "百年校庆" in shown
    with translation.override("en"):  # a page has chosen its own
        assert [each.title for each in happened(user, person)] == ["Registered for 百年校庆"]


def test_people_are_found_by_the_events_that_the_user_may_see():
    college = make_college("数学学院")
    officer = make_user(Role.COLLEGE_OFFICER, college)
    ours, theirs = an_event(college=college), an_event(title="论坛")
    comes, left = make_member("王伟"), make_member("李强")
    for person in (comes, left):
        make_degree(person, college=college)
    enrol(ours, alumnus=comes, email="w@example.com")
    found = enrol(ours, alumnus=left, email="l@example.com")
    Registration.objects.filter(pk=found.pk).update(state="cancelled", ended_at=timezone.now())
    enrol(theirs, alumnus=left, email="l@example.com")
    settle()

    def asked(event):
        return [person.name for person in search.people(officer, "", {"registered": [str(event.pk)]})]

    assert [value for value, _label in events(officer)] == [str(ours.pk)]
    assert (asked(ours), asked(theirs)) == (["王伟"], [])


def test_the_list_costs_the_same_for_one_row_and_for_many(desk):
    event, counts = an_event(capacity=None), []
    for number in (1, 6):
        for n in range(number):
            enrol(event, f"甲{n}{number}", ticket=make_ticket(event, f"票{n}{number}"))
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST, {"event": event.pk})
        counts.append(len(captured))
    assert counts[0] == counts[1]
