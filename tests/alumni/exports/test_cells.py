"""No cell is a formula, and our own import reads back what was written."""

import csv
import io
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from alumni.intake.cells.text import clean
from alumni.services.exports.cells import DANGEROUS, neutral
from alumni.services.exports.files import Text, Workbook

SIGNS = "=+-@＝＋－＠\t\r\n\x00"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "  ", "'", '"', " '", "　", "\u00a0"])
def test_a_sign_of_a_formula_gets_an_apostrophe(sign, before):
    assert neutral(f"{before}{sign}1+1").startswith("'")


@pytest.mark.parametrize("text", ["王伟", "A=1", "1-2", "a@b.cn", "O'Neil", "98级", "", "3+2"])
def test_plain_text_stays_as_it_is(text):
    assert neutral(text) == text


@pytest.mark.parametrize("value", [1998, 0])
def test_numbers_stay_numbers(value):
    assert neutral(value) == value


texts = st.text(st.sampled_from(SIGNS + "'\" 　09a王" + string.punctuation), max_size=12) | st.text(max_size=30)


@given(texts)
@example("'=1+1")
@example("''=1+1")
@example("'98")
@example("' 98")
@example('="x"')
@example("'\"=x")
def test_what_is_read_back_is_what_was_written(text):
    cleaned, _had_control = clean(text)
    # What a person typed into our own forms is clean already; a roster's text was cleaned when it came in.
    original, _had_control = clean(cleaned)
    if clean(original)[0] != original:
        return
    assert clean(neutral(original))[0] == original


@given(texts)
@example("\x1b=1+1")
def test_no_cell_begins_like_a_formula(text):
    written = neutral(text)
    assert not DANGEROUS.match(written) or written.startswith("'")


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(texts | st.integers(0, 3000), min_size=2, max_size=2), max_size=5))
def test_both_kinds_of_file_hold_the_same_text(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("files")
    for maker in (Text, Workbook):
        table = maker(folder / f"x.{maker.extension}", ["甲", "乙"], [10, 10])
        for row in rows:
            table.write(row)
        table.close()

    sheet = CalamineWorkbook.from_path(str(folder / "x.xlsx")).get_sheet_by_index(0).to_python(skip_empty_area=False)
    with (folder / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))

    expected = [[_plain(neutral(value)) for value in row] for row in rows]
    assert [[_plain(cell) for cell in line] for line in lines[1:]] == expected
    padded = [[_plain(cell) for cell in line] for line in sheet[1:]]
    assert padded + [["", ""]] * (len(expected) - len(padded)) == expected


def _plain(value):
    """Files hold one kind of line end."""
    text = str(int(value)) if isinstance(value, float) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_workbook_holds_no_formula_and_no_link(tmp_path):
    table = Workbook(tmp_path / "x.xlsx", ["甲"], [10])
    for value in ("=1+1", "https://example.com", "mailto:a@b.cn", "{=SUM(A1)}", "＝1+1"):
        table.write([value])
    table.close()

    import zipfile

    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.namelist()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not any("rels" in name and "sheet" in name for name in names)


def test_a_text_file_opens_in_excel_as_chinese(tmp_path):
    table = Text(tmp_path / "x.csv", ["姓名"], [10])
    table.write(["王伟"])
    table.close()

    assert (tmp_path / "x.csv").read_bytes() == "\ufeff姓名\r\n王伟\r\n".encode()
    assert io.BytesIO((tmp_path / "x.csv").read_bytes()).read(3) == b"\xef\xbb\xbf"
