"""The public pages of registering, as a guest, an alumnus, a liaison, and whoever holds a link."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from alumni.models import ContactPoint, Liaison
from alumni.queries.search.measure import settle
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from events.models import Invite, Question, Registration
from events.queries.own_registration import token_of
from events.views import registering
from tests.factories import (
    make_college,
    make_contact,
    make_degree,
    make_event_session,
    make_member,
    make_registration,
    make_user,
)

from .wishes import an_event, enrol, in_days, make_ticket

pytestmark = pytest.mark.django_db
EN = {"headers": {"accept-language": "en"}}


def form_of(event, **more):
    return {"name": "李来宾", "email": "li@example.com", "key": str(uuid4()), "companions": "0"} | more


def send(client, event, **more):
    return client.post(reverse("events:register", args=[event.pk]), form_of(event, **more), **EN)


def page(registration, name="registration"):
    return reverse(f"events:{name}", args=[token_of(registration)])


def text(response) -> str:
    return response.content.decode()


def test_a_guest_registers_and_the_mail_alone_says_more(client):
    event = an_event()
    first, again = (send(client, event) for _each in range(2))
    assert first.url == again.url == reverse("events:registered", args=[event.pk])
    found = Registration.objects.get()
    assert (found.name, found.state, found.language, found.registered_by) == ("李来宾", "confirmed", "en", None)
    assert page(found) in Message.objects.order_by("pk")[0].text
    assert text(client.get(first.url, **EN)) == text(client.get(again.url, **EN))
    assert "li@example.com" not in text(client.get(first.url, **EN))


def test_the_same_form_sent_twice_is_one_registration(client):
    event, sent = an_event(), form_of(None)
    for _each in range(2):
        client.post(reverse("events:register", args=[event.pk]), sent)
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


def test_an_alumnus_begins_with_verified_contacts_and_comes_to_the_own_page(client):
    event, person = an_event(guests_allowed=False), make_member("王伟")
    make_contact(person, ContactPoint.Kind.EMAIL, "old@example.com")
    make_contact(person, ContactPoint.Kind.EMAIL, "wang@example.com", state="verified", verified_at=timezone.now())
    client.force_login(person.user)
    shown = text(client.get(reverse("events:register", args=[event.pk]), **EN))
    assert "wang@example.com" in shown
    assert "old@example.com" not in shown
    assert "You register as <b>王伟</b>" in shown
    response = send(client, event, email="wang@example.com")
    found = Registration.objects.get()
    assert (response.url, found.alumnus, found.registered_by) == (page(found), person, person.user)
    assert client.get(reverse("events:register", args=[event.pk])).url == page(found)
    assert "校友返校日" in text(client.get(reverse("events:mine"), **EN))


def test_strangers_are_led_to_the_door_of_an_event_for_alumni(client):
    event = an_event(guests_allowed=False)
    path = reverse("events:register", args=[event.pk])
    assert client.get(path).url == f"{reverse('account_login')}?next={path}"
    client.force_login(make_user(None, is_staff=False))
    assert client.get(path).url == reverse("alumni:claim")


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"is_public": False}])
def test_what_is_not_listed_is_not_there(client, fields):
    event = an_event(**fields)
    assert client.get(reverse("events:register", args=[event.pk])).status_code == 404


def test_a_closed_event_says_why(client):
    event = an_event(closes_at=in_days(-1))
    assert "Registration is closed." in text(client.get(reverse("events:register", args=[event.pk]), **EN))
    response = send(client, event)
    assert (response.status_code, "Registration is closed." in text(response)) == (422, True)


def test_a_full_event_says_so_before_and_after(client):
    event = an_event(capacity=1, has_waiting_list=False)
    enrol(event, "甲")
    assert "there is no waiting list" in text(client.get(reverse("events:register", args=[event.pk]), **EN))
    response = send(client, event)
    assert response.status_code == 422
    assert "It is full. Needs 1, 0 are free. There is no waiting list." in text(response)
    assert "李来宾" in text(response)  # nothing that was typed is lost


def test_ten_thousand_companions_are_a_sentence_at_the_field(client):
    event = an_event()
    response = send(client, event, companions="10000")
    assert (response.status_code, Registration.objects.count()) == (422, 0)
    assert "You can bring 3 companions at most." in text(response)
    response = send(client, event, names="\n".join(f"人{n}" for n in range(10)))
    assert (response.status_code, "at most" in text(response)) == (422, True)


def test_what_the_event_asks_is_asked_and_kept_in_chinese(client):
    event = an_event()
    meal = Question.objects.create(
        event=event, kind="meal", text="用餐", text_en="Meal", choices=["普通", "清真"], choices_en=["Any", "Halal"]
    )
    needs = Question.objects.create(
        event=event, kind="access", text="无障碍", choices=["轮椅", "手语"], choices_en=["Wheelchair", "Sign language"]
    )
    plate = Question.objects.create(event=event, kind="plate", text="车牌号", is_required=True)
    shown = text(client.get(reverse("events:register", args=[event.pk]), **EN))
    assert [word in shown for word in ("Halal", "Wheelchair", "车牌号")] == [True] * 3
    answers = {f"question_{meal.pk}": "清真", f"question_{needs.pk}": ["轮椅", "手语"]}
    assert send(client, event, **answers).status_code == 422  # without a plate
    assert send(client, event, **answers, **{f"question_{plate.pk}": "x"}).status_code == 422
    assert send(client, event, **answers, **{f"question_{plate.pk}": "鲁a12345"}).status_code == 302
    found = Registration.objects.get()
    assert dict(found.answers.values_list("question", "values")) == {
        meal.pk: ["清真"], needs.pk: ["轮椅", "手语"], plate.pk: ["鲁A12345"],
    }  # fmt: skip
    assert "Halal" in text(client.get(page(found), **EN))


def test_an_answer_to_a_question_that_was_taken_back_is_a_sentence_and_nothing_is_lost(client):
    event = an_event()
    question = Question.objects.create(event=event, kind="text", text="口味", removed_at=timezone.now())
    response = send(client, event, companions="1", **{f"question_{question.pk}": "清淡"})
    assert "“口味” is not asked any more" in text(client.get(response.url, **EN))
    found = Registration.objects.get()
    assert (found.seats, found.answers.count()) == (2, 0)


def test_an_answer_that_is_not_offered_any_more_is_a_sentence(client):
    event = an_event()
    question = Question.objects.create(event=event, kind="choice", text="用餐", choices=["普通", "清真"])
    response = send(client, event, **{f"question_{question.pk}": "素食"})
    assert (response.status_code, "not offered any more" in text(response)) == (422, True)


def test_tickets_and_parts_are_chosen_and_others_are_not_taken(client):
    event, other = an_event(), an_event(title="论坛")
    for_guests, for_alumni = (
        make_ticket(event, "来宾票", holder="guests"),
        make_ticket(event, "校友票", holder="alumni"),
    )
    forum, all_come = make_event_session(event, is_chosen=True), make_event_session(event, "开幕式")
    stranger = make_event_session(other, "别处", is_chosen=True)
    shown = text(client.get(reverse("events:register", args=[event.pk]), **EN))
    assert [word in shown for word in ("来宾票", "校友票", "创业论坛", "开幕式", "别处")] == [
        True,
        False,
        True,
        False,
        False,
    ]
    for wrong in ({"ticket": for_alumni.pk}, {"sessions": [stranger.pk]}, {"sessions": [all_come.pk]}):
        assert send(client, event, **{"ticket": for_guests.pk} | wrong).status_code == 422
    assert send(client, event, ticket=for_guests.pk, sessions=[forum.pk]).status_code == 302
    assert Registration.objects.get().session_seats.get().session == forum


def test_an_invitation_lets_in_and_says_when_it_is_over(client):
    event = an_event(guests_allowed=False, is_public=False)
    invite = Invite.objects.create(event=event, label="合作企业", key=uuid4())
    path = reverse("events:invite", args=[tokens.make("event-invite", invite.pk)])
    assert client.get(path).status_code == 200
    assert client.post(path, form_of(event)).status_code == 302
    found = Registration.objects.get()
    assert (found.source, found.invite) == ("invite", invite)
    Invite.objects.update(ended_at=timezone.now())
    assert "This invitation is over." in text(client.get(path, **EN))
    assert client.post(path, form_of(event, name="乙")).status_code == 200
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["registration", "registration-change", "registration-cancel", "registration-calendar"]
)
def test_forged_links_and_those_of_another_purpose_are_404(client, name):
    found = enrol(an_event(), "甲")
    good = token_of(found)
    for token in (
        good[:-1] + ("A" if good[-1] != "A" else "B"), "x" * 32, tokens.make("event-invite", found.pk),
        tokens.make("registration", found.pk + 999), "é", str(found.pk),
    ):  # fmt: skip
        assert client.get(reverse(f"events:{name}", args=[token])).status_code == 404
    assert client.get(page(found, name)).status_code == 200
    assert client.get(reverse("events:invite", args=[good])).status_code == 404


def test_the_own_page_shows_the_code_to_be_scanned_only_with_a_seat(client):
    event = an_event(capacity=1)
    seated, waits = enrol(event, "甲"), enrol(event, "乙")
    shown = client.get(page(seated), **EN)
    assert seated.code in text(shown)
    assert "<svg" in text(shown)
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
    waiting = text(client.get(page(waits), **EN))
    assert waits.code not in waiting
    assert "You are number 1 on the waiting list." in waiting
    assert "Needs 1, 0 are free." in waiting


def test_changing_and_cancelling_by_the_link(client):
    event = an_event()
    found = enrol(event, "甲")
    shown = text(client.get(page(found, "registration-change"), **EN))
    assert found.email in shown
    sent = {"name": "甲", "email": found.email, "companions": "2", "names": "小甲\n小乙", "version": "1"}
    assert client.post(page(found, "registration-change"), sent).url == page(found)
    found.refresh_from_db()
    assert (found.seats, [each.name for each in found.companions.all()]) == (3, ["小甲", "小乙"])
    stale = client.post(page(found, "registration-change"), sent | {"companions": "0", "names": ""}, **EN)
    assert (stale.status_code, "changed meanwhile" in text(stale)) == (422, True)
    assert "Cancel your registration?" in text(client.get(page(found, "registration-cancel"), **EN))
    found.refresh_from_db()
    assert found.state == "confirmed"
    for _each in range(2):
        assert client.post(page(found, "registration-cancel")).url == page(found)
    found.refresh_from_db()
    assert found.state == "cancelled"
    assert "This registration is cancelled" in text(client.get(page(found), **EN))


def test_the_calendar_file_holds_one_entry_in_universal_time(client):
    event = an_event(time_zone="Europe/Berlin", where="二楼")
    response = client.get(page(enrol(event, "甲"), "registration-calendar"))
    entry = Calendar.from_ical(BytesIO(response.content).read()).walk("VEVENT")[0]
    assert entry["dtstart"].dt == event.starts_at.replace(microsecond=0)
    assert (str(entry["summary"]), str(entry["location"]), str(entry["status"])) == ("校友返校日", "二楼", "CONFIRMED")


def test_who_tries_too_often_waits(client, monkeypatch):
    event = an_event(capacity=None)
    monkeypatch.setattr(registering, "AN_ADDRESS", 2)
    answers = [send(client, event, name=f"来宾{n}", email="many@example.com").status_code for n in range(3)]
    assert answers == [302, 302, 422]


def test_a_liaison_registers_the_class(client):
    event, person = an_event(guests_allowed=False), make_member("王班长")
    college = make_college("数学学院")
    degree = make_degree(
        person, college=college, school=college.school, major="数学", class_name="一班", graduation_year=2006
    )
    mate = make_member("李同学")
    make_degree(
        mate, college=degree.college, school=degree.school, major="数学", class_name="一班", graduation_year=2006
    )
    settle()
    office = Liaison.objects.create(alumnus=person, degree=degree, from_on=date(2020, 1, 1))
    path = reverse("events:register-class", args=[event.pk, office.pk])
    client.force_login(person.user)
    assert path in text(client.get(reverse("events:register", args=[event.pk])))
    assert "李同学" in text(client.get(path))
    assert client.post(path, {"key": str(uuid4())}).status_code == 422
    sent = {"people": [mate.pk, person.pk], "key": str(uuid4())}
    assert client.post(path, sent).url == reverse("events:mine")
    assert set(Registration.objects.values_list("name", "state", "source")) == {
        ("李同学", "confirmed", "liaison"), ("王班长", "confirmed", "liaison"),
    }  # fmt: skip
    assert "2 with a seat, 0 waiting" in text(client.get(reverse("events:mine"), **EN))
    client.force_login(mate.user)
    assert client.get(path).status_code == 404


def test_each_page_costs_the_same_with_one_row_and_with_many(client):
    event, person = an_event(capacity=None), make_member("王伟")
    client.force_login(person.user)
    found = enrol(event, alumnus=person, email="w@example.com")

    def add(number):
        for n in range(number):
            make_event_session(event, f"环节{n}", is_chosen=True)
            make_registration(an_event(title=f"活动{n}"), person)
            enrol(event, f"甲{n}{number}")

    add(1)
    counts = {}
    for round_ in range(2):
        for path in (page(found), page(found, "registration-change"), reverse("events:mine")):
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts.setdefault(path, []).append(len(captured))
        if not round_:
            add(5)
    assert all(first == second for first, second in counts.values()), counts


def test_where_clocks_differ_both_are_shown(client):
    event = an_event(time_zone="Europe/London")
    shown = text(client.get(reverse("events:register", args=[event.pk]), **EN))
    assert "Europe/London" in shown
    assert "Beijing time" in shown


def test_an_event_that_moved_says_so_on_the_own_page_at_once(client):
    event = an_event()
    found = enrol(event, "甲")
    type(event).objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(days=1), where="体育馆")
    assert "体育馆" in text(client.get(page(found), **EN))
