"""What one cell means: numbers, addresses, dates, degrees and places as people write them."""

import pytest

from alumni.intake.cells.dates import read_date, read_year
from alumni.intake.cells.emails import read_emails
from alumni.intake.cells.levels import read_level
from alumni.intake.cells.names import read_name
from alumni.intake.cells.numbers import read_student_no
from alumni.intake.cells.phones import read_phones
from alumni.intake.cells.places import read_city, read_place
from alumni.intake.cells.work import read_employment
from tests.alumni.intake.samples import people, read, text_file


@pytest.mark.parametrize(
    ("text", "country", "mobiles", "phones"),
    [
        ("手机13800138000 家0531-88364701", None, ["+8613800138000"], ["+8653188364701"]),
        ("（办）0531-88364701 （宅）0531-88364702", None, [], ["+8653188364701", "+8653188364702"]),
        ("138-00138-000 139 00139 000", None, ["+8613800138000", "+8613900139000"], []),
        ("0531-88364701*8012", None, [], ["+8653188364701"]),
        ("(0531)88364701转8012", "US", [], ["+8653188364701"]),
        ("1.3800138001E+10", None, ["+8613800138001"], []),
    ],
)
def test_every_number_in_a_cell_is_found(text, country, mobiles, phones):
    found = read_phones(text, country)

    assert (list(found.mobiles), list(found.phones), found.doubt) == (mobiles, phones, None)


@pytest.mark.parametrize("text", ["1.38E+10", "1.3800138E+10"])
def test_a_mobile_whose_digits_the_spreadsheet_lost_is_left_out(text):
    found = read_phones(text)

    assert (found.mobiles, found.doubt) == ((), "phone_lost_digits")


def test_a_number_is_read_for_the_region_where_the_city_lies(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,城市,电话\n陈伟,台北,0912-345-678\n李娜,新加坡,9123 4567\n")

    assert [(person["mobiles"], person.get("country"), person.get("city")) for person in people(path)] == [
        (["+886912345678"], None, "台北"),
        (["+6591234567"], "SG", "新加坡"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mmt@sina，com", ["mmt@sina.com"]),
        ("a@b,com", ["a@b.com"]),
        ("a@b.com，c@d.com", ["a@b.com", "c@d.com"]),
        ("a@b.com、c@d.com", ["a@b.com", "c@d.com"]),
        ("a@vip。163。com", ["a@vip.163.com"]),
    ],
)
def test_a_comma_in_place_of_a_dot_does_not_lose_the_email(text, found):
    assert read_emails(text) == (tuple(found), None)


def test_a_domain_does_not_begin_with_a_hyphen():
    assert read_emails("a@-b.com") == ((), "email_invalid")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1976-00-00", "1976"),
        ("1976.09.00", "1976-09"),
        ("1976。9", "1976-09"),
        ("1976 09 27", "1976-09-27"),
        ("1976 9", "1976-09"),
        ("1976年9月27日生", "1976-09-27"),
        ("1976-09-27T00:00:00", "1976-09-27"),
        ("760927", "1976-09-27"),
        ("197609", "1976-09"),
        ("09/1976", "1976-09"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text, date):
    assert read_date(text, 2016) == (date, None)


def test_a_date_of_the_lunar_calendar_is_not_taken_for_one_of_ours():
    assert read_date("1976年9月（农历）", 2016) == (None, "date_unreadable")


@pytest.mark.parametrize(("text", "year"), [("07/2002", 2002), ("两千级", 2000), ("98级学生", 1998)])
def test_years_in_other_shapes(text, year):
    assert read_year(text, 2027)[0] == year


@pytest.mark.parametrize(
    ("text", "level"),
    [("LL.M.", "master"), ("M.B.A.", "master"), ("B.Sc.", "bachelor"), ("Ph.D.", "doctor"), ("M.D.", "doctor"),
     ("95硕", "master"), ("2001级博", "doctor"), ("98本", "bachelor")],
)  # fmt: skip
def test_degrees_in_letters_with_full_stops_and_as_tails_of_years(text, level):
    assert read_level(text) == (level, None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("山东-济南", {"province": "山东", "city": "济南"}),
        ("北京-北京", {"province": "北京", "city": "北京"}),
        ("Los Angeles, CA", {"city": "Los Angeles, CA"}),
        ("Boston, MA, USA", {"city": "Boston", "country": "US"}),
        ("Singapore", {"city": "Singapore", "country": "SG"}),
        ("London, UK", {"city": "London", "country": "GB"}),
    ],
)
def test_a_city_cell_tells_region_and_country(text, place):
    assert read_city(text) == place


def test_a_state_of_america_is_no_country():
    assert read_place("Portland, ME") == {"city": "Portland, ME"}
    assert read_place("Boston, MA, USA") == {"city": "Boston", "country": "US"}


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Google Inc. Senior Software Engineer", ("Google Inc.", "Senior Software Engineer")),
        ("山东省人大常委会副主任", ("山东省人大常委会", "副主任")),
        ("济南市历下区法院法官（已退休）", ("济南市历下区法院", "法官（已退休）")),
        ("待业", ("", "待业")),
    ],
)
def test_employer_and_job_title_come_apart(text, work):
    assert read_employment(text) == work


def test_the_mark_that_makes_a_cell_text_is_no_part_of_a_name():
    assert [read_name(text).name for text in ("'王伟", '"王伟', "“王伟”")] == ["王伟"] * 3


def test_a_student_number_with_a_remark_or_all_its_digits_is_kept():
    assert read_student_no("200101001237（已转）") == ("200101001237", None)
    assert read_student_no("2.00101001E+8") == ("200101001", None)
    assert read_student_no("1.59E+17") == (None, "student_no_lost_digits")


def test_na_is_a_given_name_and_only_elsewhere_an_empty_cell(tmp_path):
    path = text_file(tmp_path / "a.csv", "Last Name,First Name,Company\nLi,Na,NA\nWang,Nan,\n")

    assert [(person["name"], person.get("employer")) for person in people(path)] == [
        ("Na Li", None),
        ("Nan Wang", None),
    ]


def test_skipped_answers_of_a_questionnaire_are_empty(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,手机,邮箱\n王伟,(跳过),(空)\n")

    assert [(reading.status, reading.fields["mobiles"]) for reading in read(path).values()] == [("ok", [])]


@pytest.mark.parametrize("text", ["王*", "王*伟", "王＊＊", "王1"])
def test_a_hidden_name_is_no_name(text):
    assert read_name(text).doubt == "name_not_a_name"


def test_a_character_that_an_old_font_kept_in_the_private_area_is_itself_again(tmp_path):
    path = text_file(tmp_path / "a.csv", "姓名,手机\n王\ue863,\n")

    assert [(r.status, r.fields["name"]) for r in read(path).values()] == [("ok", "王䶮")]
