"""A congress from the quotas to the result, as the office does it in a browser, in both languages."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from chapters.models import Congress, Document, Office
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_chapter, make_seen_member, make_user
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)


def has_no_barriers(page):
    page.goto(page.url)  # without the message of the step before: that list is the frame's
    assert too_wide(page) == 0
    assert violations(page) == []


def desk(name, *args):
    return reverse(f"admin:chapters_congress_{name}", args=args)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_from_the_quotas_to_the_result(page, sign_in, language, viewport):
    cache.clear()
    chapter = make_chapter()
    people = [make_seen_member(chapter, name).alumnus for name in ("丁一", "刘二", "张三")]
    sign_in(page, make_user(Role.STAFF))
    today = timezone.localdate()

    page.goto(desk("add"))
    has_no_barriers(page)
    for name, value in {"name": "第五次校友代表大会", "name_en": "Fifth congress", "seats": "3"}.items():
        page.fill(f"input[name={name}]", value)
    for name, day in {"starts_on": today, "ends_on": today, "term_ends_on": today + timedelta(days=1800)}.items():
        page.fill(f"input[name={name}]", day.isoformat())
    page.select_option("select[name=basis]", "members")
    page.click("main form .btn-primary")
    page.wait_for_url("**/quotas/")
    congress = Congress.objects.get()
    page.click("main form[action$='/count/'] button")
    page.wait_for_selector("table.quotas")
    has_no_barriers(page)
    page.click("main form[action$='/settle/'] button")
    page.wait_for_url("**/delegates/")

    page.click("table a[data-row]")
    for person in people:
        page.click(f"button[name=person][value='{person.pk}']")
        page.wait_for_selector(f"main .lines >> text={person.name}")
        page.wait_for_selector(f"button[name=person][value='{person.pk}']", state="detached")
    page.goto(desk("credentials", congress.pk))
    has_no_barriers(page)
    page.click("main form[action$='/credentials/confirm/'] button")
    page.click("main form[action$='/open/'] button")
    page.wait_for_url("**/attendance/")

    for number in ("1", "2"):
        page.fill("main input[name=q]", number)
        page.click("main form[role=search] button")
        page.click("main form[action$='/came/'] button")
        page.wait_for_url("**/attendance/")
    page.wait_for_selector("#quorum.reached")
    has_no_barriers(page)

    page.goto(desk("motions", congress.pk))
    page.fill("input[name=title]", "工作报告")
    page.click("main form.congress-form button[type=submit]")
    page.click("main table a")
    page.fill("input[name=votes_for]", "3")
    page.fill("input[name=votes_against]", "0")
    page.fill("input[name=abstentions]", "0")
    page.click("main form.congress-form button[type=submit]")
    page.wait_for_selector(".field-abstentions.has-errors")  # three votes of two who are present
    page.fill("input[name=votes_for]", "2")
    page.click("main form.congress-form button[type=submit]")
    page.wait_for_url("**/motions/")

    page.goto(desk("elections", congress.pk))
    page.click("main form.congress-form button[type=submit]")
    page.click("main .panel h2 a")
    page.click(f"button[name=person][value='{people[0].pk}']")
    page.wait_for_selector("input[name=ballots]")
    has_no_barriers(page)
    page.fill("input[name=ballots]", "2")
    page.fill("input[name^='votes-']", "2")
    page.click("main form.congress-form button[type=submit]")
    page.wait_for_selector("input[name=correction]")
    page.goto(desk("close", congress.pk))
    page.click("main form button.btn-primary")
    page.wait_for_url("**/result/")
    has_no_barriers(page)

    assert Office.objects.get().alumnus == people[0]
    assert sorted(Document.objects.values_list("form", flat=True)) == ["docx", "docx", "pdf", "pdf"]
    for file in Document.objects.filter(form="docx"):
        with file.file.open("rb") as stored:
            read = docx.Document(io.BytesIO(stored.read()))
        cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
        assert people[0].name in cells
    page.goto(congress.public_url)
    has_no_barriers(page)
    assert people[0].name not in page.inner_text("main")
