"""What a sheet means as a whole: sheets of classes, headings between the rows, tables in tables."""

import pytest

from alumni.intake.refusal import Refused
from tests.alumni.intake.samples import people, read, text_file, workbook


def test_a_sheet_named_after_a_class_gives_class_and_year_where_no_column_does(tmp_path):
    path = workbook(tmp_path / "法学院.xlsx", [["姓名", "届"], ["刘一", "98届"]], sheet="94级2班")

    assert people(path) == [
        {"name": "刘一", "name_as_written": "刘一", "graduation_year": 1998, "enrolment_year": 1994,
         "class_name": "94级2班", "college": "法学院", "mobiles": [], "emails": []}
    ]  # fmt: skip


def test_a_heading_between_the_rows_holds_for_those_below_it_until_the_next(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "序号,姓名,手机\n法学院,,\n94级1班,,\n1,刘一,\n95级2班,,\n2,刘二,\n共2个班,,\n文学院,,\n3,刘三,\n",
    )

    assert [(p["name"], p["college"], p.get("class_name"), p.get("enrolment_year")) for p in people(path)] == [
        ("刘一", "法学院", "94级1班", 1994),
        ("刘二", "法学院", "95级2班", 1995),
        ("刘三", "文学院", None, None),
    ]


def test_what_a_heading_says_gives_way_to_the_row(tmp_path):
    path = text_file(tmp_path / "2001届.csv", "姓名,入学年份\n刘一,1997\n刘二,2003\n")

    assert [(p["enrolment_year"], p.get("graduation_year")) for p in people(path)] == [(1997, 2001), (2003, None)]


def test_headings_totals_and_dates_that_stand_in_the_college_column_are_no_people(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "院系,姓名,学号\n汉语言文学专业,,\n文学院,于一,9401\n1994级 共3人,,\n2008年5月1日,,\n制表人：张老师,,\n"
        "文学院,,9403\n",
    )

    assert {row: (r.status, [reason["code"] for reason in r.reasons]) for row, r in read(path).items()} == {
        2: ("skip", ["section_line"]),
        3: ("ok", []),
        4: ("skip", ["total_line"]),
        5: ("skip", ["note_line"]),
        6: ("skip", ["note_line"]),
        7: ("error", ["name_missing"]),
    }


def test_a_name_that_ends_as_a_subject_does_is_a_person_where_it_stands_as_one(tmp_path):
    alone = text_file(tmp_path / "a.csv", "姓名\n李勤学\n数学系\n")
    numbered = text_file(tmp_path / "b.csv", "序号,姓名,手机\n1,李勤学,\n,数学系,\n")

    assert [reading.status for reading in read(alone).values()] == ["ok", "skip"]
    assert [reading.status for reading in read(numbered).values()] == ["ok", "skip"]


def test_a_row_that_shows_how_to_fill_in_the_form_is_no_person(tmp_path):
    path = text_file(tmp_path / "a.csv", "序号,姓名,手机,工作单位\n示例,张三,13800138000,某公司\n1,王伟,13800138001,\n")

    assert {row: [reason["code"] for reason in r.reasons] for row, r in read(path).items()} == {
        2: ["example_line"],
        3: [],
    }


def test_two_tables_side_by_side_are_refused_and_no_number_goes_to_the_wrong_person(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["姓名", "电话", None, "姓名", "电话"], ["陶一", "13800138001", None, "陶四", "13800138004"],
         ["陶二", "13800138002", None, "陶五", "13800138005"]],
    )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.code == "side_by_side"


def test_the_columns_of_a_person_to_call_in_need_are_not_those_of_the_alumnus(tmp_path):
    def merges(book, page):
        for column, title in enumerate(["姓名", "手机"]):
            page.merge_range(0, column, 1, column, title)
        page.merge_range(0, 2, 0, 3, "紧急联系人")

    rows = [[], [None, None, "姓名", "电话"], ["刘一", "13800138001", "刘父", "13800138009"]]

    assert people(workbook(tmp_path / "a.xlsx", rows, fill=merges)) == [
        {"name": "刘一", "name_as_written": "刘一", "mobiles": ["+8613800138001"], "emails": []}
    ]


def test_a_web_page_with_titles_over_two_lines_and_breaks_in_cells(tmp_path):
    path = text_file(
        tmp_path / "导出.xls",
        '<table><tr><th rowspan="2">学号</th><th rowspan="2">姓名</th><th colspan="2">通讯</th></tr>'
        "<tr><th>手机号码</th><th>E-mail</th></tr>"
        "<tr><td>0097001</td><td>冯&#20108;</td><td>13800138002<br/>13900139000</td><td>f@a.com</td></tr>"
        "<tr><td>0097002</td><td>冯三</td><td rowspan=2></td><td rowspan=2>g@a.com</td></tr>"
        "<tr><td>0097003</td><td>冯四</td></tr></table>",
    )

    assert [(p["student_no"], p["name"], p["mobiles"], p["emails"]) for p in people(path)] == [
        ("0097001", "冯二", ["+8613800138002", "+8613900139000"], ["f@a.com"]),
        ("0097002", "冯三", [], ["g@a.com"]),
        ("0097003", "冯四", [], ["g@a.com"]),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_though_a_character_has_a_zero_byte(tmp_path, encoding):
    path = text_file(tmp_path / "a.csv", "姓名,学院,年级,单位名称\n戴一,文学院,九九级,济南日报社\n", encoding)

    assert [(p["name"], p["enrolment_year"], p["employer"]) for p in people(path)] == [("戴一", 1999, "济南日报社")]


def test_a_number_rounded_before_it_became_a_number_again_is_left_out(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "手机"], ["张三", 1.38e10], ["李四", 13800138000]])

    assert [(r.status, r.fields["mobiles"]) for r in read(path).values()] == [
        ("warning", []),
        ("ok", ["+8613800138000"]),
    ]


def test_a_single_column_called_contact_is_read_for_whatever_it_holds(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,联系\n吕三,lv3@163.com 13800138003\n")

    assert [(p["mobiles"], p["emails"]) for p in people(path)] == [(["+8613800138003"], ["lv3@163.com"])]


def test_a_text_pasted_into_one_column_of_a_workbook_is_taken_apart(tmp_path):
    rows = [["姓名,学院,手机"], ['樊一,法学院,"13800138001,13900138001"'], ["樊二,文学院,"]]

    assert [(p["name"], p["college"], p["mobiles"]) for p in people(workbook(tmp_path / "a.xlsx", rows))] == [
        ("樊一", "法学院", ["+8613800138001", "+8613900138001"]),
        ("樊二", "文学院", []),
    ]


def test_of_two_addresses_the_postcode_is_that_of_the_first(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "姓名,单位地址,单位邮编,家庭地址,家庭邮编\n纪一,济南市青年东路1号,250011,济南市二七新村,250002\n",
    )

    assert [(p["address"], p["postcode"]) for p in people(path)] == [("济南市青年东路1号", "250011")]


def test_more_words_for_known_columns(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,学生证号码,文化程度\n纪一,9801,大专\n")

    assert [(p["student_no"], p["level"]) for p in people(path)] == [("9801", "college")]


def test_the_number_of_a_secretary_is_not_that_of_the_alumnus(tmp_path):
    path = text_file(
        tmp_path / "a.csv",
        "姓名,校友会职务,单位,职务,手机,秘书电话,工作所在省,工作所在市,地址/邮编\n"
        "乔一,会长,海尔集团,总监,13800138001,0531-82000000,江苏省,苏州市,人民路1号/215000\n",
    )

    assert people(path) == [
        {"name": "乔一", "name_as_written": "乔一", "employer": "海尔集团", "job_title": "总监",
         "mobiles": ["+8613800138001"], "emails": [], "province": "江苏", "city": "苏州市", "address": "人民路1号",
         "postcode": "215000"}
    ]  # fmt: skip


def test_a_column_of_address_and_postcode_may_hold_the_postcode_alone(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,通讯地址,地址邮编\n乔一,人民路1号,215000\n乔二,人民路2号,215001\n")

    assert [(p["address"], p["postcode"]) for p in people(path)] == [("人民路1号", "215000"), ("人民路2号", "215001")]
