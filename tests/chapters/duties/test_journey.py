"""A yearly filing from the draft to the office's word, and how each page looks, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.queries.search.measure import settle
from chapters.models import Duty, Filing
from tests.conftest import DESK, TELEPHONE
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_contact,
    make_duty,
    make_gathering_at,
    make_membership,
    make_office,
    make_officer,
    make_user,
)
from tests.looking import photograph, too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize(
    ("language", "viewport"),
    [("zh-hans", DESK), ("en", TELEPHONE)],
    ids=["zh-1440", "en-390"],
)


def look(page, name):
    """Nothing sticks out, the page is accessible."""
    assert too_wide(page) == 0, name
    assert violations(page) == []
    photograph(page, f"duties-{name}")


@BOTH
def test_a_yearly_report_is_drafted_filed_sent_back_and_accepted(page, sign_in, language, viewport):
    chapter = make_chapter("山东大学上海校友会", name_en="Shanghai Chapter of Shandong University Alumni")
    officer, staff = make_officer(chapter, user={"language": language}), make_user(language=language)
    today = timezone.localdate()
    duty = make_duty(chapter, due_on=today + timedelta(days=3))
    make_duty(chapter, "registry", today - timedelta(days=20))
    make_duty(chapter, "activity", today.replace(month=12, day=31), state="done", done_on=today)
    last_year = timezone.now() - timedelta(days=365)
    make_gathering_at(chapter, last_year, attendance=45, place="浦东")

    sign_in(page, officer.user)
    page.goto(reverse("chapters:my-duties", args=[chapter.pk]))
    look(page, "year")
    page.click(f"#late ~ ul a, a[href$='/duties/{duty.pk}/']")
    page.goto(reverse("chapters:filing", args=[chapter.pk, duty.pk]))
    assert page.input_value("input[name=gatherings]") == "1"
    assert page.input_value("input[name=attendance]") == "45"
    look(page, "form")
    page.fill("textarea[name=summary]", "办了一次座谈会，四十五人到场。")
    page.click("button[value=draft]")
    page.wait_for_selector(".messagelist .success, .alert-success")
    assert Filing.objects.get().summary == "办了一次座谈会，四十五人到场。"
    page.click("button[value=submit]")
    page.wait_for_selector(".error-summary")
    look(page, "form-incomplete")
    page.fill("textarea[name=plan]", "办两次活动")
    page.click("button[value=submit]")
    page.wait_for_url("**/my/duties/")
    assert Duty.objects.get(pk=duty.pk).state == "filed"

    sign_in(page, staff)
    page.goto(reverse("admin:chapters_duty_changelist"))
    look(page, "desk-queue")
    page.click("a[data-row]")
    page.wait_for_selector("form[action$='/send-back/']")
    look(page, "desk-filing")
    page.fill("form[action$='/send-back/'] textarea", "请补充收支")
    page.click("form[action$='/send-back/'] button")
    page.wait_for_url("**/admin/chapters/duty/")
    assert Duty.objects.get(pk=duty.pk).state == "sent_back"

    sign_in(page, officer.user)
    page.goto(reverse("chapters:filing", args=[chapter.pk, duty.pk]))
    look(page, "form-sent-back")
    page.fill("input[name=income]", "1200.50")
    page.click("button[value=submit]")
    page.wait_for_url("**/my/duties/")
    page.click("button[value=renew]")
    page.wait_for_selector("#ics")

    sign_in(page, staff)
    page.goto(reverse("admin:chapters_duty_change", args=[duty.pk]))
    page.click("form[action$='/accept/'] button")
    page.wait_for_url("**/admin/chapters/duty/")
    done = Duty.objects.get(pk=duty.pk)
    assert (done.state, done.done_on) == ("done", today)

    sign_in(page, officer.user)
    page.goto(reverse("chapters:filing", args=[chapter.pk, duty.pk]))
    look(page, "done")


@pytest.mark.parametrize(
    ("language", "viewport"),
    [("zh-hans", DESK), ("en", TELEPHONE), ("en", DESK), ("zh-hans", TELEPHONE)],
    ids=["zh-1440", "en-390", "en-1440", "zh-390"],
)
def test_the_office_looks_at_its_chapters_and_reminds_some(page, sign_in, language, viewport):
    staff = make_user(language=language)
    for number, (name, province, city) in enumerate([("上海", "31", ""), ("青岛", "37", "青岛"), ("广东", "44", "")]):
        chapter = make_chapter(f"山东大学{name}校友会", province=province, city=city, name_en=f"Chapter {number}")
        if number < 2:
            make_officer(chapter, f"会长{name}")
        else:
            make_office(chapter, make_alumnus("无账号"), timezone.localdate() - timedelta(days=900),
                        timezone.localdate() - timedelta(days=500))  # fmt: skip
        make_duty(chapter, due_on=timezone.localdate() - timedelta(days=20))
        for each in range(number * 3):
            make_membership(chapter, make_alumnus(f"会员{name}{each}"))
    make_gathering_at(chapter, timezone.now() - timedelta(days=40))
    for number in range(12):
        person = make_alumnus(f"王{number}", country="CN", province="37", city="济南" if number % 3 else "烟台",
                              verified_at=timezone.now() if number % 2 else None, tier="active" if number > 7 else
                              "regular")  # fmt: skip
        make_contact(person, value=f"+86138{person.pk:08}")
        abroad = make_alumnus(f"李{number}", country="DE", city="柏林")
        make_contact(abroad, "email", f"li{number}@example.com")
    settle()

    sign_in(page, staff)
    page.goto(reverse("admin:chapters_overview"))
    look(page, f"overview-{language}")
    page.goto(reverse("admin:chapters_overview_missing") + "?all=1")
    look(page, f"missing-{language}")
    page.goto(reverse("admin:chapters_overview_years"))
    look(page, f"years-{language}")
    page.goto(reverse("admin:chapters_overview_rows", args=["duties"]))
    look(page, f"rows-{language}")
    page.goto(reverse("admin:chapters_overview"))
    for box in page.locator("input[name=chapter]").all():
        box.check()
    page.click(".health-remind button")
    page.wait_for_selector(".remind")
    look(page, f"remind-{language}")
    page.click("button[value=send]")
    page.wait_for_url("**/admin/jobs/job/**")
