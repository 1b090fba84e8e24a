"""Events as everybody sees them: the list, a page, calendars, feeds."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from alumni_office.mail import tokens
from events.models import Event, Material
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_event,
    make_event_session,
    make_place,
    make_registration,
    make_series,
    make_speaker,
    make_ticket,
)

pytestmark = pytest.mark.django_db
LIST = "/events/"


def titles(answer) -> list[str]:
    return [event.title for event in answer.context["events"]]


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_the_list_shows_what_comes_next_first_and_no_draft_nor_hidden_event(client):
    make_event("后来", days=40), make_event("先来", days=3)
    make_event("草稿", state="draft"), make_event("不公开", is_public=False), make_event("过去", days=-9, state="held")
    make_event("取消", state="cancelled", cancel_reason="台风")
    assert titles(client.get(LIST)) == ["先来", "后来"]


def test_kinds_and_past_years_are_chosen(client):
    make_event("讲座", kind="lecture"), make_event("论坛", kind="forum")
    make_event("往年", starts_at=datetime(2020, 10, 17, tzinfo=UTC), state="held")
    assert titles(client.get(LIST, {"kind": "forum"})) == ["论坛"]
    assert titles(client.get(LIST, {"year": "2020"})) == ["往年"]
    assert titles(client.get(LIST, {"year": "2020", "kind": "forum"})) == []
    assert client.get(LIST, {"year": "1850"}).status_code == 422
    assert client.get(LIST).context["years"] == [2020]


@pytest.mark.parametrize(
    ("fields", "standing", "sentence"),
    [
        ({"state": "announced"}, "announced", "报名尚未开始"),
        ({"opens_at": 2}, "opens", "起开放报名"),
        ({"capacity": 9}, "open", "个余座"),
        ({"capacity": 1}, "waiting", "候补"),
        ({"capacity": 1, "has_waiting_list": False}, "full", "名额已满"),
        ({"state": "closed"}, "closed", "报名已经截止"),
        ({"closes_at": -1}, "closed", "报名已经截止"),
        ({"state": "held", "days": -9}, "held", "已结束"),
        ({"state": "open", "days": -9}, "held", "已结束"),
        ({"state": "cancelled", "cancel_reason": "台风登陆"}, "cancelled", "台风登陆"),
    ],
)
def test_the_page_says_how_registration_stands(client, fields, standing, sentence):
    for name in ("opens_at", "closes_at"):
        if name in fields:
            fields = fields | {name: timezone.now() + timedelta(days=fields[name])}
    event = make_event(**fields)
    if fields.get("capacity") == 1:
        make_registration(event)
    answer = client.get(event.get_absolute_url())
    assert answer.context["page"].standing == standing
    assert sentence in text_of(answer)


@pytest.mark.parametrize(
    ("fields", "leads"),
    [
        ({}, True),
        ({"capacity": 1}, True),
        ({"capacity": 1, "has_waiting_list": False}, False),
        ({"state": "closed"}, False),
        ({"state": "announced"}, False),
    ],
    ids=["open", "waiting", "full", "closed", "announced"],
)
def test_the_page_leads_to_the_form_while_one_may_register(client, fields, leads):
    event = make_event(**fields)
    make_registration(event)
    page = client.get(event.get_absolute_url()).content.decode()
    assert (f'href="{reverse("events:register", args=[event.pk])}' in page) == leads


def test_a_registration_leads_to_the_material_of_its_event_where_there_is_any(client):
    event = make_event()
    own = reverse("events:registration", args=[tokens.make("registration", make_registration(event).pk)])
    link = re.compile(r'href="[^"]*/material/"')
    assert not link.search(client.get(own).content.decode())
    material = Material(event=event, title="路线图", key=uuid4())
    material.file.save("x.pdf", ContentFile(b"%PDF-1.4"))
    assert link.search(client.get(own).content.decode())


def test_a_draft_is_nobodys_and_a_hidden_event_has_a_page_that_no_machine_lists(client):
    draft, hidden = make_event(state="draft"), make_event(is_public=False)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "noindex" in client.get(hidden.get_absolute_url()).content.decode()
    assert hidden.get_absolute_url() not in client.get("/sitemap.xml").content.decode()


def test_hours_stand_in_the_events_zone_and_in_beijing_where_that_differs(client):
    event = make_event(starts_at=datetime(2030, 7, 1, 22, tzinfo=UTC), time_zone="America/New_York", hours=2)
    text = text_of(client.get(event.get_absolute_url()))
    assert "2030年7月1日 18:00 – 20:00 America/New York" in text.replace("–", " – ").replace("  ", " ")
    assert "2030年7月2日 06:00" in text
    at_home = make_event(starts_at=datetime(2030, 7, 1, 2, tzinfo=UTC))
    assert len(client.get(at_home.get_absolute_url()).context["spans"]) == 1


def test_alumni_who_speak_are_named_once_they_agreed_and_guests_at_once(client):
    part = make_event_session(make_event())
    now = timezone.now()
    make_speaker(part, make_alumnus("欧阳修"), answer="agreed", answered_at=now)
    make_speaker(part, make_alumnus("苏东坡"), answer="asked"), make_speaker(part, make_alumnus("王安石"))
    make_speaker(part, make_alumnus("司马光"), answer="declined", answered_at=now)
    make_speaker(part, name="李客人")
    answer = client.get(part.event.get_absolute_url())
    named = [str(speaker) for speaker in answer.context["page"].sessions[0].named]
    assert named == ["欧阳修", "李客人"]
    shown = answer.content.decode()
    assert [name for name in ("苏东坡", "王安石", "司马光") if name in shown] == []


@pytest.mark.parametrize(("agreed", "is_kept"), [(True, False), (False, True)])
def test_a_page_that_names_alumni_is_made_anew_and_any_other_is_kept(client, settings, agreed, is_kept):
    settings.PAGE_CACHE_SECONDS = 60
    part = make_event_session(make_event())
    if agreed:
        make_speaker(part, make_alumnus("欧阳修"), answer="agreed", answered_at=timezone.now())
    client.get(part.event.get_absolute_url())
    Event.objects.filter(pk=part.event_id).update(title="改了名")
    assert ("改了名" in client.get(part.event.get_absolute_url()).content.decode()) is not is_kept


@pytest.mark.parametrize("number", [1, 5])
def test_a_page_that_is_not_kept_asks_seven_times_however_much_is_on_it(client, number, django_assert_num_queries):
    event = make_event(series=make_series(), place=make_place(), college=make_college())
    for each in range(number):
        part = make_event_session(event, f"环节{each}", place=event.place)
        make_speaker(part), make_ticket(event, f"票{each}")
        for session in (part, None):
            Material.objects.create(
                event=event,
                session=session,
                title="讲稿",
                file="x.pdf",
                is_public=True,
                key=f"{each:030}{bool(session):02}",
            )
    client.get(event.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(event.get_absolute_url())


def test_a_calendar_holds_an_event_in_utc_and_says_when_it_is_cancelled(client):
    series = make_series()
    event = make_event(series=series, starts_at=datetime(2030, 10, 19, 0, 30, tzinfo=UTC), place=make_place())
    off = make_event("论坛", state="cancelled", cancel_reason="台风")
    make_event("草稿", state="draft")
    one, of_series, every = (
        Calendar.from_ical(client.get(address).content)
        for address in (
            reverse("events:event-calendar", args=[event.pk]),
            reverse("events:series-calendar", args=[series.pk]),
            reverse("events:calendar"),
        )
    )
    for found in (one, of_series):
        (entry,) = found.walk("VEVENT")
        assert (entry["summary"], entry.decoded("dtstart"), entry["status"]) == (
            event.title,
            event.starts_at,
            "CONFIRMED",
        )
        assert "大礼堂" in entry["location"]
    assert {str(entry["summary"]): str(entry["status"]) for entry in every.walk("VEVENT")} == {
        event.title: "CONFIRMED", off.title: "CANCELLED",
    }  # fmt: skip


def test_machines_read_the_event(client):
    event = make_event(title_en="Return Day", place=make_place(), capacity=9, online_url="https://meet.example/secret")
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(event.get_absolute_url()).content.decode()
    )
    data = json.loads(found[0])
    assert (data["@type"], data["name"], data["remainingAttendeeCapacity"]) == ("Event", event.title, 9)
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert "secret" not in json.dumps(data)
    page = client.get(event.get_absolute_url() + "?lang=en").content.decode()
    assert '<meta property="og:title" content="Return Day">' in page


def test_the_address_online_is_not_for_everybody(client):
    event = make_event(online_url="https://meet.example/secret")
    assert "secret" not in client.get(event.get_absolute_url()).content.decode()


def test_feeds_the_sitemap_and_the_home_page_tell_of_events(client):
    events = [make_event(f"活动{day}", days=day) for day in range(1, 6)]
    assert "活动1" in client.get(reverse("events:feed")).content.decode()
    assert "活动1" in client.get("/feed/").content.decode()
    assert events[0].get_absolute_url() in client.get("/sitemap.xml").content.decode()
    home = client.get("/").content.decode()
    assert [event.title for event in events if event.title in home] == ["活动1", "活动2", "活动3", "活动4"]


@pytest.mark.parametrize(("fields", "is_over"), [({}, False), ({"days": -3, "state": "held"}, True)])
def test_of_what_is_over_nothing_is_said_of_seats(client, fields, is_over):
    event = make_event(**fields)
    make_event_session(event, is_chosen=True, capacity=5)
    make_ticket(event, "嘉宾票")
    text = client.get(event.get_absolute_url()).content.decode()
    assert [word in text for word in ("余 5 座", "嘉宾票")] == [not is_over] * 2


def test_the_code_to_share_is_drawn_here(client):
    event = make_event()
    page = client.get(reverse("events:share", args=[event.pk])).content.decode()
    assert "<svg" in page
    assert "viewBox" in page  # or it would not grow with its place


def test_a_series_shows_its_years(client):
    series = make_series(about="每年一次")
    make_event("2020", series=series, starts_at=datetime(2020, 10, 17, tzinfo=UTC), state="held")
    make_event("将来", series=series), make_event("草稿", series=series, state="draft")
    answer = client.get(reverse("events:series", args=[series.pk]))
    found = [[event.title for event in answer.context[part]] for part in ("ahead", "over")]
    assert found == [["将来"], ["2020"]]


def test_files_for_those_registered_are_not_given_to_everybody(client, settings):
    event = make_event()
    for title, is_public in (("日程", True), ("讲稿", False)):
        material = Material(event=event, title=title, is_public=is_public, key=uuid4())
        material.file.save("x.pdf", ContentFile(b"%PDF-1.4"))
    found = {}
    for row in Material.objects.all():
        answer = client.get(reverse("events:material", args=[event.pk, row.pk]))
        found[row.title] = answer.status_code
        assert answer.status_code == 404 or b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert found == {"日程": 200, "讲稿": 404}


def test_whoever_is_registered_gets_all_files_by_the_link_and_nobody_else(client):
    event, other = make_event(), make_event()
    material = Material(event=event, title="讲稿", key=uuid4())
    material.file.save("x.pdf", ContentFile(b"%PDF-1.4"))
    confirmed, waiting = make_registration(event), make_registration(event, state="waiting")
    elsewhere = make_registration(other)

    def answers(registration):
        token = tokens.make("registration", registration.pk)
        page = client.get(reverse("events:registration-materials", args=[token]))
        file = client.get(reverse("events:registration-material", args=[token, material.pk]))
        given = file.status_code == 200 and b"".join(file.streaming_content)
        return page.status_code, "讲稿" in page.content.decode(), given

    assert answers(confirmed) == (200, True, b"%PDF-1.4")
    assert answers(waiting) == (404, False, False)
    assert answers(elsewhere) == (200, False, False)
    assert client.get(reverse("events:registration-materials", args=["A" * 32])).status_code == 404


def test_a_chapter_is_named_as_host(client):
    event = make_event(chapter=make_chapter("上海校友会"), kind="chapter")
    assert "上海校友会" in text_of(client.get(event.get_absolute_url()))


def test_everything_stands_in_english(client):
    event = make_event(title_en="Return Day", place=make_place(name_en="Great Hall"), capacity=5)
    make_event_session(event, title_en="Forum"), make_ticket(event, name_en="Alumni")
    with translation.override("en"):
        for address in (LIST, event.get_absolute_url(), reverse("events:share", args=[event.pk])):
            shown = client.get(address + "?lang=en").content.decode()
            main = re.sub(r"<script.*?</script>", "", shown[shown.index("<main") : shown.index("</main>")])
            assert re.findall(r"[一-鿿]+", main) == []
