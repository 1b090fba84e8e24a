"""What only a browser can tell: widths, keys, polling, and what the security policy refuses."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from alumni_office.accounts.roles import Role
from alumni_office.history.services import record_access
from alumni_office.jobs import kinds
from alumni_office.jobs.models import Job
from tests.conftest import TELEPHONE
from tests.factories import make_alumnus, make_college, make_degree, make_user
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)

PRESSED = "button, summary, input:not([type=hidden]), select, #menu a, .btn, nav a"
SMALL = """found => found
    .filter(e => e.checkVisibility() && !e.closest(".visually-hidden"))
    .map(e => [e.tagName + " " + e.className + " " + e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 24 && !(box.height >= 18 && box.width <= 18))
    .map(([name]) => name)"""


@pytest.fixture
def head(page, sign_in):
    user = make_user(Role.HEAD, name="王主任")
    sign_in(page, user)
    return user


@pytest.fixture
def running(head, monkeypatch):
    monkeypatch.setitem(kinds.kinds, "count_people", kinds.Kind("清点校友"))
    return Job.objects.create(
        kind="count_people",
        by=head,
        state=Job.State.RUNNING,
        done=30,
        total=120,
        counts={"created": 20, "updated": 10},
        token=uuid.uuid4(),
        lease_until=timezone.now() + timedelta(minutes=9),
    )


@pytest.fixture
def filled(head, running):
    person = make_alumnus("买买提·艾力")
    make_degree(person, college=make_college("计算机科学与技术学院（软件学院）"), major="计算机科学与技术")
    person.city = "济南"
    person.save()
    for action in ("view", "export"):
        record_access(action=action, target="alumni.alumnus", target_id=person.pk, by=head, reason="校庆邀请函核对地址")
    return [
        "/",
        *map(
            reverse,
            [
                "admin:index",
                "admin:accounts_user_changelist",
                "admin:accounts_user_add",
                "admin:accounts_rolegrant_changelist",
                "admin:history_accessrecord_changelist",
                "admin:jobs_job_changelist",
                "admin:accounts_rolegrant_roles",
                "admin:mail_message_changelist",
                "account_home",
                "account_change_password",
                "mfa_index",
                "usersessions_list",
                "admin:alumni_college_changelist",
                "admin:alumni_college_add",
                "admin:alumni_tag_changelist",
                "admin:alumni_alumnus_changelist",
                "admin:alumni_alumnus_add",
                "admin:alumni_roster_changelist",
                "admin:alumni_roster_add",
                "admin:alumni_duplicatecandidate_changelist",
                "admin:alumni_savedsearch_changelist",
                "admin:alumni_personlist_changelist",
            ],
        ),
        reverse("admin:alumni_alumnus_suggest") + "?words=计算机",
        reverse("admin:accounts_user_change", args=[head.pk]),
        reverse("admin:alumni_alumnus_detail", args=[person.pk]),
        reverse("admin:alumni_alumnus_change", args=[person.pk]),
        reverse("admin:accounts_user_history", args=[head.pk]),
        reverse("admin:auth_user_password_change", args=[head.pk]),
        reverse("admin:jobs_job_change", args=[running.pk]),
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_no_page_is_wider_than_a_telephone(page, filled, language, viewport):
    wide = {}
    for address in filled:
        assert page.goto(address).status == 200
        wide[address] = too_wide(page)
    assert wide == dict.fromkeys(filled, 0)


def test_no_page_is_wider_than_a_desk(page, filled):
    wide = {}
    for address in filled:
        page.goto(address)
        wide[address] = too_wide(page)
    assert wide == dict.fromkeys(filled, 0)


@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_things_to_press_are_large_enough_on_a_telephone(page, filled, viewport):
    """24 by 24 at least (WCAG 2.2, 2.5.8), but for links inside a sentence or a row of text."""
    small = {}
    for address in filled:
        page.goto(address)
        small[address] = page.eval_on_selector_all(PRESSED, SMALL)
    assert {address: names for address, names in small.items() if names} == {}


@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_the_menu_unfolds_on_a_telephone_without_scripts(browser, live_server, sign_in, viewport):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=viewport)
    page = context.new_page()
    sign_in(page, make_user(Role.HEAD))
    page.goto(reverse("admin:index"))
    entry = page.locator(f'#menu a[href="{reverse("admin:jobs_job_changelist")}"]')
    assert not entry.is_visible()
    page.locator(".menu-button").click()
    entry.click()
    assert page.url.endswith(reverse("admin:jobs_job_changelist"))
    context.close()


def test_slash_puts_the_cursor_in_the_search_box(page, head):
    page.goto(reverse("admin:index"))
    page.keyboard.press("/")
    page.keyboard.type("王/伟")
    expect(page.locator("#words")).to_have_value("王/伟")


def test_first_tab_leads_to_the_text_past_the_menu(page, head):
    page.goto(reverse("admin:index"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content-start")).to_be_focused()


def test_theme_is_chosen_at_once_and_stays_without_a_flash(page, head):
    page.goto(reverse("admin:index"))
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#user-tools summary").click()
    with page.expect_response("**/theme/"):
        page.locator('[data-theme-form] button[value="dark"]').click()
    page.wait_for_selector("html[data-theme=dark]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ("rgb(251, 248, 243)", "rgb(25, 22, 20)")
    page.goto(reverse("admin:jobs_job_changelist"))
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_escape_closes_the_users_menu(page, head):
    page.goto(reverse("admin:index"))
    page.locator("#user-tools summary").click()
    expect(page.locator("#logout-form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#logout-form")).to_be_hidden()


def test_a_bar_moves_while_the_job_runs_and_then_asks_no_more(page, running):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/progress/") else None)
    page.goto(reverse("admin:jobs_job_change", args=[running.pk]))
    assert page.locator("progress").get_attribute("value") == "30"
    Job.objects.filter(pk=running.pk).update(done=60)
    page.wait_for_selector('progress[value="60"]')
    Job.objects.filter(pk=running.pk).update(done=120, state=Job.State.DONE, token=None, lease_until=None)
    page.wait_for_selector(".word-done")
    count = len(asked)
    page.wait_for_timeout(2500)
    assert len(asked) == count


def test_stopping_from_the_page_keeps_the_bar(page, running):
    page.goto(reverse("admin:jobs_job_change", args=[running.pk]))
    page.locator(f"#job-{running.pk}-stop").click()
    page.wait_for_selector(f"#job-{running.pk}-stop", state="detached")
    running.refresh_from_db()
    assert running.stop_asked is True
    assert page.locator("progress").count() == 1


def test_the_stop_button_keeps_the_focus_while_the_bar_moves(page, running):
    page.goto(reverse("admin:jobs_job_change", args=[running.pk]))
    page.locator(f"#job-{running.pk}-stop").focus()
    Job.objects.filter(pk=running.pk).update(done=61)
    page.wait_for_selector('progress[value="61"]')
    expect(page.locator(f"#job-{running.pk}-stop")).to_be_focused()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_signing_in_leads_to_today(page, language):
    user = make_user(Role.STAFF)
    page.goto(reverse("admin:index"))
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill("correct horse")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(f"**{reverse('admin:index')}")
    assert page.locator("h1").first.text_content() == {"zh-hans": "今日", "en": "Today"}[language]


def test_widgets_of_djangos_forms_obey_the_security_policy(page, head):
    user = make_user(Role.EDITOR)
    page.goto(reverse("admin:accounts_user_change", args=[user.pk]))
    page.locator(".add-row a").click()
    page.locator("#id_grants-1-role").select_option(Role.AUDITOR)
    page.locator("#calendarlink0, .date-icon").first.click()
    page.keyboard.press("Escape")
    page.locator("[name=_save]").click()
    assert sorted(user.grants.values_list("role", flat=True)) == [Role.AUDITOR, Role.EDITOR]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_keep_the_rules_of_accessibility(page, filled, theme):
    page.emulate_media(color_scheme=theme)
    found = {}
    for address in filled:
        page.goto(address)
        found[address] = violations(page, runOnly=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    assert found == {address: [] for address in filled}
