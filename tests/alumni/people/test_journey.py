"""In a browser: find a person, look, show the contacts, edit, tag, export, in both languages and widths."""

import pytest
from django.urls import reverse

from alumni.models import AlumnusTag
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from tests.conftest import TELEPHONE
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_employment, make_user
from tests.looking import too_wide

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("language", ["zh-hans", "en"])]

WORDS = {
    "zh-hans": {"show": "显示", "edit": "编辑", "save": "保存", "saved": "已保存。", "export": "导出",
                "start": "开始导出", "download": "下载", "record": "记一次联系", "tag": "添加"},
    "en": {"show": "Show", "edit": "Edit", "save": "Save", "saved": "Saved.", "export": "Export",
           "start": "Start export", "download": "Download", "record": "Record a contact made", "tag": "Add tag"},
}  # fmt: skip


@pytest.fixture
def person():
    person = make_alumnus("单国强", city="济南", birth_date="1976-09-23")
    make_degree(person, college=make_college(), enrolment_year=1998, graduation_year=2002)
    make_contact(person, value="+8613805315678")
    make_employment(person, "浪潮集团")
    return person


@pytest.fixture
def words(language):
    return WORDS[language]


def fits(page):
    return too_wide(page) == 0


def test_the_page_of_a_person_from_list_to_edit(page, sign_in, person, words):
    sign_in(page, make_user(name="王主任"))
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=单国强")
    page.get_by_role("link", name="单国强").first.click()
    page.wait_for_selector("#sheet .person")
    assert page.locator("#sheet").get_by_text("138****5678").count() > 0

    page.locator("#sheet").get_by_role("button", name=words["show"], exact=True).click()
    page.wait_for_selector("#sheet >> text=13805315678")
    assert AccessRecord.objects.filter(action="reveal", target_id=person.pk).count() == 1
    assert page.locator("#sheet .person.in-sheet").count() == 1

    page.locator("#sheet h1 a").click()
    page.wait_for_url(f"**{reverse('admin:alumni_alumnus_detail', args=[person.pk])}")
    page.get_by_role("link", name=words["edit"], exact=True).click()
    page.fill("#id_person-city", "青岛")
    page.fill("#id_employments-0-job_title", "总工程师")
    page.locator("[data-section=honours] summary").first.click()
    page.fill("#id_honours-0-title", "杰出校友")
    page.locator("[data-add=honours]").click()
    page.fill("#id_honours-1-title", "劳动模范")
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_selector(f"text={words['saved']}")

    person.refresh_from_db()
    assert person.city == "青岛"
    assert person.employments.get().job_title == "总工程师"
    assert sorted(person.honours.values_list("title", flat=True)) == ["劳动模范", "杰出校友"]
    assert page.locator(".timeline del", has_text="济南").count() == 1
    assert page.locator(".timeline ins", has_text="青岛").count() == 1
    assert fits(page)


def test_a_tag_and_a_contact_made_from_the_page(page, sign_in, person, words):
    sign_in(page, make_user(name="王主任"))
    page.goto(reverse("admin:alumni_alumnus_detail", args=[person.pk]))
    page.fill("#person-tag", "返校日")
    page.get_by_role("button", name=words["tag"], exact=True).click()
    page.wait_for_selector(".chip >> text=返校日")
    page.get_by_text(words["record"]).click()
    page.fill("#id_summary", "电话约定十月返校")
    page.locator("form.person-interaction button").click()
    page.wait_for_selector(".timeline >> text=电话约定十月返校")

    assert AlumnusTag.objects.get().tag.name == "返校日"
    assert person.interactions.get().summary == "电话约定十月返校"


def test_an_export_from_search_to_download(page, sign_in, person, words):
    sign_in(page, make_user(name="王主任"))
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=单国强")
    page.check("input[name=all]")
    page.get_by_role("button", name=words["export"], exact=True).click()
    page.fill("#id_reason", "返校日邀请")
    page.check("input[value=csv]")
    page.get_by_role("button", name=words["start"]).click()
    link = page.get_by_role("link", name=words["download"])
    with page.expect_download() as download:
        link.first.click()

    assert download.value.suggested_filename.startswith("alumni-")
    assert "单国强" in download.value.path().read_text(encoding="utf-8-sig")
    assert Job.objects.get().counts == {"exported": 1}
    assert AccessRecord.objects.get(action="export").reason == "返校日邀请"


@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_the_pages_fit_a_telephone(page, sign_in, person, words, viewport):
    sign_in(page, make_user(name="王主任"))
    for name in ("detail", "change", "archive"):
        page.goto(reverse(f"admin:alumni_alumnus_{name}", args=[person.pk]))
        assert fits(page), name
    for name in ("savedsearch_changelist", "personlist_changelist", "alumnus_add", "college_changelist"):
        page.goto(reverse(f"admin:alumni_{name}"))
        assert fits(page), name


def test_two_officers_at_once_in_two_windows(page, sign_in, person, words, language):
    sign_in(page, make_user(name="王主任"))
    other = page.context.new_page()
    url = reverse("admin:alumni_alumnus_change", args=[person.pk])
    page.goto(url)
    other.goto(url)
    page.fill("#id_person-city", "青岛")
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_selector(f"text={words['saved']}")

    other.fill("#id_person-notes", "喜欢摄影")
    other.get_by_role("button", name=words["save"], exact=True).click()
    other.wait_for_selector("#conflict")
    assert "王主任" in other.locator("#conflict").inner_text()
    assert other.locator("#conflict ins").inner_text() == "青岛"
    assert other.input_value("#id_person-notes") == "喜欢摄影"
    assert other.input_value("#id_person-city") == "青岛"
    other.get_by_role("button", name=words["save"], exact=True).click()
    other.wait_for_selector(f"text={words['saved']}")

    person.refresh_from_db()
    assert (person.city, person.notes) == ("青岛", "喜欢摄影")
