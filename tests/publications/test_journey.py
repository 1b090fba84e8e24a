"""An issue from the plan to the reader: written, asked about, agreed to, approved, published, read."""

import re

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from publications.models import Article, ArticlePerson, Issue
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_contact, make_periodical, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_an_issue_is_written_asked_about_approved_published_and_read(
    page, sign_in, look, language, viewport, mailoutbox
):
    periodical = make_periodical(name_en="University News")
    periodical.sections.create(name="人物", name_en="People", order=1)
    make_contact(make_alumnus("欧阳修"), "email", "ou@example.com", state="verified", verified_at=timezone.now())
    editor, head = make_user(Role.EDITOR), make_user(Role.HEAD)

    sign_in(page, editor)
    page.goto("/admin/publications/issue/")
    page.click("a[href$='/issue/add/']")
    page.fill("[name=number]", "64")
    page.fill("[name=dated_on]", "2026-12-15")
    look("issue-add")
    page.click("#content form [type=submit]")
    page.wait_for_url(re.compile(r"/issue/\d+/$"))
    issue = Issue.objects.get()
    page.click("button[value=in_work]")
    page.wait_for_selector("button[value=planned]")
    write(page, issue, look)
    name_person(page, look)
    look("issue-in-work")
    assert page.locator("button[value=approved]").count() == 0  # who writes does not approve

    link = re.search(r"/publications/consent/\S+", mailoutbox[-1].body)[0]
    page.context.clear_cookies()
    page.goto(link)
    assert "欧阳修值夜班" in page.inner_text("main")
    look("consent")
    page.check("input[value=all]")
    page.click("form.pub-ask button")
    page.wait_for_selector(".alert-success")
    assert ArticlePerson.objects.get().state == "agreed"

    sign_in(page, head)
    page.goto(f"/admin/publications/issue/{issue.pk}/")
    page.click("button[value=approved]")
    page.wait_for_selector("button[value=published]")
    look("issue-approved")
    page.click("button[value=published]")
    page.wait_for_selector(f"a[href='{issue.public_url}']")
    page.context.clear_cookies()
    read(page, look)


def write(page, issue, look):
    page.click("a[href*='/article/add/']")
    page.wait_for_selector(".field-body [contenteditable=true]")
    page.fill("[name=title]", "访欧阳修")
    page.select_option("[name=section]", index=1)
    page.locator(".field-body [contenteditable=true]").fill("欧阳修值夜班。")
    page.click("details.pub-english > summary") if not page.is_visible("[name=title_en]") else None
    page.fill("[name=title_en]", "A night shift")
    page.locator(".field-body_en [contenteditable=true]").fill("Ouyang Xiu is on duty.")
    look("article-edit")
    page.click(".pub-write button[type=submit].btn-primary")
    page.wait_for_url(re.compile(r"/article/\d+/$"))
    article = Article.objects.get()
    assert (article.body, article.body_en, article.issue) == (
        "<p>欧阳修值夜班。</p>", "<p>Ouyang Xiu is on duty.</p>", issue,
    )  # fmt: skip


def name_person(page, look):
    article = Article.objects.get()
    page.goto(f"/admin/publications/article/{article.pk}/people/")
    page.fill("#id_name", "欧阳修")
    page.click("#content form[role=search] button")
    page.click("a[href*='/people/add/']")
    page.fill("[name=name_en]", "Ouyang Xiu")
    page.click("#content form .btn-primary")
    page.click("form[action$='/ask/'] button")
    page.wait_for_selector(".messages")
    look("article-people")
    page.goto(f"/admin/publications/article/{article.pk}/preview/")
    look("article-preview")
    page.goto(f"/admin/publications/issue/{article.issue_id}/")


def read(page, look):
    page.goto("/publications/")
    look("archive")
    page.click(".pub-shelf h2 a")
    page.wait_for_selector("h1")
    look("periodical")
    page.click(".pub-covers a")
    page.wait_for_selector(".pub-entries")
    look("issue")
    page.click(".pub-entries h3 a")
    page.wait_for_selector("article h1")
    look("article")
    page.goto("/publications/people/?lang=zh-hans")
    page.click(".pub-letter a")
    page.wait_for_selector("article h1")
    assert "欧阳修值夜班" in page.inner_text("article")
    page.goto(page.url.replace("zh-hans", "en"))
    assert "Ouyang Xiu is on duty." in page.inner_text("article")
    page.goto("/publications/search/")
    page.fill("#id_q", "夜班")
    page.click("main form button")
    page.wait_for_selector("mark")
    look("search")


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1440", "390"])
def test_a_student_team_sends_in_a_story(page, look, mailoutbox):
    page.goto("/publications/suggest/team/")
    page.fill("[name=team]", "晨光采访队")
    page.fill("[name=name]", "张同学")
    page.fill("[name=email]", "team@example.com")
    page.fill("[name=title]", "三代人")
    page.fill("[name=text]", "一家三代。")
    look("suggest")
    page.click("main form .btn-primary")
    page.wait_for_url("**/thanks/")
    look("suggested")
    assert [mail.to for mail in mailoutbox] == [["team@example.com"]]
