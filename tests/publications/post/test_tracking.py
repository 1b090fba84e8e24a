"""The courier's sheet: there and back, and every file that is none."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publications.services import post
from tests.factories import make_user

from .makers import make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def row(staff):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    return prepared(staff)


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def upload(office, row, content, name="sheet.csv", **data):
    address = reverse("admin:publications_distribution_tracking", args=[row.pk]) + "?lang=en"
    return office.post(address, {"file": SimpleUploadedFile(name, content), **data})


def numbers(row):
    return list(row.parcels.order_by("number").values_list("carrier", "tracking_no"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_table_goes_to_the_courier_and_comes_back_with_its_numbers(office, staff, row, tmp_path, form):
    path = tmp_path / f"labels.{form}"
    post.labels_pdf(distribution=row, path=path, form=form, by=staff)
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        for line in book.active.iter_rows(min_row=2):
            line[5].value, line[6].value = "中国邮政", f"XA{line[0].value:04}"
        book.save(path)
        content = path.read_bytes()
    else:
        titles, *lines = path.read_text(encoding="utf-8-sig").splitlines()
        filled = [f"{line[:-2]},中国邮政,XA{number:04}" for number, line in enumerate(lines, 1)]
        content = "\r\n".join([titles, *filled]).encode("gb18030")
    answer = upload(office, row, content, path.name)
    assert "3 tracking numbers were written." in answer.content.decode()
    assert numbers(row) == [("中国邮政", "XA0001"), ("中国邮政", "XA0002"), ("中国邮政", "XA0003")]
    again = upload(office, row, content, path.name).content.decode()
    assert "0 tracking numbers were written. 3 stood there already." in again


def test_lines_that_cannot_be_used_are_named_with_their_reason(office, row):
    first, second, _third = row.parcels.order_by("number").values_list("code", flat=True)
    sheet = f"条码,运单号\n{first},SF1\n{second},SF1\nX-9,SF2\n{second},\n"
    page = upload(office, row, sheet.encode(), carrier="顺丰").content.decode()
    assert "1 tracking number was written." in page
    for words in (
        "another parcel has this number",
        "no parcel of this distribution",
        "the code or the number is missing",
    ):
        assert words in page
    assert numbers(row)[0] == ("顺丰", "SF1")


def test_a_sheet_of_many_lines_costs_as_many_statements_as_one_of_one(staff, row, django_assert_num_queries):
    codes = list(row.parcels.order_by("number").values_list("code", flat=True))
    for wave, some in enumerate((codes[:1], codes)):
        lines = [post.Line(at, code, f"SF{wave}{at}", "顺丰") for at, code in enumerate(some)]
        with django_assert_num_queries(4):
            post.record_numbers(distribution=row, lines=lines, carrier="", by=staff)
        assert {line.outcome for line in lines} == {"written"}


def test_numbers_of_two_parcels_that_were_mixed_up_are_told_and_a_line_said_twice_counts_once(staff, row):
    first, second, third = row.parcels.order_by("number").values_list("code", flat=True)

    def record(*said):
        lines = [post.Line(at, code, number, "顺丰") for at, (code, number) in enumerate(said)]
        return [line.outcome for line in post.record_numbers(distribution=row, lines=lines, carrier="", by=staff)]

    assert record((first, "SF1"), (second, "SF2"), (second, "SF2")) == ["written", "written", "same"]
    assert record((first, "SF2"), (second, "SF1"), (third, "SF3")) == ["taken", "taken", "written"]
    assert record((first, ""), (first, "SF9"), (second, "SF1"), (first, "SF2")) == [
        "empty",
        "written",
        "written",
        "written",
    ]
    assert numbers(row) == [("顺丰", "SF2"), ("顺丰", "SF1"), ("顺丰", "SF3")]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""), ("empty.xlsx", b""), ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))), ("plain.csv", "你好，世界".encode()),
        ("large.csv", b"a,b\n" * (21 * 1024 * 1024 // 4)), ("bomb.xlsx", bomb()), ("letter.pdf", b"%PDF-1.4"),
    ],
    ids=["empty text", "empty workbook", "picture as workbook", "picture as text", "no titles", "21 MB", "bomb", "PDF"],
)  # fmt: skip
def test_a_file_that_is_no_such_sheet_gets_a_sentence_at_its_field(office, row, name, content):
    answer = upload(office, row, content, name)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_file_error"' in page
    sentence = page.split('id="id_file_error">')[1].split("</p>")[0]
    assert sentence.strip().endswith(".")
    assert numbers(row) == [("", "")] * 3


def test_a_number_that_was_sent_is_found_by_it(office, staff, row):
    parcel = row.parcels.order_by("number").first()
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    upload(office, row, f"code,tracking number\n{parcel.code},SF77\n".encode())
    address = reverse("admin:publications_distribution_change", args=[row.pk])
    page = office.get(address, {"q": "SF77"}).content.decode()
    assert parcel.code in page
    assert row.parcels.order_by("number").last().code not in page
