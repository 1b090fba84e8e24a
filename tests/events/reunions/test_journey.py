"""A class reunion as people do it: an alumna books on a phone in Chinese, the officer of the college confirms at the
desk in English, the alumna invites a classmate, who answers by the link."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.models import Consent
from alumni_office.accounts.roles import Role
from events.models import Classmate, ClassReunion
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_event, make_member, make_user
from tests.looking import photograph, too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"/events/reunions/answer/[\w-]{32}/")


def seen(page, name):
    assert too_wide(page) == 0, name
    assert page.locator("h1").count() == 1, name
    assert violations(page) == [], name
    photograph(page, name)


def open_page(browser, live_server, language, viewport):
    context = browser.new_context(base_url=live_server.url, locale=language, viewport=viewport,
                                  timezone_id="Asia/Shanghai")  # fmt: skip
    context.set_default_timeout(20_000)
    return context.new_page()


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=170)


@pytest.fixture
def college():
    return make_college("数学学院", english_name="School of Mathematics")


@pytest.fixture
def studied(college, day):
    def add(person):
        make_degree(person, college=college, school=college.school, class_name="数学一班", major="数学",
                    graduation_year=day.year - 30)  # fmt: skip
        return person

    return add


def test_from_the_wish_on_a_phone_over_the_desk_to_the_answer_by_link(
    browser, live_server, sign_in, mailoutbox, day, college, studied
):
    cache.clear()
    alumna, friend = (
        studied(make_member("孙丽华", listed="classmates")),
        studied(make_member("李敏", listed="classmates")),
    )
    studied(make_alumnus("吴海"))
    make_contact(friend, kind="email", value="limin@example.com")
    Consent.objects.create(alumnus=friend, purpose="contact", channel="email", given=True)
    officer = make_user(Role.COLLEGE_OFFICER, college, name="Officer")
    degree = alumna.degrees.get()

    phone = open_page(browser, live_server, "zh-CN", TELEPHONE)
    sign_in(phone, alumna.user)
    phone.goto(reverse("alumni:class", args=[degree.pk]))
    phone.click(f"main a[href='{reverse('events:reunions')}'] >> nth=0")
    phone.wait_for_url(f"**{reverse('events:reunions')}")
    seen(phone, "1-mine")
    phone.click(f"a[href='{reverse('events:reunion-book', args=[degree.pk])}']")
    phone.fill("input[name=day]", day.isoformat())
    phone.fill("input[name=expected]", "28")
    for wish in ("lesson", "canteen"):
        phone.check(f"input[value={wish}]")
    phone.fill("textarea[name=wish_text]", "想再听一次王老师的高等数学。")
    seen(phone, "2-book")
    phone.click(".form-column button[type=submit]")
    phone.wait_for_selector(".reunion-counts")
    reunion = ClassReunion.objects.get()
    assert (reunion.state, reunion.day, reunion.contact) == ("asked", day, alumna)
    seen(phone, "3-asked")

    desk = open_page(browser, live_server, "en-US", DESK)
    sign_in(desk, officer)
    desk.goto(reverse("admin:events_classreunion_changelist"))
    seen(desk, "4-list")
    desk.click(".table a.name")
    desk.fill("#confirm ~ form input[name=hall]", "Lecture Hall 1")
    desk.fill("#confirm ~ form input[name=teacher]", "Professor Wang")
    seen(desk, "5-decide")
    desk.click("#confirm ~ form button[type=submit]")
    desk.wait_for_selector("text=Invite the class")
    assert desk.locator("text=1 classmate agreed to be written to").count() == 1
    seen(desk, "6-confirmed")
    assert mailoutbox[-1].to == [alumna.user.email]

    sign_in(phone, alumna.user)
    phone.goto(reunion.get_absolute_url())
    phone.check(f"input[name=people][value='{friend.pk}']")
    seen(phone, "7-invite")
    phone.click("form[action$='/invite/'] button[type=submit]")
    phone.wait_for_selector(".alert, .messages")
    assert mailoutbox[-1].to == ["limin@example.com"]

    mate = open_page(browser, live_server, "zh-CN", TELEPHONE)  # not signed in
    mate.goto(LINK.search(mailoutbox[-1].body)[0])
    assert Classmate.objects.get(alumnus=friend).answer == "none"
    mate.check("input[name=answer][value=coming]")
    mate.fill("input[name=seats]", "2")
    seen(mate, "8-link")
    mate.click(".form-column button[type=submit]")
    mate.wait_for_selector(".alert-success")
    seen(mate, "9-answered")

    sign_in(phone, alumna.user)
    phone.goto(reunion.get_absolute_url())
    assert phone.locator(".reunion-counts li.good b").inner_text() == "2"
    seen(phone, "10-counts")
    for page in (phone, desk, mate):
        page.context.close()


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_radar_is_read_on_a_screen_and_on_a_phone(page, sign_in, language, viewport, college, studied, day):
    make_event(starts_at=timezone.now() + timedelta(days=200))
    for name in "甲乙丙":
        studied(make_alumnus(name))
    sign_in(page, make_user(Role.STAFF))
    page.goto(f"{reverse('admin:events_radar')}?year={day.year}")
    seen(page, f"radar-{language}-{viewport['width']}")
    page.click("td.number a[href*='class='] >> nth=0")
    page.wait_for_load_state()
    assert page.locator("table.people tbody tr").count() == 3
    seen(page, f"radar-people-{language}-{viewport['width']}")
