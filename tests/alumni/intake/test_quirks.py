"""Rosters of the same kind with other quirks: words, orders, encodings, mixed cells, lines between the rows."""

import codecs
from datetime import date

import pytest

from alumni.intake.refusal import Refused
from alumni.intake.roster import SheetStart, read_roster
from tests.alumni.intake.samples import context, people, read, text_file, workbook

EMPTY = {"mobiles": [], "emails": []}


def test_titles_over_two_lines_with_groups_and_a_merged_title(tmp_path):
    def merges(book, page):
        bold = book.add_format({"bold": True})
        page.merge_range(0, 0, 0, 7, "文学院校友信息登记表", bold)
        page.merge_range(1, 0, 2, 0, "姓 名", bold)
        page.merge_range(1, 1, 2, 1, "性\n别", bold)
        page.merge_range(1, 2, 1, 4, "联系方式", bold)
        page.merge_range(1, 5, 1, 6, "工作情况", bold)
        page.merge_range(1, 7, 2, 7, "届别*", bold)

    rows = [
        [],
        [],
        [None, None, "手机", "邮箱", "家庭电话", "单位名称", "职务", None],
        ["王　伟", "男", 13800138000, "A@QQ.com", "0531-88364701", "山东电力集团", "科长", "02届"],
        ["李娜（女）", None, "+86 139 0013 9000", "无", None, "海尔集团", None, 2003],
    ]
    path = workbook(tmp_path / "名单.xlsx", rows, fill=merges)

    assert read(path).keys() == {4, 5}
    assert people(path) == [
        {
            "name": "王伟", "name_as_written": "王伟", "gender": "male", "mobiles": ["+8613800138000"],
            "emails": ["a@qq.com"], "phones": ["+8653188364701"], "employer": "山东电力集团", "job_title": "科长",
            "graduation_year": 2002, "college": "文学院",
        },
        {
            "name": "李娜", "name_as_written": "李娜", "gender": "female", "mobiles": ["+8613900139000"],
            "emails": [], "employer": "海尔集团", "graduation_year": 2003, "college": "文学院",
        },
    ]  # fmt: skip


def test_lines_between_the_rows_are_skipped_and_say_why(tmp_path):
    rows = [
        ["序号", "姓名", "学号", "手机号码"],
        ["98级1班"],
        [1, "张三丰", "98001", "13800138001"],
        [2, None, None, None],
        ["序号", "姓名", "学号", "手机号码"],
        [3, "李四光", "98002", "13800138002"],
        [],
        ["小计", 2],
        ["备注：以上名单由班长提供"],
        ["共 2 人"],
        ["制表人：办公室", None, "2008年5月"],
    ]
    readings = read(workbook(tmp_path / "a.xlsx", rows))

    assert {row: (reading.status, [r["code"] for r in reading.reasons]) for row, reading in readings.items()} == {
        2: ("skip", ["section_line"]),
        3: ("ok", []),
        4: ("skip", ["only_number"]),
        5: ("skip", ["repeated_header"]),
        6: ("ok", []),
        8: ("skip", ["total_line"]),
        9: ("skip", ["note_line"]),
        10: ("skip", ["total_line"]),
        11: ("skip", ["note_line"]),
    }


def test_row_numbers_are_the_spreadsheet_s_own_when_the_table_starts_low_and_right(tmp_path):
    rows = [
        [],
        [],
        [],
        [None, None, "姓名", "院系"],
        [None, None, "王五", "法学院"],
        [],
        [None, None, "赵六", "法学院"],
    ]

    readings = read(workbook(tmp_path / "a.xlsx", rows))

    assert {row: reading.fields["name"] for row, reading in readings.items()} == {5: "王五", 7: "赵六"}


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_in_any_encoding_and_delimiter_is_the_same_roster(tmp_path, encoding, mark, delimiter, end):
    lines = [
        ["姓名", "学院", "毕业年份", "手机"],
        ["𬭎伟", "法学院", "1999", "13800138000"],
        ["㛃䶮", "文学院", "零二届", ""],
    ]
    text = end.join(delimiter.join(line) for line in lines) + end
    path = tmp_path / "a.txt"
    path.write_bytes(mark + text.encode(encoding))

    assert people(path) == [
        {"name": "𬭎伟", "name_as_written": "𬭎伟", "college": "法学院", "graduation_year": 1999,
         "mobiles": ["+8613800138000"], "emails": []},
        {"name": "㛃䶮", "name_as_written": "㛃䶮", "college": "文学院", "graduation_year": 2002, **EMPTY},
    ]  # fmt: skip


def test_big5_is_not_taken_for_gbk(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,學院,手機,畢業年份\n陳偉,法學院,13800138000,民國87年\n", "big5")

    assert people(path, resolve_college={"法學院": "法学院"}.get) == [
        {"name": "陈伟", "name_as_written": "陳偉", "college": "法学院", "mobiles": ["+8613800138000"],
         "emails": [], "graduation_year": 1998},
    ]  # fmt: skip


def test_quoted_line_breaks_count_as_one_record(tmp_path):
    path = text_file(
        tmp_path / "a.csv", '姓名,地址,邮编\n张三丰,"山东省济南市\n山大南路27号",250100\n李四光,北京,100081\n'
    )

    readings = read(path)

    assert readings.keys() == {2, 3}
    assert readings[2].fields == {
        "name": "张三丰", "name_as_written": "张三丰", "address": "山东省济南市 山大南路27号", "postcode": "250100",
        "residence_province": "山东", "residence_city": "济南", **EMPTY,
    }  # fmt: skip


def test_cells_forced_to_text_are_unwrapped(tmp_path):
    path = text_file(
        tmp_path / "a.csv", '姓名,学号,手机\n张三丰,"=""0098001""",\t13800138000\t\n李四光,\'0098002,="13800138001"\n'
    )

    assert [(person["student_no"], person["mobiles"]) for person in people(path)] == [
        ("0098001", ["+8613800138000"]),
        ("0098002", ["+8613800138001"]),
    ]


def test_mixed_contact_cells_become_facts_of_their_kind(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["校友姓名", "联系方式", "单位及职务"],
            ["张三丰", "13800138000/ABC@163.com QQ:12345678", "山东大学齐鲁医院主任医师"],
            ["李四光", "办：0531-88364701转8012；手机：139 0013 9000（微信同号）", "华为技术有限公司（工程师）"],
            ["王五", "zhang@qq.com", "退休"],
        ],
    )

    assert people(path) == [
        {"name": "张三丰", "name_as_written": "张三丰", "mobiles": ["+8613800138000"], "emails": ["abc@163.com"],
         "qq": "12345678", "employer": "山东大学齐鲁医院", "job_title": "主任医师"},
        {"name": "李四光", "name_as_written": "李四光", "mobiles": ["+8613900139000"], "emails": [],
         "phones": ["+8653188364701"], "phone_extensions": {"+8653188364701": "8012"}, "wechat": "13900139000",
         "employer": "华为技术有限公司", "job_title": "工程师"},
        {"name": "王五", "name_as_written": "王五", "mobiles": [], "emails": ["zhang@qq.com"], "job_title": "退休"},
    ]  # fmt: skip


def test_a_number_that_lost_digits_is_left_out_with_a_warning(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["姓名", "学号", "手机"], ["张三丰", 200112345678901234, 13800138000], ["李四光", 200112345678901, None]],
    )
    readings = read(path)

    assert [r["code"] for r in readings[2].reasons] == ["student_no_lost_digits"]
    assert "student_no" not in readings[2].fields
    assert readings[2].fields["mobiles"] == ["+8613800138000"]
    assert readings[3].fields["student_no"] == "200112345678901"

    text = text_file(tmp_path / "a.csv", "姓名,学号,手机\n张三丰,1.59E+17,1.38001E+10\n")
    assert [r["code"] for r in read(text)[2].reasons] == ["student_no_lost_digits", "phone_lost_digits"]


def test_dates_as_dates_serials_and_months(tmp_path):
    rows = [
        ["姓名", "出生年月", "入学时间", "毕业时间"],
        ["张三丰", date(1976, 9, 1), date(1994, 9, 1), 35977],
        ["李四光", date(1976, 10, 1), date(1994, 9, 1), "1998年7月"],
        ["王五", date(1977, 1, 1), date(1994, 9, 1), "九八届"],
        ["赵六", "1976", "94级", "1998.07"],
    ]

    def dates(book, page):
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in (1, 2, 3):
            page.write_datetime(row, 1, rows[row][1], style)
            page.write_datetime(row, 2, rows[row][2], style)

    plain = [list(row) for row in rows]
    for row in (1, 2, 3):
        plain[row][1] = plain[row][2] = None
    found = people(workbook(tmp_path / "a.xlsx", plain, fill=dates))

    assert [(p["birth"], p["enrolment_year"], p["graduation_year"]) for p in found] == [
        ("1976-09", 1994, 1998),
        ("1976-10", 1994, 1998),
        ("1977-01", 1994, 1998),
        ("1976", 1994, 1998),
    ]


def test_a_birth_day_is_kept_when_the_column_has_real_days(tmp_path):
    path = text_file(
        tmp_path / "a.csv", "姓名,出生年月\n张三丰,1976/9/1\n李四光,1976/9/12\n王五,1976/10/1\n赵六,19760903\n"
    )

    assert [person["birth"] for person in people(path)] == ["1976-09-01", "1976-09-12", "1976-10-01", "1976-09-03"]


def test_the_suffix_says_which_year_it_is_whatever_the_title(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,年级\n张三丰,98级\n李四光,02届\n王五,2001\n赵六,一九九九级\n")

    assert [(p.get("enrolment_year"), p.get("graduation_year")) for p in people(path)] == [
        (1998, None),
        (None, 2002),
        (2001, None),
        (1999, None),
    ]


def test_impossible_years_are_errors_and_an_impossible_birth_a_warning(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "姓名,入学年份,毕业年份,出生日期\n张三丰,1998,1994,\n李四光,1994,2030,\n王五,1994,1998,1996-02-01\n赵六,1994,1998,1976-02-30\n钱七,1994,1780,\n",
    )

    assert [(r.status, [c["code"] for c in r.reasons]) for r in read(path).values()] == [
        ("error", ["years_contradict"]),
        ("error", ["graduation_in_future"]),
        ("warning", ["birth_impossible"]),
        ("warning", ["date_unreadable"]),
        ("error", ["graduation_impossible"]),
    ]


def test_english_titles_names_in_two_columns_and_numbers_by_country(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "First Name;Last Name;Sex;Country of residence;Mobile No.;E-mail address;Class of;Programme;Qualification\n"
        "Mary;Smith;Female;Japan;090-1234-5100;MARY@EXAMPLE.COM;1998;Law;Ph.D.\n"
        "伟;王;M;中国台湾;0912-345-678;;2001;;M.A.\n",
    )

    assert people(path) == [
        {"name": "Mary Smith", "name_as_written": "Mary Smith", "gender": "female", "country": "JP",
         "mobiles": ["+819012345100"], "emails": ["mary@example.com"], "graduation_year": 1998, "major": "Law",
         "level": "doctor"},
        {"name": "王伟", "name_as_written": "王伟", "gender": "male", "country": "TW", "mobiles": ["+886912345678"],
         "emails": [], "graduation_year": 2001, "level": "master"},
    ]  # fmt: skip


def test_traditional_titles_and_a_nameless_column_of_mobiles(tmp_path):
    rows = [
        ["編號", "姓　名", "性別", "畢業時間", "", "電子郵箱", "通訊地址"],
        ["1", "劉國華", "男", "1998年", "13800138000", "a@b.com", "臺北市"],
        ["2", "於乾", "女", "1999年", "13800138001", "", ""],
    ]

    assert [(p["name"], p["name_as_written"], p["mobiles"]) for p in people(workbook(tmp_path / "a.xlsx", rows))] == [
        ("刘国华", "劉國華", ["+8613800138000"]),
        ("於乾", "於乾", ["+8613800138001"]),
    ]


def test_the_sheet_name_and_heading_give_what_no_column_says(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["数学系2002届毕业生名单"], ["姓名", "手机"], ["张三丰", "13800138000"]],
        sheet="硕士研究生",
    )

    assert people(path) == [
        {"name": "张三丰", "name_as_written": "张三丰", "mobiles": ["+8613800138000"], "emails": [], "level": "master",
         "graduation_year": 2002, "college": "数学学院"}
    ]  # fmt: skip
    assert people(path, college="法学院", school="山东大学")[0]["college"] == "法学院"


def test_a_college_cell_with_more_in_it(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "姓名,院系专业\n张三丰,数学学院统计学\n李四光,法学院 / 法学\n王五,数学系\n赵六,山东大学文学院\n钱七,魔法学院\n",
    )

    assert [(r.status, r.fields.get("college"), r.fields.get("major")) for r in read(path).values()] == [
        ("ok", "数学学院", "统计学"),
        ("ok", "法学院", "法学"),
        ("ok", "数学学院", None),
        ("ok", "文学院", None),
        ("error", None, None),
    ]


def test_hidden_empty_and_headerless_sheets_are_left_out_with_a_note(tmp_path):
    def others(book, page):
        book.add_worksheet("空表")
        notes = book.add_worksheet("说明")
        notes.write_string(0, 0, "请各班班长认真填写，如有疑问请联系办公室。")
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, ["姓名", "手机"])
        hidden.hide()

    path = workbook(tmp_path / "a.xlsx", [["姓名", "手机"], ["张三丰", "13800138000"]], sheet="一班", fill=others)
    starts = [item for item in read_roster(path, path.name, context()) if isinstance(item, SheetStart)]

    assert [(start.sheet, start.skipped) for start in starts] == [
        ("一班", None), ("空表", "empty"), ("说明", "no_header"), ("旧", "hidden"),
    ]  # fmt: skip


def test_cells_merged_downwards_hold_for_each_of_their_rows(tmp_path):
    def merges(book, page):
        page.merge_range(1, 0, 3, 0, "法学院")

    rows = [["学院", "姓名"], [None, "张三丰"], [None, "李四光"], [None, "王五"], ["文学院", "赵六"]]

    assert [p["college"] for p in people(workbook(tmp_path / "a.xlsx", rows, fill=merges))] == ["法学院"] * 3 + [
        "文学院"
    ]


def test_id_card_numbers_are_never_read(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "姓名,证件,学号\n张三丰,370102197609011234,370102197609011234\n李四光,37010219760901123X,98002\n王五,370102197609011233,98003\n",
    )
    readings = read(path)

    assert [r["code"] for r in readings[2].reasons] == ["id_card_left_out"]
    assert not any("3701021976" in str(reading.fields) for reading in readings.values())


def test_a_text_that_is_no_table_is_refused(tmp_path):
    path = text_file(tmp_path / "a.txt", "各位校友：\n大家好，欢迎返校。\n办公室，2008年5月\n")

    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.code == "no_header"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_named_xls_is_read_as_the_table_it_is(tmp_path, encoding):
    path = text_file(
        tmp_path / "导出.xls",
        "<html><head><style>td {color: red}</style></head><body><table><tr><td colspan=3>法学院毕业生名单</td></tr>"
        "<tr><th>学号</th><th>姓名</th><th>手机</th></tr>"
        "<tr><td>0098001</td><td>张三&nbsp;</td><td><b>13800138000</b></td></tr><tr><td></td><td>李四<td></tr></table>",
        encoding,
    )

    assert {row: reading.fields for row, reading in read(path).items()} == {
        3: {
            "name": "张三",
            "name_as_written": "张三",
            "student_no": "0098001",
            "mobiles": ["+8613800138000"],
            "emails": [],
            "college": "法学院",
        },
        4: {"name": "李四", "name_as_written": "李四", "college": "法学院", **EMPTY},
    }


def test_combined_employment_column_alone_and_beside_an_employer_column(tmp_path):
    alone = text_file(tmp_path / "a.csv", "姓名,单位职务\n张三,山东省立医院 主任医师\n")
    beside = text_file(tmp_path / "b.csv", "姓名,工作单位,单位职务\n张三,山东省立医院,主任医师\n")

    for path in (alone, beside):
        assert [(p["employer"], p["job_title"]) for p in people(path)] == [("山东省立医院", "主任医师")]
