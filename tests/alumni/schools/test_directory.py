"""Where is my college today: what anyone may know of schools and colleges, and nothing about people."""

import pytest

from alumni.models import Succession
from alumni.queries.schools import Directory
from tests.factories import make_alumnus, make_college, make_degree, make_school

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def world():
    """工学部 was split into 电机系 and 机械系 of another school; these became colleges of the first again."""
    main = make_school("海东大学", english_name="Haidong University", founded_on="1901-10-15")
    tech = make_school("海东工学院", closed_on="2000-07-22", successor=main)
    names = {
        "faculty": make_college("工学部", main, founded_on="1946-09-01", closed_on="1951-03-01"),
        "electric": make_college("电机系", tech, aliases=["电力系"], founded_on="1951-03-01", closed_on="2000-07-22"),
        "machines": make_college("机械系", tech, founded_on="1951-03-01", closed_on="2000-07-22"),
        "electrical": make_college("电气工程学院", main, english_name="School of Electrical Engineering"),
        "mechanical": make_college("机械工程学院", main),
        "fisheries": make_college("水产系", main, closed_on="1959-03-21"),
    }
    for old, new, kind, on in [
        ("faculty", "electric", "split", "1951-03-01"),
        ("faculty", "machines", "split", "1951-03-01"),
        ("electric", "electrical", "merged", "2000-07-22"),
        ("machines", "mechanical", "merged", "2000-07-22"),
    ]:
        Succession.objects.create(predecessor=names[old], successor=names[new], kind=kind, happened_on=on)
    return names


@pytest.mark.parametrize(
    ("college", "today"),
    [
        ("faculty", {"电气工程学院", "机械工程学院"}),
        ("electric", {"电气工程学院"}),
        ("electrical", {"电气工程学院"}),
        ("fisheries", set()),
    ],
)
def test_a_college_is_today_all_that_it_went_into_however_far(world, college, today):
    assert {found.name for found in Directory().today_of(world[college])} == today


def test_a_college_that_lives_on_after_a_split_is_itself_as_well(world):
    Succession.objects.create(predecessor=world["mechanical"], successor=world["electrical"], kind="split")
    assert {found.name for found in Directory().today_of(world["mechanical"])} == {"机械工程学院", "电气工程学院"}


def test_a_circle_of_successions_ends(world):
    Succession.objects.create(predecessor=world["electrical"], successor=world["faculty"], kind="renamed")
    assert {found.name for found in Directory().today_of(world["electric"])} == {"电气工程学院", "机械工程学院"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("电机", {"电机系"}),
        ("电力系", {"电机系"}),
        ("電機", {"电机系"}),
        ("ELECTRICAL  school", {"电气工程学院"}),
        ("海东工学院 机械", {"机械系"}),
        ("工学部", {"工学部"}),
        ("没有这个", set()),
        ("'; DROP TABLE", set()),
        ("   ", {"工学部", "电机系", "机械系", "电气工程学院", "机械工程学院", "水产系"}),
    ],
)
def test_a_part_of_any_name_finds_the_college(world, words, found):
    entries = Directory().entries(words)
    assert {line.college.name for entry in entries for line in entry.open + entry.former} == found


def test_a_school_is_found_by_its_name_though_it_has_no_college(world):
    make_school("华海大学", closed_on="1951-03-19")
    assert [entry.school.name for entry in Directory().entries("华海")] == ["华海大学"]


def test_schools_of_today_stand_first_then_the_latest_to_close(world):
    make_school("齐海大学", closed_on="1952-09-01")
    assert [entry.school.name for entry in Directory().entries()] == ["海东大学", "海东工学院", "齐海大学"]


def test_the_directory_links_each_college_and_says_what_it_is_today(client, world):
    page = client.get("/colleges/", {"q": "工学部"}, headers=ENGLISH).content.decode()
    for name in ("faculty", "electrical", "mechanical"):
        assert f'<a href="{world[name].public_url}">' in page
    assert "1946–1951" in page
    assert "电机系" not in page


def test_a_college_without_a_successor_is_said_to_have_none(client, world):
    page = client.get(world["fisheries"].public_url, headers=ENGLISH).content.decode()
    assert "It ended without a successor on record." in page


def test_a_college_page_says_what_it_came_from_and_what_became_of_it(client, world):
    page = client.get(world["electric"].public_url, headers=ENGLISH).content.decode()
    for piece in ("电机系", "电力系", "海东工学院", "工学部", "Split", "School of Electrical Engineering"):
        assert piece in page
    assert '"dissolutionDate": "2000-07-22"' in page


def test_a_school_page_says_what_it_became_and_what_joined_it(client, world):
    main, tech = world["electrical"].school, world["electric"].school
    assert "海东工学院" in client.get(main.public_url, headers=ENGLISH).content.decode()
    page = client.get(tech.public_url, headers=ENGLISH).content.decode()
    assert "Today a part of" in page
    assert "Haidong University" in page


def test_names_stand_in_the_readers_language_where_there_is_one(client, world):
    assert (
        "<h1>School of Electrical Engineering</h1>"
        in client.get(world["electrical"].public_url, headers=ENGLISH).content.decode()
    )
    assert "<h1>电气工程学院</h1>" in client.get(world["electrical"].public_url).content.decode()


def test_nothing_about_people_is_told(client, world):
    person = make_alumnus("王独一无二")
    make_degree(person, college=world["mechanical"], student_no="19990123")
    for address in ("/colleges/", world["mechanical"].public_url, world["mechanical"].school.public_url):
        page = client.get(address).content.decode()
        assert "王独一无二" not in page
        assert "19990123" not in page


def test_what_does_not_exist_is_a_page_that_does_not_exist(client, world):
    assert client.get("/colleges/999999999999/").status_code == 404
    assert client.get("/schools/0/").status_code == 404


def test_too_long_a_word_gets_a_sentence_at_its_field(client, world):
    page = client.get("/colleges/", {"q": "长" * 61}, headers=ENGLISH).content.decode()
    assert 'id="id_q_error"' in page
    assert 'aria-invalid="true"' in page


def test_an_empty_directory_says_what_it_is_for(client):
    assert "No school is on record yet" in client.get("/colleges/", headers=ENGLISH).content.decode()


def test_a_search_without_a_result_offers_the_next_step(client, world):
    page = client.get("/colleges/", {"q": "<b>炼金术"}, headers=ENGLISH).content.decode()
    assert "Nothing is called “&lt;b&gt;炼金术”" in page
    assert 'href="/find-us/"' in page
