"""The check-in desk on a telephone: found, checked in, without a network and back, in both languages."""

import re
from urllib.parse import quote
from uuid import uuid4

import pytest
import segno
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import CheckIn, GateEntry, Registration
from events.services import checkins
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_check_in, make_check_list, make_event, make_gate_pass, make_registration, make_user
from tests.looking import photograph, settled, too_wide, violations

from .test_rights import desk

pytestmark = pytest.mark.django_db(transaction=True)
ON_A_PHONE = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", TELEPHONE), ("en", TELEPHONE)], ids=["zh-390", "en-390"]
)


def clean(page):
    assert violations(page) == []


@pytest.fixture
def opened(page, sign_in):
    """The page of a list with four people, on this device."""
    event = make_event("校友返校日", title_en="Return Day", starts_at=timezone.now(), state="closed")
    gate = make_check_list(event, "校门", name_en="Gate")
    people = [
        make_registration(event, name=name, seats=seats, phone=phone)
        for name, seats, phone in (
            ("王伟", 3, "+8613812345678"), ("王小龙", 1, ""), ("李敏", 1, "+8613900001234"), ("赵六", 1, ""),
        )
    ]  # fmt: skip
    make_registration(event, name="王大伟", state="cancelled")
    sign_in(page, make_gate_pass(event).user)
    page.goto(desk(gate))
    ready(page)
    return gate, people


def ready(page):
    page.wait_for_selector("body[data-ready]")


def wide(page):
    return too_wide(page) == 0


def look_for(page, words):
    """With a network until what was found stands there; without one there is nothing to wait for but the person."""
    if not page.evaluate("navigator.onLine"):
        return page.fill("#id_q", words)
    with page.expect_response(lambda answer: answer.url.endswith(f"q={quote(words)}")):
        page.fill("#id_q", words)
    return settled(page)


def numbers(gate):
    gate.refresh_from_db()
    return gate.arrivals, gate.came


@ON_A_PHONE
def test_somebody_is_found_checked_in_and_taken_back(page, opened, language, viewport):
    gate, (wei, *_others) = opened
    photograph(page, f"gate-{language}")
    clean(page)
    look_for(page, "ww")
    page.wait_for_selector(f"#r{wei.pk}")
    look_for(page, "5678")
    button = page.locator(f"#r{wei.pk} button.btn-primary")
    button.wait_for()
    assert button.bounding_box()["height"] >= 48
    expect(page.locator(".gate-lines li")).to_have_count(1)
    page.select_option(f"#r{wei.pk} select", "2")
    photograph(page, f"gate-found-{language}")
    clean(page)
    button.click()
    page.wait_for_selector(f"#r{wei.pk}.came")
    page.wait_for_function("document.querySelector('#counts b').textContent.trim() === '2'")
    assert numbers(gate) == (1, 2)
    photograph(page, f"gate-came-{language}")
    clean(page)
    page.locator(f"#r{wei.pk} button").click()
    page.wait_for_selector(f"#r{wei.pk} button.btn-primary")
    assert numbers(gate) == (0, 0)
    look_for(page, "王大伟")
    page.wait_for_selector(".badge-warn")
    expect(page.locator("#found button")).to_have_count(0)
    assert wide(page)


@ON_A_PHONE
def test_the_desk_goes_on_without_a_network_and_comes_back(page, opened, language, viewport):
    gate, (wei, dragon, min_, zhao) = opened
    page.context.set_offline(True)
    look_for(page, "xiaolong")
    page.locator(f"#r{dragon.pk} button.btn-primary").click()
    page.wait_for_selector(f"#r{dragon.pk}.came")
    look_for(page, "1234")
    page.locator(f"#r{min_.pk} button.btn-primary").click()
    look_for(page, wei.code)
    page.wait_for_selector(f"#r{wei.pk}")
    page.locator(".gate-walk summary").click()
    page.fill("#id_name", "孙七")
    page.fill("#id_seats", "2")
    page.click(".gate-walk button")
    page.wait_for_selector("body[data-waiting='3']")
    photograph(page, f"gate-offline-{language}")
    clean(page)

    page.goto(desk(gate))  # the page itself, without a network
    ready(page)
    page.wait_for_selector("#network.offline")
    look_for(page, "王小龙")
    page.wait_for_selector(f"#r{dragon.pk}.came")
    look_for(page, "赵")
    page.locator(f"#r{zhao.pk} button.btn-primary").click()
    page.wait_for_selector("body[data-waiting='4']")
    photograph(page, f"gate-offline-again-{language}")
    clean(page)
    assert numbers(gate) == (0, 0)

    # Meanwhile another desk had one of them, and another one cancelled.
    checkins.check_in(check_list=gate, registration_id=dragon.pk, seats=1, key=uuid4(), at=timezone.now(), by=None)
    Registration.objects.filter(pk=zhao.pk).update(state="cancelled", ended_at=timezone.now())

    page.context.set_offline(False)
    page.wait_for_selector("body[data-waiting='0']")
    assert numbers(gate) == (3, 4)
    assert Registration.objects.get(source="walk_in").name == "孙七"
    assert sorted(GateEntry.objects.values_list("reason", flat=True)) == ["not_registered", "twice"]
    assert CheckIn.objects.standing().filter(registration=dragon).count() == 1
    page.wait_for_selector("body:not([data-shell])")
    ready(page)
    page.wait_for_function("document.querySelector('#counts b').textContent.trim() === '4'")
    photograph(page, f"gate-back-{language}")


@ON_A_PHONE
@pytest.mark.parametrize("is_offline", [False, True])
def test_a_name_that_is_registered_is_offered_before_it_is_noted_anew(page, opened, language, viewport, is_offline):
    _gate, (wei, *_others) = opened
    page.context.set_offline(is_offline)
    page.locator(".gate-walk summary").click()
    page.fill("#id_name", wei.name)
    page.click(".gate-walk button")
    page.wait_for_selector(f"#r{wei.pk} button.btn-primary")
    photograph(page, f"gate-namesake-{language}-{is_offline}")
    clean(page)
    assert Registration.objects.filter(source="walk_in").count() == 0
    page.wait_for_timeout(1100)  # sooner it would be the same press twice
    page.click(".gate-walk button")
    page.wait_for_selector(".gate-answer.good")
    page.context.set_offline(False)
    page.wait_for_selector("#counts b:text-is('1')")
    assert [row.name for row in Registration.objects.filter(source="walk_in")] == [wei.name]
    assert CheckIn.objects.filter(registration=wei).count() == 0


@ON_A_PHONE
def test_a_name_of_blanks_is_no_entry_and_holds_up_no_other(page, opened, language, viewport):
    gate, (_wei, dragon, *_others) = opened
    page.context.set_offline(True)
    page.locator(".gate-walk summary").click()
    for blank in ("   ", "\u200b", "\u200b \u2060"):
        page.fill("#id_name", blank)
        page.click(".gate-walk button")
    look_for(page, "xiaolong")
    page.locator(f"#r{dragon.pk} button.btn-primary").click()
    page.wait_for_selector("body[data-waiting='1']")
    page.context.set_offline(False)
    page.wait_for_selector("body[data-waiting='0']")
    assert numbers(gate) == (1, 1)
    assert not Registration.objects.filter(source="walk_in").exists()


def kept(page):
    return page.evaluate("window.gateStore.lists().then((lists) => lists.length)")


def test_the_list_goes_with_signing_out_and_says_so_before(page, opened):
    assert kept(page) == 1
    assert "4" in page.inner_text("#carried")
    page.locator(".gate-head summary").click()
    page.locator("[data-sign-out] button").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    page.goto(reverse("account_login"))
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 1
    assert page.evaluate(
        "new Promise((done) => { const open = indexedDB.open('gate'); open.onsuccess = () =>"
        " open.result.transaction('lists').objectStore('lists').count().onsuccess = (e) => done(e.target.result); })"
    ) == 0  # fmt: skip


def test_the_list_goes_when_its_day_is_over_or_the_pass_is_taken_back(page, opened):
    gate, _people = opened
    page.evaluate("window.gateStore.lists().then(([list]) => window.gateStore.keep({ ...list, until: 1 }))")
    page.context.set_offline(True)
    page.goto(desk(gate))
    ready(page)
    assert kept(page) == 0
    expect(page.locator(".gate-answer.warn")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_selector("body:not([data-shell])[data-ready]")
    assert kept(page) == 1

    gate.event.gate_passes.update(ended_at=timezone.now())
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert page.goto(desk(gate)).status == 404


def test_the_camera_reads_a_code_by_the_vendored_reader(page, opened):
    """A picture of the ticket's code stands in for what the camera sees."""
    _gate, (wei, *_others) = opened
    picture = segno.make(f"E:{wei.code}", error="m", micro=False).png_data_uri(scale=8)
    page.evaluate(
        """async (address) => {
          delete window.BarcodeDetector;
          const picture = new Image();
          picture.src = address;
          await picture.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [picture.width, picture.height];
          const draw = () => canvas.getContext('2d').drawImage(picture, 0, 0);
          draw();
          setInterval(draw, 50);
          navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
        }""",
        picture,
    )
    page.click("#scan")
    page.wait_for_selector(f"#r{wei.pk} button.btn-primary")
    expect(page.locator("#id_q")).to_have_value(wei.code)
    expect(page.locator("#camera")).to_be_hidden()


def test_it_works_without_scripts(browser, live_server, client, settings):
    event = make_event(starts_at=timezone.now())
    gate, guest = make_check_list(event), make_registration(event, name="王伟", seats=2)
    client.force_login(make_gate_pass(event).user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=TELEPHONE)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("events:gate-mine"))
    page.click(".gate-choice a")
    page.fill("#id_q", "wangwei")
    page.click("#find button[type=submit]")
    page.click(f"#r{guest.pk} button")
    assert page.locator(".messagelist").is_visible()
    assert page.locator(f"#r{guest.pk}.came").count() == 1
    page.click(f"#r{guest.pk} button")
    page.locator(".gate-walk summary").click()
    page.fill("#id_name", "孙七")
    page.click(".gate-walk button")
    assert page.locator("#latest li").count() == 1
    assert numbers(gate) == (1, 1)
    context.close()


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_who_runs_the_event_prepares_it_and_looks_at_what_was_kept(page, sign_in, language, viewport):
    event = make_event("校友返校日", title_en="Return Day", starts_at=timezone.now())
    student = make_user(None, is_staff=False, name="学生志愿者", email="student@example.com")
    sign_in(page, make_user())
    page.goto(reverse("admin:events_checkin_changelist"))
    clean(page)
    page.goto(reverse("admin:events_checkin_event", args=[event.pk]))
    page.fill("#id_name", "校门")
    page.click(".checkin-more form button")
    page.wait_for_selector(".checkin-list")
    page.locator(".checkin-more summary").nth(1).click()
    page.fill("#id_email", "student@example.com")
    page.locator(".checkin-more form button").nth(1).click()
    page.wait_for_selector(".lines li")
    gate = event.check_lists.get()
    assert event.gate_passes.get().user == student

    for number in range(3):
        make_check_in(gate, make_registration(event, name=f"来宾{number}", seats=2))
    gone = make_registration(event, name="王伟", state="cancelled")
    GateEntry.objects.create(
        event=event, list=gate, kind="in", registration=gone, at=timezone.now(), reason="not_registered", key=uuid4(),
        by=student,
    )  # fmt: skip
    page.goto(reverse("admin:events_checkin_event", args=[event.pk]))
    photograph(page, f"desk-event-{language}")
    clean(page)
    assert wide(page)
    page.click(".checkin-note a")
    photograph(page, f"desk-entries-{language}")
    clean(page)
    page.locator(".checkin-decide button").first.click()
    page.wait_for_selector(".empty")
    assert numbers(gate) == (4, 7)
