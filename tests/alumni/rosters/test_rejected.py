"""What was not taken in goes back as a spreadsheet, to be mended and sent again."""

from io import BytesIO

import openpyxl
from django.urls import reverse

from alumni.models import Alumnus
from alumni_office.history.models import AccessRecord
from tests.alumni.intake.samples import ROSTERS

from .steps import outcomes, roster_file, take_in, upload


def download(client, officer, roster):
    client.force_login(officer)
    response = client.get(reverse("admin:alumni_roster_rejected", args=[roster.pk]), headers={"accept-language": "en"})
    return response, openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def test_rejected_rows_come_back_in_their_own_columns_with_the_reason(university, officer, client):
    roster = take_in(upload(ROSTERS / "05-问题名单.csv", officer), officer)

    response, book = download(client, officer, roster)

    rows = list(book.active.iter_rows(values_only=True))
    assert "no-store" in response["Cache-Control"]
    assert rows[0] == (
        "姓名", "性别", "毕业年份", "学院", "专业", "学历", "手机", "邮箱", "单位", "Why it was not taken in",
    )  # fmt: skip
    assert [(row[0][:6], row[-1][:38]) for row in rows[1:]] == [
        ("", "The name is missing."),
        ("赵未来", "The graduation year 2199 lies in the f"),
        ("周学院", "There is no college “魔法学院”. Choose the"),
        ("'=HYPE", '“=HYPERLINK("http://x","y")” is a form'),
        ("郑长长长长长", "The name is longer than 60 characters."),
        (rows[6][0][:6], rows[6][-1][:38]),
    ]
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)
    record = AccessRecord.objects.get()
    assert (record.action, record.target, record.target_id, record.count) == ("download", "alumni.roster", roster.pk, 6)


def test_the_mended_spreadsheet_is_taken_in(university, officer, client, tmp_path):
    said = [{"姓名": "王伟", "学院": "魔法学院", "手机": "13800138000"}, {"姓名": "李娜", "学院": "法学院"}]
    roster = take_in(upload(roster_file(tmp_path, *said), officer), officer)
    assert outcomes(roster) == {2: "rejected", 3: "created"}
    _, book = download(client, officer, roster)

    book.active.cell(2, 5).value = "文学院"
    mended = tmp_path / "mended.xlsx"
    book.save(mended)
    second = take_in(upload(mended, officer), officer)

    assert outcomes(second) == {2: "created"}
    assert second.rows.get().alumnus.degrees.get().college == university["文学院"]
    assert Alumnus.objects.count() == 2


def test_the_reasons_speak_the_readers_language(university, officer, client, tmp_path):
    titles = ("姓名", "性别", "毕业学校")
    roster = upload(roster_file(tmp_path, {"姓名": "王伟", "毕业学校": "魔法大学"}, titles=titles), officer)
    client.force_login(officer)
    review = reverse("admin:alumni_roster_review", args=[roster.pk])

    english = client.get(review, headers={"accept-language": "en"}).content.decode()
    chinese = client.get(review, headers={"accept-language": "zh-hans"}).content.decode()

    assert "There is no school “魔法大学”; it was left out and the rest is kept." in english
    assert "没有名为“魔法大学”的学校；该项已略去，其余保留。" in chinese
