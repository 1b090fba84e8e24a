"""An event from the plan to the public page, and a speaker's word, in a browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from events.models import Event, Session, Speaker
from events.services import speakers
from tests.conftest import DESK, TELEPHONE
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_contact,
    make_event,
    make_event_session,
    make_officer,
    make_place,
    make_registration,
    make_series,
    make_speaker,
    make_ticket,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = pytest.mark.parametrize(
    ("language", "viewport"),
    [("zh-hans", DESK), ("en", DESK), ("zh-hans", TELEPHONE), ("en", TELEPHONE)],
    ids=["zh-1440", "en-1440", "zh-390", "en-390"],
)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", DESK)], ids=["zh", "en"])
def test_an_event_is_planned_filled_opened_and_copied_at_the_desk(page, sign_in, look, language, viewport):
    make_place(name_en="Great Hall", capacity=500)
    series = make_series(name_en="Alumni Return Day")
    make_contact(make_alumnus("欧阳修"), "email", "ou@example.com", state="verified", verified_at=timezone.now())
    sign_in(page, make_user(Role.STAFF))
    page.goto("/admin/events/event/")
    look("desk-empty")
    page.click("a[href$='/event/add/']")
    page.select_option("[name=series]", str(series.pk))
    page.fill("[name=title]", "校友返校日")
    page.fill("[name=starts_at]", "2030-10-19T08:30")
    page.fill("[name=ends_at]", "2030-10-19T08:00")
    page.click("#content form [type=submit]")
    page.wait_for_selector(".invalid-feedback")
    look("desk-add-refused")
    page.fill("[name=ends_at]", "2030-10-19T19:00")
    page.click("#content form [type=submit]")
    page.wait_for_selector(".field-text [contenteditable=true]")
    event = Event.objects.get()
    page.locator(".field-text [contenteditable=true]").fill("一年一次，校园把门敞开。")
    page.fill("[name=title_en]", "Alumni Return Day")
    look("desk-words")
    page.click(".event-write [type=submit]")
    page.wait_for_selector(".messagelist, .messages, [role=status]")
    for part in ("time", "rules", "tickets", "materials", "questions", "invites"):
        page.goto(f"/admin/events/event/{event.pk}/{part}/")
        look(f"desk-{part}")
    page.goto(f"/admin/events/event/{event.pk}/sessions/add/")
    page.fill("[name=title]", "再上一堂课")
    page.click("#content form [type=submit]")
    page.wait_for_url(re.compile(r"/sessions/$"))
    part = Session.objects.get()
    page.goto(f"/admin/events/event/{event.pk}/sessions/{part.pk}/speakers/?name=欧阳修")
    page.click("a[href*='person=']")
    page.fill("[name=topic]", "醉翁亭记")
    page.click("#content form [type=submit]")
    page.wait_for_selector("form[action$='/ask/'] button")
    page.click("form[action$='/ask/'] button")
    page.wait_for_selector(".badge-warn")
    look("desk-speakers")
    assert Speaker.objects.get().answer == "asked"
    page.goto(f"/admin/events/event/{event.pk}/sessions/")
    look("desk-sessions")
    page.goto(f"/admin/events/event/{event.pk}/")
    look("desk-overview")
    page.click("button[value=open]")
    page.wait_for_selector("button[value=close]")
    page.goto(f"/admin/events/event/{event.pk}/copy/")
    look("desk-copy")
    page.click("#content form [type=submit]")
    page.wait_for_selector("button[value=announce]")
    page.goto(f"/admin/events/event/{event.pk}/cancel/")
    look("desk-cancel")
    page.goto("/admin/events/event/")
    look("desk-list")
    for address in ("series", "series/add", "place", "place/add"):
        page.goto(f"/admin/events/{address}/")
        look(f"desk-{address.replace('/', '-')}")
    assert sorted(Event.objects.values_list("state", flat=True)) == ["draft", "open"]


@pytest.fixture
def shown():
    """An event with everything that a page prints."""
    event = make_event(
        "二〇二六年校友返校日", title_en="Alumni Return Day 2026", summary="带着孩子回来。",
        summary_en="With the children.",
        text="<p>上午在大礼堂听报告，下午再上一堂课。</p><h2>怎么来</h2><ul><li>东门签到</li></ul>",
        text_en="<p>A report, and a lesson in the afternoon.</p><h2>Getting in</h2><ul><li>East Gate</li></ul>",
        place=make_place(name_en="Great Hall", step_free=True), capacity=1200, guests_allowed=True,
        series=make_series(name_en="Return Day"), time_zone="America/New_York",
        closes_at=timezone.now() + timedelta(days=20),
    )  # fmt: skip
    part = make_event_session(event, "再上一堂课", title_en="One lesson more", is_chosen=True, capacity=80)
    make_speaker(part, name="温如玉", name_en="Wen Ruyu", role="退休教师", role_en="Retired teacher", topic="第一课",
                 topic_en="The first lesson")  # fmt: skip
    make_ticket(event, name_en="Alumni", capacity=900, fee_note="免费", fee_note_en="Free")
    make_registration(event, seats=3)
    make_event("归来讲坛", title_en="A lecture", kind="lecture", days=10, where="老图书馆", where_en="Old Library")
    make_event("往年返校日", title_en="Return Day of old", days=-400, state="held", series=event.series)
    make_event("取消的论坛", title_en="A forum", kind="forum", state="cancelled", cancel_reason="台风")
    return event


@WORDS
def test_the_public_pages_are_read_on_a_phone_and_at_a_desk(page, shown, look, language, viewport):
    series, off = shown.series, Event.objects.get(state="cancelled")
    addresses = {
        "events": "/events/", "kind": "/events/?kind=lecture", "event": shown.get_absolute_url(),
        "series": f"/events/series/{series.pk}/", "share": f"{shown.get_absolute_url()}share/",
        "cancelled": off.get_absolute_url(), "home": "/",
    }  # fmt: skip
    for name, address in addresses.items():
        page.goto(address)
        look(name)
    page.goto(shown.get_absolute_url())
    assert page.is_visible(".event-reader") is False  # the reader's clock is Beijing's, which stands there already


@WORDS
def test_a_speaker_answers_by_the_link(page, look, language, viewport):
    speaker = make_speaker(make_event_session(make_event()), make_alumnus("欧阳修"), topic="醉翁亭记")
    page.goto(f"/events/speaking/{speakers.link_of(speaker)}/")
    look("speaker")
    page.check("input[value=yes]")
    page.click(".event-ask button")
    page.wait_for_selector(".alert-success")
    speaker.refresh_from_db()
    assert speaker.answer == "agreed"


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"])
def test_an_officer_runs_an_event_of_the_chapter(page, sign_in, look, language, viewport):
    chapter = make_chapter()
    sign_in(page, make_officer(chapter).user)
    page.goto(f"/events/mine/chapters/{chapter.pk}/")
    look("chapter-empty")
    page.goto(f"/events/mine/chapters/{chapter.pk}/add/")
    page.fill("[name=title]", "新年聚会")
    page.fill("[name=starts_at]", "2099-01-05T18:00")
    page.fill("[name=ends_at]", "2099-01-05T21:00")
    look("chapter-add")
    page.click("form.form-column [type=submit]")
    page.wait_for_selector("button[value=open]")
    page.click("button[value=open]")
    page.wait_for_selector("button[value=close]")
    event = Event.objects.get()
    make_registration(event, make_alumnus("王伟"))
    for part in ("", "words/", "time/", "rules/", "parts/", "parts/tickets/add/", "gate/", "cancel/"):
        page.goto(f"/events/mine/chapters/{chapter.pk}/{event.pk}/{part}")
        look(f"chapter-event-{part.strip('/').replace('/', '-') or 'page'}")
    assert (event.state, event.chapter) == ("open", chapter)
