"""A change of council from the audit to the acceptance, by an officer and by the office, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from chapters.models import CouncilChange, led_by
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_chapter, make_chapter_member, make_officer, make_user
from tests.looking import too_wide, violations

from .conftest import PDF

pytestmark = pytest.mark.django_db(transaction=True)


def is_clean(page):
    assert too_wide(page) == 0
    assert violations(page) == []


def send(page, **fields):
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(str(value))
        elif field.get_attribute("type") == "file":
            field.set_input_files({"name": value, "mimeType": "application/pdf", "buffer": PDF})
        else:
            field.fill(str(value))
    page.click("main .mine-text form .btn-primary")
    page.wait_for_load_state("load")


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"])
def test_from_the_audit_to_the_acceptance(page, sign_in, language, viewport, settings):
    settings.LANGUAGE_CODE = language
    translation.activate(language)
    chapter, today = make_chapter(name_en="Shanghai Chapter", introduction="我们"), timezone.localdate()
    officer = make_officer(chapter)
    member = make_chapter_member(chapter, "新会长").alumnus
    here = reverse("chapters:council-change", args=[chapter.pk])

    def step(name):
        page.goto(here)
        page.click(f"main a[href='{reverse(f'chapters:council-{name}', args=[chapter.pk])}']")
        is_clean(page)

    sign_in(page, officer.user)
    page.goto(reverse("chapters:mine"))
    assert page.url.endswith(reverse("chapters:my", args=[chapter.pk]))
    is_clean(page)
    page.goto(here)
    is_clean(page)
    page.click("main .mine-text form .btn-primary")
    page.wait_for_selector(".council-steps")
    is_clean(page)
    assert page.locator(".council-steps a").count() == 1  # the audit alone
    step("audit")
    send(page, audited_on=today - timedelta(days=20), file="审计报告.pdf")
    step("election")
    send(page, elected_on=today - timedelta(days=5), present=30, file="会议纪要.pdf")
    step("people")
    send(page, person=member.pk, seat="president", votes=31)
    assert page.locator(".invalid-feedback, .error-summary").first.is_visible()
    is_clean(page)
    send(page, person=member.pk, seat="president", votes=28)
    step("term")
    send(page, starts_on=today, ends_on=today + timedelta(days=1000))
    page.goto(here)
    assert gettext("It is the chapter’s turn") in page.inner_text("main")
    page.click(f"form[action='{reverse('chapters:council-submit', args=[chapter.pk])}'] button")
    page.wait_for_selector(".badge-good")
    assert gettext("It is the office’s turn") in page.inner_text("main")
    page.goto(here)
    is_clean(page)

    sign_in(page, make_user())
    change = CouncilChange.objects.get()
    page.goto(reverse("admin:chapters_councilchange_changelist"))
    page.click("main a.name")
    is_clean(page)
    page.click(f"form[action='{reverse('admin:chapters_councilchange_accept', args=[change.pk])}'] button")
    page.wait_for_url(f"**{reverse('admin:chapters_term_chapter', args=[chapter.pk])}")
    page.reload()
    is_clean(page)
    assert CouncilChange.objects.get().state == "accepted"
    assert list(led_by(member)) == [chapter]
    assert not led_by(officer).exists()

    sign_in(page, officer.user)
    page.goto(reverse("chapters:mine"))
    assert page.locator(".alert-warning").is_visible()
    is_clean(page)
