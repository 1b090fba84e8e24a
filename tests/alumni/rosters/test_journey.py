"""The whole way of all six files through the wizard, in both languages, in a browser."""

import pytest
from playwright.sync_api import expect

from alumni.models import Alumnus, Roster
from tests.alumni.intake.samples import ROSTERS

from .steps import SAMPLES

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {
    "zh-hans": {
        "upload": "上传并检查", "right": "各列无误", "start": "开始导入", "done": "名册已导入", "keep": "保存选择",
        "undo": "撤销导入", "undone": "本次导入已撤销", "import": "导入这些行",
    },
    "en": {
        "upload": "Upload and check", "right": "The columns are right", "start": "Start the import",
        "done": "The roster is imported", "keep": "Keep my choices", "undo": "Undo the import",
        "undone": "This import was undone", "import": "Import them",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_six_files_from_upload_to_undo(page, sign_in, language, university, officer):
    words = WORDS[language]
    sign_in(page, officer)
    page.goto("/admin/alumni/roster/")
    page.locator(".empty a.btn-primary").click()
    for name in SAMPLES:
        page.goto("/admin/alumni/roster/add/")
        page.set_input_files("input[type=file]", str(ROSTERS / name))
        expect(page.locator("[data-file-name]")).to_have_text(name)
        page.get_by_role("button", name=words["upload"]).click()
        if name.startswith("06"):
            page.locator(".alert-danger").wait_for()
            continue
        page.get_by_role("link", name=words["right"]).click()
        page.locator(".roster-rows").first.wait_for()
        page.get_by_role("button", name=words["start"]).click()
        page.get_by_role("heading", name=words["done"]).wait_for()
    assert Alumnus.objects.count() == 534
    assert list(Roster.objects.order_by("pk").values_list("state", flat=True)) == ["applied"] * 5 + ["refused"]

    third = Roster.objects.get(filename=SAMPLES[2])
    page.goto(f"/admin/alumni/roster/{third.pk}/review/?outcome=ambiguous")
    page.locator(".candidate").first.click()
    page.get_by_role("button", name=words["keep"]).click()
    page.locator(".steps [aria-current] a").click()
    page.get_by_role("button", name=words["import"]).click()
    page.get_by_role("heading", name=words["done"]).wait_for()
    assert third.rows.filter(outcome="updated").count() == 45

    with page.expect_download() as download:
        page.goto(f"/admin/alumni/roster/{Roster.objects.get(filename=SAMPLES[4]).pk}/result/")
        page.locator("a[href$='rejected.xlsx']").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.goto(f"/admin/alumni/roster/{third.pk}/undo/")
    page.get_by_role("button", name=words["undo"]).click()
    page.get_by_role("heading", name=words["undone"]).wait_for()
    assert Alumnus.objects.count() == 534 - 140
