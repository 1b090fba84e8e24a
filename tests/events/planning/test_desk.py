"""Events at the desk: planned, changed, moved on by verbs, copied."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import finders
from events.models import Event, EventNotice, Invite, Material, Place, Question, Series, Session, Ticket
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_event,
    make_event_session,
    make_image,
    make_place,
    make_question,
    make_registration,
    make_series,
    make_speaker,
    make_ticket,
)

pytestmark = pytest.mark.django_db
NEW = {
    "kind": "lecture", "host": "office", "title": "归来讲坛", "time_zone": "Asia/Shanghai",
    "starts_at": "2099-05-01T14:00", "ends_at": "2099-05-01T16:00",
}  # fmt: skip


def at(name, *args):
    return reverse(f"admin:events_event_{name}", args=args)


def errors(answer) -> dict:
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def time_of(event, **more):
    zone = event.zone
    hours = {name: f"{getattr(event, name).astimezone(zone):%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    return {"time_zone": event.time_zone, "version": event.version, "moves_parts": "on", **hours, **more}


def rules_of(event, **more):
    said = {"companions_most": 3, "reminder_days": 3, "version": event.version, "has_waiting_list": "on"}
    return said | {"is_public": "on", "capacity": event.capacity or ""} | more


def test_an_event_is_planned_as_a_draft_and_once_however_often_the_form_is_sent(client, office):
    data = NEW | {"key": str(uuid.uuid4())}
    for _twice in range(2):
        answer = client.post(at("add"), data)
    event = Event.objects.get()
    assert answer.url == at("words", event.pk)
    assert (event.title, event.state, event.college, event.chapter, event.created_by) == (
        "归来讲坛", "draft", None, None, office,
    )  # fmt: skip
    assert event.starts_at == datetime(2099, 5, 1, 6, tzinfo=UTC)


def test_hours_are_those_of_the_zone_that_was_chosen(client, office):
    client.post(at("add"), NEW | {"key": str(uuid.uuid4()), "time_zone": "America/New_York"})
    assert Event.objects.get().starts_at == datetime(2099, 5, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"ends_at": "2099-05-01T14:00"}, "ends_at", "结束时间早于开始时间"),
        ({"ends_at": "2199-05-01T14:00"}, "ends_at", "请核对年份"),
        ({"time_zone": "America/New_York", "starts_at": "2099-03-08T02:30"}, "starts_at", "不存在"),
        ({"starts_at": "明天"}, "starts_at", "请输入日期和时间"),
    ],
)
def test_hours_that_cannot_be_are_a_sentence_at_their_field(client, office, sent, field, sentence):
    answer = client.post(at("add"), NEW | {"key": str(uuid.uuid4())} | sent)
    found = errors(answer)
    assert list(found) == [field]
    assert sentence in found[field][0]
    assert Event.objects.count() == 0


def test_an_officer_plans_for_the_own_college_only(client, officer):
    other = make_college("法学院")
    form = client.get(at("add")).context["form"]
    college = officer.grants.get().college
    assert [value for value, _label in form.fields["host"].choices] == [f"college:{college.pk}"]
    for host in ("office", f"college:{other.pk}"):
        assert "host" in errors(client.post(at("add"), NEW | {"host": host, "key": str(uuid.uuid4())}))
    client.post(at("add"), NEW | {"host": f"college:{college.pk}", "key": str(uuid.uuid4())})
    assert Event.objects.get().college == college


def test_the_list_shows_what_is_asked_for_and_only_what_is_in_reach(client, officer):
    college = officer.grants.get().college
    ours = make_event("数院讲座", college=college, kind="lecture")
    make_event("数院草稿", college=college, state="draft")
    make_event("数院往事", college=college, state="held", days=-30)
    make_event("学校返校日")

    def titles(**query):
        return [event.title for event in client.get(at("changelist"), query).context["listed"]]

    assert titles() == ["数院讲座"]
    assert titles(span="drafts") == ["数院草稿"]
    assert titles(span="past") == ["数院往事"]
    assert titles(kind="forum") == []
    assert titles(words="讲座") == [ours.title]
    assert titles(host=f"college:{college.pk}") == [ours.title]
    assert titles(host="college:x") == [ours.title]  # no such host: all


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_asks_as_often_for_five_events_as_for_one(client, office, number, django_assert_num_queries):
    series, place = make_series(), make_place()
    for each in range(number):
        make_event(f"活动{each}", series=series, place=place, chapter=make_chapter(f"校友会{each}", city=f"城{each}"))
    client.get(at("changelist"))
    with django_assert_num_queries(8):
        client.get(at("changelist"))


def test_words_are_saved_clean_and_what_somebody_else_wrote_meanwhile_is_shown(client, office):
    event = make_event()
    data = {"kind": "return_day", "title": "返校", "text": "<p>欢迎<script>x</script></p>", "version": 1}
    assert client.post(at("words", event.pk), data).url == at("words", event.pk)
    event.refresh_from_db()
    assert (event.title, event.text, event.version) == ("返校", "<p>欢迎</p>", 2)
    answer = client.post(at("words", event.pk), data | {"title": "另一个"})
    assert "标题: 返校" in errors(answer)["__all__"]
    assert client.post(at("words", event.pk), answer.context["form"].data).status_code == 302


def test_english_text_needs_an_english_title(client, office):
    event = make_event()
    data = {"kind": "forum", "title": "返校", "text_en": "<p>Welcome</p>", "version": 1}
    assert list(errors(client.post(at("words", event.pk), data))) == ["title_en"]


def test_moving_an_event_moves_its_parts_by_the_clock_and_tells_who_is_registered(client, office):
    # On 10 March 2030 the clocks of New York go forward.
    starts_at = datetime(2030, 3, 9, 15, tzinfo=UTC)
    event = make_event(starts_at=starts_at, time_zone="America/New_York", hours=8)
    part = make_event_session(event, starts_at=starts_at + timedelta(hours=2), ends_at=starts_at + timedelta(hours=3))
    registration = make_registration(event)
    client.post(at("time", event.pk), time_of(event, starts_at="2030-03-11T10:00", ends_at="2030-03-11T18:00"))
    part.refresh_from_db()
    assert part.starts_at == datetime(2030, 3, 11, 16, tzinfo=UTC)  # at twelve there, as before
    notice = EventNotice.objects.get()
    assert (notice.kind, [mail.registration for mail in notice.mails.all()]) == ("changed", [registration])


def test_a_start_before_the_deadline_is_a_sentence(client, office):
    event = make_event(days=30)
    Event.objects.filter(pk=event.pk).update(closes_at=event.starts_at - timedelta(days=1))
    event.refresh_from_db()
    early = f"{event.starts_at.astimezone(event.zone) - timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert list(errors(client.post(at("time", event.pk), time_of(event, starts_at=early)))) == ["starts_at"]


@pytest.mark.parametrize("field", ["closes_at", "moves_up_until"])
def test_a_deadline_after_the_start_is_a_sentence(client, office, field):
    event = make_event()
    late = f"{event.starts_at.astimezone(event.zone) + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    assert list(errors(client.post(at("rules", event.pk), rules_of(event, **{field: late})))) == [field]


def test_fewer_seats_than_are_taken_is_a_sentence_and_more_are_saved(client, office):
    event = make_event(capacity=5)
    make_registration(event, seats=3)
    event.refresh_from_db()
    assert errors(client.post(at("rules", event.pk), rules_of(event, capacity=2))) == {
        "capacity": ["已占 3 个座位，名额不能少于此数。"]
    }
    assert client.post(at("rules", event.pk), rules_of(event, capacity=9)).status_code == 302
    event.refresh_from_db()
    assert (event.capacity, event.taken) == (9, 3)


def test_verbs_move_an_event_on_and_what_does_not_fit_is_said(client, office):
    event = make_event(state="draft")
    for verb, state in (("announce", "announced"), ("open", "open"), ("close", "closed")):
        client.post(at("move", event.pk), {"to": verb})
        event.refresh_from_db()
        assert event.state == state
    answer = client.post(at("move", event.pk), {"to": "hold"}, follow=True)
    event.refresh_from_db()
    assert event.state == "closed"
    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    assert client.post(at("move", event.pk), {"to": "fly"}).status_code == 404


def test_cancelling_says_how_many_are_told_and_needs_a_reason(client, office):
    event = make_event()
    make_registration(event), make_registration(event, state="cancelled")
    assert client.get(at("cancel", event.pk)).context["told"] == 1
    assert list(errors(client.post(at("cancel", event.pk), {"reason": " "}))) == ["reason"]
    client.post(at("cancel", event.pk), {"reason": "台风"})
    event.refresh_from_db()
    assert (event.state, event.cancel_reason, event.taken) == ("cancelled", "台风", 0)


def test_last_years_event_is_copied_with_what_was_chosen(client, office):
    starts_at = datetime(2030, 10, 19, 0, 30, tzinfo=UTC)
    event = make_event(
        "2030 返校日", starts_at=starts_at, summary="一句话", text="<p>正文</p>", capacity=9, where="操场",
        closes_at=starts_at - timedelta(days=3), state="held",
    )  # fmt: skip
    session = make_event_session(event, capacity=5, is_chosen=True)
    make_speaker(session), make_ticket(event), make_registration(event, seats=2)
    make_question(event), make_question(event, "旧问题", removed_at=timezone.now())
    data = {"starts_on": "2031-10-18", "take": ["words", "sessions", "tickets", "questions"], "key": str(uuid.uuid4())}
    for _twice in range(2):
        client.post(at("copy", event.pk), data)
    made = Event.objects.exclude(pk=event.pk).get()
    assert (made.state, made.text, made.where, made.capacity, made.taken) == ("draft", "<p>正文</p>", "", 9, 0)
    assert made.starts_at == starts_at + timedelta(days=364)
    assert made.closes_at == event.closes_at + timedelta(days=364)
    assert made.copied_from == event
    part = made.sessions.get()
    assert (part.starts_at, part.capacity, part.taken, part.speakers.count()) == (made.starts_at, 5, 0, 0)
    assert [ticket.name for ticket in made.tickets.all()] == ["校友票"]
    assert [question.text for question in made.questions.all()] == ["用餐偏好"]


def test_a_copy_takes_nothing_that_was_not_chosen(client, office):
    event = make_event(text="<p>正文</p>")
    make_event_session(event), make_ticket(event), make_question(event)
    client.post(at("copy", event.pk), {"starts_on": "2030-10-19", "key": str(uuid.uuid4())})
    made = Event.objects.exclude(pk=event.pk).get()
    assert (made.text, made.sessions.count(), made.tickets.count(), made.questions.count()) == ("", 0, 0, 0)


def test_a_part_lies_within_the_event_and_its_seats_are_chosen_ones(client, office):
    event = make_event(hours=4)
    begins = event.starts_at.astimezone(event.zone)
    data = {
        "title": "论坛", "starts_at": f"{begins - timedelta(hours=1):%Y-%m-%dT%H:%M}", "capacity": "10",
        "ends_at": f"{begins + timedelta(hours=9):%Y-%m-%dT%H:%M}", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert set(errors(client.post(at("session_add", event.pk), data))) == {"starts_at", "ends_at", "capacity"}
    good = data | {"is_chosen": "on", "starts_at": f"{begins + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    good |= {"ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}"}
    for _twice in range(2):
        client.post(at("session_add", event.pk), good)
    part = Session.objects.get()
    assert (part.title, part.capacity) == ("论坛", 10)
    assert client.post(at("session", event.pk, part.pk), good | {"title": "新论坛", "version": 1}).status_code == 302
    answer = client.post(at("session", event.pk, part.pk), good | {"title": "旧论坛", "version": 1})
    assert "标题: 新论坛" in errors(answer)["__all__"]


def test_a_part_to_which_people_come_stays_and_another_goes_with_its_speakers(client, office):
    event = make_event()
    chosen, free = make_event_session(event, is_chosen=True), make_event_session(event, "散步")
    make_speaker(free)
    make_registration(event).session_seats.create(session=chosen)
    for part in (chosen, free):
        client.post(at("session_remove", event.pk, part.pk))
    assert list(Session.objects.all()) == [chosen]


def test_tickets_have_names_of_their_own_and_seats_that_are_not_taken_away(client, office):
    event = make_event()
    data = {"name": "媒体票", "holder": "guests", "order": 5, "capacity": "2"}
    assert client.post(at("ticket_add", event.pk), data).status_code == 302
    assert list(errors(client.post(at("ticket_add", event.pk), data))) == ["name"]
    ticket = Ticket.objects.get()
    make_registration(event, ticket=ticket, seats=2)
    answer = client.post(at("ticket", event.pk, ticket.pk), data | {"capacity": "1", "version": 1})
    assert list(errors(answer)) == ["capacity"]
    client.post(at("ticket", event.pk, ticket.pk), data | {"capacity": "7", "version": 1})
    ticket.refresh_from_db()
    assert (ticket.capacity, ticket.version) == (7, 2)
    client.post(at("ticket_remove", event.pk, ticket.pk))
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "choices", "is_good"),
    [
        ("choice", "素食 | Vegetarian\n清真", True), ("choice", "素食", False), ("text", "素食\n清真", False),
        ("meal", "", True), ("choices", "素食\n素食", False), ("choice", "长" * 81 + "\n清真", False),
    ],
)  # fmt: skip
def test_a_question_offers_answers_where_its_kind_has_them(client, office, kind, choices, is_good):
    event = make_event()
    data = {"kind": kind, "text": "用餐？", "choices": choices, "order": 1, "key": str(uuid.uuid4())}
    answer = client.post(at("question_add", event.pk), data)
    assert (answer.status_code == 302) is is_good
    assert Question.objects.count() == is_good
    if kind == "choice" and is_good:
        question = Question.objects.get()
        assert (question.choices, question.choices_en) == (["素食", "清真"], ["Vegetarian", ""])


def test_a_question_that_was_answered_is_taken_back_and_can_be_asked_again(client, office):
    event = make_event()
    answered, silent = make_question(event), make_question(event, "车牌号")
    make_registration(event).answers.create(question=answered, values=["素食"])
    data = {"kind": "choice", "text": "用餐？", "choices": "甲\n乙", "order": 1, "version": 1}
    assert list(errors(client.post(at("question", event.pk, answered.pk), data))) == ["kind"]
    for question in (answered, silent):
        client.post(at("question_remove", event.pk, question.pk))
    assert [question.removed_at is None for question in Question.objects.all()] == [False]
    client.post(at("question_again", event.pk, answered.pk))
    answered.refresh_from_db()
    assert answered.removed_at is None


def test_an_invitation_link_is_made_once_and_ended(client, office):
    event = make_event()
    data = {"label": "1996 级", "key": str(uuid.uuid4())}
    for _twice in range(2):
        client.post(at("invites", event.pk), data)
    invite = Invite.objects.get()
    client.post(at("invite_end", event.pk, invite.pk))
    invite.refresh_from_db()
    assert invite.ended_at is not None


def test_a_file_is_looked_at_by_its_bytes_and_given_out_whole(client, office):
    event, picture = make_event(), make_image()
    picture.name = "x.png"
    data = {"title": "海报", "kind": "paper", "is_public": "on", "key": str(uuid.uuid4()), "upload": picture}
    assert client.post(at("materials", event.pk), data).status_code == 302
    material = Material.objects.get()
    given = client.get(at("material_file", event.pk, material.pk))
    assert b"".join(given.streaming_content)[:4] == b"\x89PNG"
    bad = make_image()
    bad.file.seek(0)
    bad.file.write(b"MZ\x90\x00")
    bad.file.seek(0)
    answer = client.post(at("materials", event.pk), data | {"key": str(uuid.uuid4()), "upload": bad})
    assert list(errors(answer)) == ["upload"]
    client.post(at("material_remove", event.pk, material.pk))
    assert Material.objects.count() == 0


def test_what_was_held_keeps_its_plan(client, office):
    event = make_event(state="held", days=-2)
    part = make_event_session(event)
    client.post(at("session_remove", event.pk, part.pk))
    assert "__all__" in errors(client.post(at("rules", event.pk), rules_of(event, capacity=9)))
    assert Session.objects.count() == 1


def test_series_and_places_are_kept_by_the_office_and_named_once(client, office):
    data = {"kind": "forum", "name": "论坛", "order": 10, "version": 1}
    assert client.post(reverse("admin:events_series_add"), data).status_code == 302
    assert list(errors(client.post(reverse("admin:events_series_add"), data))) == ["name"]
    hall = {"name": "礼堂", "capacity": 100, "version": 1}
    client.post(reverse("admin:events_place_add"), hall)
    place = Place.objects.get()
    client.post(reverse("admin:events_place_change", args=[place.pk]), hall | {"is_closed": "on"})
    place.refresh_from_db()
    assert place.closed_at is not None
    assert Series.objects.get().name == "论坛"


def test_a_place_that_is_not_offered_any_more_stays_where_it_was_chosen(client, office):
    place = make_place(closed_at=timezone.now())
    with_it, without = make_event(place=place), make_event()
    offered = []
    for event in (with_it, without):
        form = client.get(at("time", event.pk)).context["form"]
        offered.append(list(form.fields["place"].queryset))
    assert offered == [[place], []]


def test_the_overview_says_what_is_still_to_do(client, office):
    event = make_event(place=make_place(capacity=5), capacity=9, hours=2)
    part = make_event_session(event, ends_at=event.ends_at + timedelta(hours=1))
    make_speaker(part, make_alumnus())
    parts = [each.part for each in client.get(at("change", event.pk)).context["missing"]]
    assert parts == ["words", "words", "rules", "sessions", "sessions"]


def test_the_copy_is_offered_for_the_same_weekday(client, office):
    event = make_event(starts_at=timezone.now() - timedelta(days=300), state="held")
    offered = client.get(at("copy", event.pk)).context["form"].initial["starts_on"]
    day = timezone.localtime(event.starts_at, event.zone).date()
    assert isinstance(offered, date)
    assert (offered - day).days % 7 == 0
    assert offered > timezone.localdate()


def test_the_first_page_counts_plans_that_are_near_and_events_to_be_closed(client, office):
    make_event("近", state="draft", days=20), make_event("远", state="draft", days=90)
    make_event("已过", state="closed", days=-5), make_event("已办", state="held", days=-9)
    for name, titles in (("drafts", ["近"]), ("over", ["已过"])):
        assert [event.title for event in client.get(at(name)).context["listed"]] == titles
    waiting = {each["url"]: each["count"] for each in client.get(reverse("admin:index")).context["waiting"]}
    assert (waiting[at("drafts")], waiting[at("over")]) == (1, 1)


def test_the_box_in_the_header_finds_events_in_reach_only(officer):
    own = make_event("返校日", college=officer.grants.get().college)
    make_event("返校日二")
    assert [found.url for found in finders.events(officer, "返校", 5)] == [at("change", own.pk)]
