"""Files that are refused: one sentence, fast, within little memory, whatever is in them."""

import json
import random
import resource
import time
import zipfile

import pytest
from django.utils import translation

from alumni.intake import limits, refusal
from alumni.intake.refusal import Refused
from alumni.intake.roster import read_roster
from tests.alumni.intake.samples import ROSTERS, context, text_file, workbook


def outcome(path, filename=None):
    """The code of the refusal, or the number of items; anything else is a failed test."""
    try:
        return sum(1 for _ in read_roster(path, filename or path.name, context()))
    except Refused as refused:
        return refused.code


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def small(tmp_path):
    return workbook(tmp_path / "small.xlsx", [["姓名", "手机"], ["张三丰", "13800138000"], ["李四光", "13800138001"]])


def test_every_refusal_has_a_sentence_that_can_be_filled():
    params = {"limit": 1, "row": 2}
    with translation.override("en"):
        sentences = [str(Refused(code, **params)) for code in refusal.SENTENCES]

    assert all(sentence.endswith(".") and "%" not in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        ("姓名,手机\n".encode(), "no_rows"),
        (b"<html><body>hello</body></html>", "not_a_table"),
        (b"%PDF-1.4 ...", "not_a_table"),
        (b"\x89PNG\r\n", "not_a_table"),
        (b"PK\x03\x04 cut", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "truncated"),
        ("姓名,手机\n".encode() + "张三,1\n".encode() * 20 + b"\x00\n", "not_a_table"),
        ("姓名,手机\n张三\ufffd,1\n".encode(), "lost_text"),
        ("姓名,手机\n张三,1\n".encode("gb18030") + b"\xd5", "undecodable"),
        (b"\xff\xfe" + "姓名,手机\n张三,1\n".encode("utf-16-le") + b"\x20", "undecodable"),
        ("姓名,手机\n".encode() + "张三,1\n".encode() * 30 + b"\xe5\xbc,2\n", "undecodable"),
        (b"a,b\n1,2\n", "no_header"),
        ("张三,13800138000\n李四,13800138001\n".encode(), "no_header"),
        (("姓名,手机\n" + "李四,2\n" * 300 + '张三,"1\n' + "李四,2\n" * 400).encode(), "cell_too_long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, code):
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    assert outcome(path) == code


def test_undecodable_text_says_the_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,手机\n张三,1\n李四,2\n".encode("gb18030") + b"\xff\xff\n")

    with pytest.raises(Refused) as refused:
        list(read_roster(path, "a.csv", context()))
    assert (refused.value.code, refused.value.params) == ("undecodable", {"row": 4})


def test_too_large_too_long_and_too_wide_are_refused(tmp_path, monkeypatch):
    wide = text_file(tmp_path / "wide.csv", "姓名,手机" + "," * 300 + "\n张三,1" + "," * 300 + "\n")
    assert outcome(wide) == "too_many_columns"
    monkeypatch.setattr(limits, "MAX_ROWS", 10)
    assert outcome(text_file(tmp_path / "long.csv", "姓名,手机\n" + "张三,1\n" * 20)) == "too_many_rows"
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert outcome(wide) == "too_large"


def test_a_cell_in_the_last_row_or_column_of_a_sheet_is_refused(tmp_path):
    def corner(book, page):
        page.write_string(1_048_575, 0, "x")

    def edge(book, page):
        page.write_string(0, 16_383, "x")

    started = time.process_time()
    assert outcome(workbook(tmp_path / "a.xlsx", [["姓名", "手机"]], fill=corner)) == "too_many_rows"
    assert outcome(workbook(tmp_path / "b.xlsx", [["姓名", "手机"]], fill=edge)) == "too_many_columns"
    assert time.process_time() - started < 4


def test_bombs_are_refused_within_two_seconds(tmp_path, small):
    parts = parts_of(small)
    huge = {**parts, "xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * 210_000_000 + b"</t></si></sst>"}
    dense = {**parts, "xl/sharedStrings.xml": parts["xl/sharedStrings.xml"] + b" " * 30_000_000}
    many = {**parts, **{f"xl/media/{number}": b"" for number in range(2_500)}}
    bombs = [zipped(tmp_path / f"{n}.xlsx", members) for n, members in enumerate((huge, dense, many))]

    for bomb in bombs:
        started = time.process_time()
        assert outcome(bomb) == "bomb"
        assert time.process_time() - started < 2


def test_sizes_that_lie_are_found_out(tmp_path, small):
    parts = parts_of(small)
    bomb = zipped(tmp_path / "a.xlsx", {**parts, "xl/sharedStrings.xml": b"a" * 30_000_000})
    content = bomb.read_bytes().replace((30_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    bomb.write_bytes(content)

    assert outcome(bomb) == "truncated"


def test_an_entity_bomb_hurts_nobody(tmp_path, small):
    parts = parts_of(small)
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    parts["xl/sharedStrings.xml"] = entities + b"]><sst><si><t>&j;</t></si></sst>"
    started = time.process_time()
    outcome(zipped(tmp_path / "a.xlsx", parts))

    assert time.process_time() - started < 2


def test_macros_other_files_and_other_archives_are_refused(tmp_path, small):
    parts = parts_of(small)

    assert outcome(zipped(tmp_path / "a.xlsx", {**parts, "xl/vbaProject.bin": b"x"})) == "macros"
    assert (
        outcome(zipped(tmp_path / "b.xlsx", {**parts, "xl/externalLinks/externalLink1.xml": b"x"})) == "external_links"
    )
    assert outcome(zipped(tmp_path / "c.xlsx", {"word/document.xml": b"x"})) == "not_a_table"


def test_an_encrypted_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 900
    )

    assert outcome(path) == "encrypted"


def test_a_hundred_thousand_sheets_are_refused(tmp_path, small):
    parts = parts_of(small)
    sheet = b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>", b"".join(sheet % (n, n) for n in range(2, 20_000)) + b"</sheets>"
    )

    assert outcome(zipped(tmp_path / "a.xlsx", parts)) == "too_many_sheets"


def mutations(content, random_):
    """A damaged copy of a file: flipped, cut, doubled, or filled with one byte."""
    content = bytearray(content)
    kind = random_.randrange(5)
    if kind == 0:
        for _ in range(random_.randrange(1, 30)):
            content[random_.randrange(len(content))] ^= 1 << random_.randrange(8)
    elif kind == 1:
        del content[random_.randrange(len(content)) :]
    elif kind == 2:
        start = random_.randrange(len(content))
        content[start:start] = content[start : start + random_.randrange(1, 2_000)]
    elif kind == 3:
        start = random_.randrange(len(content))
        content[start : start + random_.randrange(1, 400)] = bytes([random_.choice((0, 34, 44, 60, 255))]) * 50
    else:
        first, second = sorted(random_.randrange(len(content)) for _ in range(2))
        content = content[second:] + content[:first]
    return bytes(content)


def test_damaged_text_files_are_read_or_refused(tmp_path):
    random_ = random.Random(7)
    originals = [(ROSTERS / name).read_bytes() for name in ("02-医学院-历届毕业生.csv", "05-问题名单.csv")]
    path = tmp_path / "a.csv"
    for number in range(120):
        path.write_bytes(mutations(originals[number % 2], random_))
        outcome(path)


def test_strange_characters_in_any_cell_are_read_or_refused(tmp_path):
    random_ = random.Random(11)
    strange = [
        *'"，,\t\n<=(@-+./年月级届〇十廿民国系省*’（\u3000\x01\u200b😀١Ⅷ²½𬭎',
        "0086",
        "十十",
        "9" * 20,
        "&#60;",
        "a@b" * 90,
    ]
    text = (ROSTERS / "05-问题名单.csv").read_bytes().decode("utf-16")
    path = tmp_path / "a.csv"
    for _ in range(100):
        damaged = text
        for _ in range(random_.randrange(1, 9)):
            place = random_.randrange(len(damaged))
            damaged = damaged[:place] + random_.choice(strange) + damaged[place + random_.randrange(3) :]
        path.write_bytes(damaged.encode())
        outcome(path)


@pytest.mark.parametrize(
    "unit",
    ["1", "a@", "a@b.", "(", " ", "一", "十", "0-", "-", "年", "王 ", "、a", "学院", "13800138000 ", "<a", "1e1"],
)
def test_a_huge_cell_under_any_title_costs_no_time(tmp_path, unit):
    titles = [
        "姓名",
        "性别",
        "出生日期",
        "学院",
        "学历",
        "学号",
        "入学时间",
        "毕业时间",
        "单位及职务",
        "联系方式",
        "邮箱",
        "地址",
    ]
    huge = unit * (30_000 // len(unit))
    lines = [["王伟", *[""] * 11], *([huge if n == m else "王伟" * (m == 0) for m in range(12)] for n in range(12))]
    path = text_file(tmp_path / "a.csv", "\n".join(",".join(line) for line in [titles, *lines]))

    started = time.process_time()
    outcome(path)
    assert time.process_time() - started < 2


def test_damaged_workbooks_are_read_or_refused(tmp_path, small):
    random_ = random.Random(8)
    originals = [small.read_bytes(), (ROSTERS / "03-校友名录.xls").read_bytes()]
    path = tmp_path / "a.xlsx"
    for number in range(24):
        path.write_bytes(mutations(originals[number % 2], random_))
        outcome(path)


def test_workbooks_with_damaged_xml_are_read_or_refused(tmp_path, small):
    random_ = random.Random(9)
    parts = parts_of(small)
    for number in range(16):
        name = random_.choice([name for name in parts if name.startswith("xl/w") or "shared" in name])
        outcome(zipped(tmp_path / f"{number}.xlsx", {**parts, name: mutations(parts[name], random_)}))


def test_the_reader_of_workbooks_stays_within_its_memory(tmp_path):
    rows = [["姓名", "手机"], *([f"张{n}", str(13_800_000_000 + n)] for n in range(5_000))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome(workbook(tmp_path / "a.xlsx", rows)) == 5_001

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_a_mapping_survives_json_and_corrections(tmp_path):
    from alumni.intake.mapping import Mapping
    from alumni.intake.roster import read_mappings

    path = text_file(tmp_path / "a.csv", "姓名,字段一,手机\n张三丰,法学院,13800138000\n")
    mapping = read_mappings(path, "a.csv")[0].mapping
    corrected = mapping.corrected({"1": "college"})

    assert Mapping.from_json(json.loads(json.dumps(corrected.as_json()))) == corrected
    assert corrected.fields == {0: "name", 1: "college", 2: "mobiles"}
    readings = list(read_roster(path, "a.csv", context(), {"": corrected}))
    assert readings[1].fields["college"] == "法学院"
    again = read_mappings(path, "a.csv", remembered={corrected.fingerprint: {"1": "college"}}.get)[0].mapping
    assert again.fields == corrected.fields
