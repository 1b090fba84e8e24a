import pytest
from playwright.sync_api import expect

from alumni.models import DuplicateCandidate, Merge
from alumni.services import duplicates
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "en": ("Duplicates", "Merge into one record", "Undo the merge", "Undone"),
    "zh-hans": ("重复", "合并为一条记录", "撤销合并", "已撤销"),
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_two_records_are_merged_and_separated_again_in_the_browser(page, sign_in, language):
    sign_in(page, make_user())
    page.context.set_extra_http_headers({"Accept-Language": {"en": "en", "zh-hans": "zh-CN"}[language]})
    keep = make_alumnus("王晓明", gender="male", city="济南")
    drop = make_alumnus("王晓明", birth_date="1976-09-23", city="青岛")
    for person in (keep, drop):
        make_degree(person, college=make_college(), graduation_year=1998)
        make_contact(person)
    make_contact(drop, kind="email", value="wang@example.com")
    duplicates.bring_up_to_date()
    menu, merge, undo, undone = WORDS[language]

    page.goto("/admin/")
    page.click(f"#menu >> text={menu}")
    page.wait_for_selector("[data-row]")
    page.wait_for_load_state()  # the keys are heard once the script is there
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#merge")
    page.wait_for_load_state()
    page.keyboard.press("1")
    page.check(f"input[name=place][value='{drop.pk}']")
    page.keyboard.press("m")
    expect(page.locator("#do-merge")).to_be_focused()
    assert merge in page.inner_text("#do-merge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".empty")

    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.city, keep.birth_date, drop.merged_into_id) == ("青岛", "1976-09-23", keep.pk)
    assert keep.contacts.count() == 2

    page.goto("/admin/alumni/duplicatecandidate/merges/")
    page.click("#merges tbody .btn")
    assert page.locator("dl.facts dd").all_inner_texts() == ["2", "1"]
    page.click(f"button:has-text('{undo}')")
    page.wait_for_selector(f"text={undone}")

    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.city, keep.birth_date, drop.merged_into_id) == ("济南", "", None)
    assert (keep.contacts.count(), drop.contacts.count()) == (1, 2)
    assert Merge.objects.get().undone_at is not None
    assert DuplicateCandidate.objects.get(low=keep, high=drop).state == "different"
