"""Founding from the draft to the recognition, as people do it, in both languages."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni_office.mail.models import Message
from chapters.models import Application, Chapter, Initiator, Office
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_user
from tests.looking import photograph, too_wide, violations

from .steps import PDF, neighbour

pytestmark = pytest.mark.django_db(transaction=True)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
LINK = re.compile(r"/chapters/initiator/[\w-]+/")


def look(page, name):
    """Nothing sticks out at the side, and the rules of accessibility hold."""
    assert too_wide(page) == 0, name
    assert violations(page, **AXE) == [], name
    photograph(page, name)


def press(page, selector="main .btn-primary"):
    page.click(selector)
    page.wait_for_load_state("networkidle")


def add_file(page, path, kind):
    page.select_option("select[name=kind]", kind)
    page.set_input_files("input[name=file]", path)
    press(page)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_from_the_draft_to_the_recognition(page, sign_in, language, viewport, tmp_path, mailoutbox):
    cache.clear()
    applicant = neighbour("孙发起", user={"language": language})
    others = [neighbour(name, user={"language": language}) for name in ("周一", "吴二", "郑三")]
    officer = make_user(language=language)
    paper = tmp_path / "章程.pdf"
    paper.write_bytes(PDF)

    sign_in(page, applicant.user)
    page.goto(reverse("chapters:found"))
    look(page, "found")
    page.click("a[href$='/found/regional/']")
    look(page, "found-place")
    page.select_option("select[name=province]", "37")
    page.fill("input[name=city]", "青岛市")
    press(page)
    application = Application.objects.get()
    assert (application.city, application.state) == ("青岛", "draft")
    look(page, "application-draft")
    page.click("a[href$='/draft/']")
    assert page.input_value("input[name=name]") == "青岛山大校友会"
    page.fill("textarea[name=plan]", "三百名校友在青岛，每年聚会两次。")
    look(page, "draft-form")
    press(page)
    page.click("a[href$='/documents/']")
    add_file(page, paper, "charter")
    add_file(page, paper, "plan")
    look(page, "documents")
    page.goto(reverse("chapters:application-initiators", args=[application.pk]))
    look(page, "initiators-empty")
    for person in others:
        page.fill("input[name=name]", person.name)
        page.fill("input[name=email]", person.user.email)
        press(page)
    look(page, "initiators")
    links = {mail.to[0]: LINK.search(mail.body)[0] for mail in mailoutbox}
    for person in others:
        sign_in(page, person.user)
        page.goto(links[person.user.email])
        look(page, "initiator")
        press(page, "button[name=confirm]")
        look(page, "initiator-done")
    assert Initiator.objects.filter(state="confirmed").count() == 3
    assert mailoutbox[-1].to == [applicant.user.email]

    sign_in(page, applicant.user)
    page.goto(reverse("chapters:application", args=[application.pk]))
    look(page, "application-complete")
    press(page)
    assert Chapter.objects.get().recognition == "applying"
    look(page, "application-submitted")

    sign_in(page, officer)
    page.goto(reverse("admin:index"))
    page.click("main a[href='/admin/chapters/application/']")
    look(page, "desk-applications")
    page.click("a[data-row]")
    look(page, "desk-application")
    page.fill("#ask_answer", "秘书长由谁担任？")
    press(page, "form[action$='/ask/'] button")

    sign_in(page, applicant.user)
    page.goto(reverse("chapters:application", args=[application.pk]))
    look(page, "application-asked")
    press(page, "main a.btn-primary")
    page.fill("textarea[name=reply]", "吴二。")
    look(page, "application-reply")
    press(page)

    sign_in(page, officer)
    page.goto(reverse("admin:chapters_application_change", args=[application.pk]))
    press(page, "form[action$='/commission/'] button")
    look(page, "desk-application-commissioned")
    page.goto(reverse("admin:chapters_chapter_change", args=[Chapter.objects.get().pk]))
    look(page, "desk-chapter-preparing")

    sign_in(page, applicant.user)
    page.goto(reverse("chapters:application", args=[application.pk]))
    look(page, "application-commissioned")
    with page.expect_download() as download:
        page.click("a[href*='/documents/']:has-text('〕1号')")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    today = timezone.localdate()
    page.goto(reverse("chapters:application-report", args=[application.pk]))
    look(page, "report-form")
    page.fill("input[name=met_on]", today.isoformat())
    page.fill("input[name=met_at]", "青岛市市南区")
    page.fill("input[name=present]", "38")
    page.fill("textarea[name=report]", "选举产生了第一届理事会。")
    page.fill("input[name=term_starts_on]", today.isoformat())
    page.fill("input[name=term_ends_on]", (today + timedelta(days=1460)).isoformat())
    press(page)
    page.goto(reverse("chapters:application-upload", args=[application.pk]))
    adopted = tmp_path / "通过的章程.pdf"
    adopted.write_bytes(PDF + b"\n")
    add_file(page, adopted, "charter")
    add_file(page, paper, "minutes")
    page.goto(reverse("chapters:application-council", args=[application.pk]))
    page.select_option("select[name=seat]", "president")
    page.select_option("select[name=known]", str(applicant.pk))
    press(page)
    page.select_option("select[name=seat]", "secretary")
    page.select_option("select[name=known]", str(others[1].pk))
    press(page)
    look(page, "council")
    page.goto(reverse("chapters:application", args=[application.pk]))
    look(page, "application-report-complete")
    press(page)
    look(page, "application-reported")

    sign_in(page, officer)
    page.goto(reverse("admin:chapters_application_change", args=[application.pk]))
    look(page, "desk-application-reported")
    press(page, "form[action$='/recognise/'] button")
    look(page, "desk-application-recognised")
    chapter = Chapter.objects.get()
    page.goto(reverse("admin:chapters_chapter_change", args=[chapter.pk]))
    look(page, "desk-chapter-founded")
    page.goto(reverse("admin:chapters_chapter_changelist"))
    look(page, "desk-chapters")

    sign_in(page, applicant.user)
    page.goto(reverse("chapters:application", args=[application.pk]))
    look(page, "application-recognised")
    assert chapter.recognition == "founded"
    assert list(Office.objects.order_by("pk").values_list("seat", "alumnus")) == [
        ("president", applicant.pk),
        ("secretary", others[1].pk),
    ]
    assert not Message.objects.filter(state="due").exists()


@pytest.mark.parametrize(("language", "viewport"), [("en", DESK), ("zh-hans", TELEPHONE)], ids=["en-1440", "zh-390"])
def test_the_registry_s_small_pages(page, sign_in, language, viewport, tmp_path):
    officer = make_user(language=language)
    sign_in(page, officer)
    page.goto(reverse("admin:chapters_chapter_changelist"))
    look(page, "desk-chapters-empty")
    page.goto(reverse("admin:chapters_chapter_add"))
    look(page, "desk-kinds")
    page.click("a[href$='/add/overseas/']")
    look(page, "desk-enter")
    page.fill("input[name=name]", "美国山大")
    page.select_option("select[name=country]", "US")
    page.select_option("select[name=time_zone]", "America/New_York")
    page.fill("input[name=founded_on]", "2001-05-01")
    press(page)
    look(page, "desk-enter-wrong")
    page.fill("input[name=name]", "美国山大校友会")
    press(page)
    chapter = Chapter.objects.get()
    look(page, "desk-chapter-entered")
    page.click("a[href$='/recognition/dormant/']")
    look(page, "desk-step")
    page.fill("textarea[name=reason]", "一年没有活动")
    press(page)
    page.goto(reverse("admin:chapters_chapter_licence", args=[chapter.pk]))
    page.fill("input[name=from_on]", "2026-01-01")
    page.fill("input[name=until_on]", "2028-12-31")
    look(page, "desk-licence")
    press(page)
    page.goto(reverse("admin:chapters_chapter_upload", args=[chapter.pk]))
    look(page, "desk-upload")
    page.goto(reverse("admin:chapters_chapter_civil", args=[chapter.pk, "applied"]))
    page.fill("textarea[name=reason]", "向民政部门提交了申请")
    press(page)
    page.goto(reverse("admin:chapters_chapter_civil", args=[chapter.pk, "registered"]))
    look(page, "desk-civil")
    page.goto(reverse("admin:chapters_chapter_change", args=[chapter.pk]))
    look(page, "desk-chapter")
    page.goto(reverse("admin:chapters_application_changelist"))
    look(page, "desk-applications-empty")
    chapter.refresh_from_db()
    assert (chapter.recognition, chapter.civil) == ("dormant", "applied")
