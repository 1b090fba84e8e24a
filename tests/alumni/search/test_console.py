"""The search console: the page, its pieces, and who may open it."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation

from alumni.models import SavedSearch
from alumni.queries.search import Count
from alumni.templatetags.search import people_count
from alumni_office.accounts.roles import Role
from tests.alumni.search import reference
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_school,
    make_user,
)

pytestmark = pytest.mark.django_db
URL = "/admin/alumni/alumnus/"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def clerk(client, staff):
    client.force_login(staff)
    client.cookies["django_language"] = "zh-hans"
    return staff


def rows(response) -> list[str]:
    """What the list says, a line for each person."""
    text = response.content.decode()
    found = re.findall(r'<tr><td class="tick">.*?</tr>', text, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def names(response) -> list[str]:
    return re.findall(r"data-sheet>([^<]+)</a>", response.content.decode())


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def link(response, pattern: str) -> str:
    return re.search(pattern, response.content.decode())[1].replace("&amp;", "&")


@pytest.fixture
def wei():
    person = make_alumnus(
        "王伟", name_as_written="王偉", latin_name="David", gender="male", tier="notable", city="济南"
    )
    make_degree(person, school=make_school(), college=make_college(), major="应用数学", level="bachelor", enrolment_year=1998,
                graduation_year=2002)  # fmt: skip
    make_employment(person, "浪潮集团", job_title="工程师")
    make_contact(person, value="+8613805315678")
    make_contact(person, "email", "wei@example.com")
    return person


# -- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-hans", "王伟 知名 王偉 David 男 98级 数学学院 应用数学 本科 02届 浪潮集团 工程师 济南 ● 邮箱 电话"),
        ("en", "王伟 Notable 王偉 David Male 数学学院 应用数学 Bachelor 1998–2002 浪潮集团 工程师 济南 ● E-mail Phone"),
    ],
)
def test_a_row_says_who_studied_what_works_where_and_can_be_reached(client, clerk, wei, language, line):
    client.cookies["django_language"] = language
    response = client.get(URL, {"words": "王"})
    assert rows(response) == [line]
    assert "138" not in response.content.decode().split("<tbody>")[1]
    assert f'href="{reverse("admin:alumni_alumnus_detail", args=[wei.pk])}" data-sheet' in response.content.decode()


@pytest.mark.parametrize(
    ("enrolled", "graduated", "said"),
    [(1998, 2002, "98级 数学学院 02届"), (1998, None, "98级 数学学院"), (None, 2002, "数学学院 02届"), (None, None, "数学学院"),
     (1921, 1925, "1921级 数学学院 1925届")],
)  # fmt: skip
def test_years_are_said_in_two_figures_as_long_as_they_are_clear(client, clerk, enrolled, graduated, said):
    make_degree(make_alumnus("王伟"), college=make_college(), enrolment_year=enrolled, graduation_year=graduated)
    assert rows(client.get(URL))[0] == f"王伟 {said} ○ 无"


@pytest.mark.parametrize("number", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_people(client, clerk, django_assert_num_queries, number):
    for _ in range(number):
        person = make_alumnus("王伟", city="济南")
        for college in ("数学学院", "法学院"):
            make_degree(person, college=make_college(college), graduation_year=2002)
        make_employment(person)
        make_contact(person)
    client.get(URL)
    # Session, user, grants; the test's own transaction is settled; sizes, page with its count, people.
    with django_assert_num_queries(7):
        assert len(rows(client.get(URL, {"words": "王"}))) == number
    # Nobody is asked for by name: the count is a query of its own.
    with django_assert_num_queries(8):
        assert len(rows(client.get(URL))) == number
    # Session, user, grants, settled; sizes, counts, names of colleges and schools, chapters, events three times,
    # mailings twice, periodicals.
    for words in ("王", ""):
        with django_assert_num_queries(15):
            assert (
                f"学院 数学学院 {number} "
                in text_of(client.get(reverse("admin:alumni_alumnus_counts"), {"words": words})) + " "
            )


def test_the_head_says_how_many(client, clerk):
    for at in range(3):
        make_alumnus("王伟", pk=16_000 + 16 * at)
    assert "王 3 人" in text_of(client.get(URL, {"words": "王"}))
    with reference.constants(CAP=2, FEW=2, RARE=0):
        assert "王 约 48 人" in text_of(client.get(URL, {"words": "王"}))
        client.cookies["django_language"] = "en"
        assert "王 about 48 people" in text_of(client.get(URL, {"words": "王"}))
    assert "王 3 people" in text_of(client.get(URL, {"words": "王"}))


@pytest.mark.parametrize(("value", "said"), [(999, "999"), (68_432, "68,400"), (1_204_567, "1,200,000")])
def test_a_sampled_count_is_said_with_three_figures(value, said):
    with translation.override("en"):
        assert people_count(Count(value, False)) == f"about {said} people"
        assert people_count(Count(value, True)) == f"{value:,} people"


def test_htmx_gets_the_console_and_a_browser_the_page(client, clerk, wei):
    page, piece = client.get(URL, {"words": "王"}), client.get(URL, {"words": "王"}, headers=FRAGMENT)
    assert "<html" in page.content.decode()
    assert piece.content.decode().lstrip().startswith('<div id="console"')
    assert rows(page) == rows(piece) != []
    assert "HX-Request" in page["Vary"]


def test_words_are_shown_as_text(client, clerk):
    response = client.get(URL, {"words": '"><script>alert(1)</script>'})
    assert "<script>alert" not in response.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.content.decode()


@pytest.mark.parametrize("words", ["王" * 100_000, "王\x00伟", "%' OR 1=1 --"])
def test_odd_words_are_answered(client, clerk, words):
    assert (
        client.get(
            URL, {"words": words, "after": "x", "trail": "a,b", "college": ["'", "1" * 99], "password__startswith": "p"}
        ).status_code
        == 200
    )
    assert client.get(reverse("admin:alumni_alumnus_counts"), {"words": words}).status_code == 200
    assert client.get(reverse("admin:alumni_alumnus_suggest"), {"words": words}).status_code == 200


# -- filters -------------------------------------------------------------------------------------


def test_the_filters_come_by_themselves_with_their_counts(client, clerk, wei):
    make_alumnus("王强")
    page = client.get(URL, {"words": "王"})
    where = link(page, r'hx-get="([^"]+counts/[^"]*)"')
    assert dict(parse_qsl(urlsplit(where).query)) == {"words": "王"}
    piece = client.get(where, headers=FRAGMENT)
    assert piece.content.decode().lstrip().startswith('<div id="facets"')
    assert "<html" not in piece.content.decode()
    said = text_of(piece)
    assert "学院 数学学院 1" in said
    assert "层级 普通 1 知名 1" in said or "层级 知名 1 普通 1" in said


def test_without_scripts_the_filters_are_one_link_away(client, clerk, wei):
    page = client.get(URL, {"words": "王"})
    where = link(page, r'<noscript><a href="([^"]+)"')
    assert "数学学院 1" in text_of(client.get(URL + where))


def test_a_filter_is_put_on_by_a_link_and_taken_off_by_its_chip(client, clerk, wei):
    make_alumnus("王强")
    piece = client.get(reverse("admin:alumni_alumnus_counts"), {"words": "王"})
    chosen = client.get(link(piece, r'href="([^"]+)">知名<'))
    assert names(chosen) == ["王伟"]
    assert "层级 知名 ×" in text_of(chosen)
    again = client.get(link(chosen, r'<a class="remove" href="([^"]+)"'))
    assert names(again) == ["王伟", "王强"]
    everything = client.get(URL, {"words": "王", "tier": "notable", "gender": "male"})
    assert text_of(everything).count("×") == 2
    assert names(client.get(link(everything, r'<a class="chip" href="([^"]+)"'))) == ["王伟", "王强"]


def test_a_range_of_years_is_a_form_that_keeps_the_rest(client, clerk, wei):
    old = make_alumnus("王强")
    make_degree(old, graduation_year=1980)
    piece = client.get(reverse("admin:alumni_alumnus_counts"), {"words": "王", "gender": "male"}).content.decode()
    form = next(form for form in re.findall(r"<form.*?</form>", piece, re.S) if "graduated_from" in form)
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form) == [("words", "王"), ("gender", "male")]
    assert names(client.get(URL, {"words": "王", "graduated_from": "1990", "graduated_to": "2010"})) == ["王伟"]
    assert names(client.get(URL, {"graduated_from": "", "graduated_to": "1990"})) == ["王强"]


# -- pages ---------------------------------------------------------------------------------------


def test_pages_go_forth_and_back(client, clerk):
    made = [make_alumnus("王伟").pk for _ in range(60)]
    first = client.get(URL, {"words": "王", "tier": "regular"})
    second = client.get(link(first, r'rel="next" href="([^"]+)"'))
    third = client.get(link(second, r'rel="next" href="([^"]+)"'))
    shown = [[person.pk for person in each.context["page"].people] for each in (first, second, third)]
    assert shown == [made[:25], made[25:50], made[50:]]
    assert 'rel="prev"' not in first.content.decode()
    assert 'rel="next"' not in third.content.decode()
    back = client.get(link(third, r'rel="prev" href="([^"]+)"'))
    assert [person.pk for person in back.context["page"].people] == made[25:50]
    start = client.get(link(back, r'rel="prev" href="([^"]+)"'))
    assert [person.pk for person in start.context["page"].people] == made[:25]
    assert 'rel="prev"' not in start.content.decode()


def test_the_way_back_ends_at_the_first_page_when_it_is_lost(client, clerk):
    made = [make_alumnus("王伟").pk for _ in range(30)]
    first = client.get(URL)
    after = dict(parse_qsl(urlsplit(link(first, r'rel="next" href="([^"]+)"')).query))["after"]
    second = client.get(URL, {"after": after})
    start = client.get(link(second, r'rel="prev" href="([^"]+)"'))
    assert [person.pk for person in start.context["page"].people] == made[:25]


# -- nobody --------------------------------------------------------------------------------------


def test_nobody_found_says_what_to_try(client, clerk, wei):
    said = text_of(client.get(URL, {"words": "王 海尔"}))
    assert "没有找到" in said
    assert "wangwei" in said
    client.cookies["django_language"] = "en"
    assert "Nobody found" in text_of(client.get(URL, {"words": "王 海尔"}))
    assert "No filters: nobody matches." in text_of(
        client.get(reverse("admin:alumni_alumnus_counts"), {"words": "王 海尔"})
    )


def test_an_empty_office_is_led_to_the_rosters(client, clerk):
    response = client.get(URL)
    assert reverse("admin:alumni_roster_changelist") in response.content.decode().split('class="empty"')[1]


# -- suggestions and saving ----------------------------------------------------------------------


def test_suggestions_are_options_that_lead_to_a_person_or_a_search(client, clerk, wei):
    make_employment(wei, "王府井集团")
    response = client.get(reverse("admin:alumni_alumnus_suggest"), {"words": "98级 王"}, headers=FRAGMENT)
    assert re.findall(r'role="option" id="([^"]+)"', response.content.decode()) == ["suggestion-1-1"]
    assert f'href="{reverse("admin:alumni_alumnus_detail", args=[wei.pk])}"' in response.content.decode()
    response = client.get(reverse("admin:alumni_alumnus_suggest"), {"words": "98级 王府"}, headers=FRAGMENT)
    assert names(client.get(link(response, r'href="([^"]+words=[^"]+)"'))) == ["王伟"]
    assert client.get(reverse("admin:alumni_alumnus_suggest"), {"words": " "}, headers=FRAGMENT).content.strip() == b""


def test_a_search_is_saved_with_its_words_and_filters(client, clerk, wei):
    page = client.get(URL, {"words": "王", "tier": "notable"})
    assert 'form="selection" name="action" value="save"' in page.content.decode()
    posted = {"action": "save", "words": "王", "tier": "notable", "name": "知名的王"}
    response = client.post(reverse("admin:alumni_alumnus_act"), posted)
    saved = SavedSearch.objects.get()
    assert (saved.words, saved.filters, saved.owner, saved.is_shared) == ("王", {"tier": ["notable"]}, clerk, False)
    assert dict(parse_qsl(urlsplit(response["Location"]).query)) == {"words": "王", "tier": "notable"}


def test_words_beyond_the_box_are_neither_looked_for_nor_counted(client, clerk, wei):
    words = "王" + " " * 198 + "伟 海尔"
    assert names(client.get(URL, {"words": words})) == ["王伟"]
    assert "数学学院 1" in text_of(client.get(reverse("admin:alumni_alumnus_counts"), {"words": words}))


def test_a_broken_character_can_be_saved_without_harm(client, clerk, wei):
    client.post(reverse("admin:alumni_alumnus_act"), {"action": "save", "words": "王\x00伟", "name": "x"})
    assert list(SavedSearch.objects.values_list("words", flat=True)) == ["王 伟"]


def test_a_search_for_nobody_can_be_saved_too(client, clerk, wei):
    page = client.get(URL, {"words": "海尔"}).content.decode()
    form = re.search(r'<form id="selection".*?</form>', page, re.S)[0]
    assert 'name="words" value="海尔"' in form


# -- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["changelist", "counts", "suggest"])
def test_who_may_not_find_alumni_is_refused(client, name):
    client.force_login(make_user(role=None))
    assert client.get(reverse(f"admin:alumni_alumnus_{name}"), {"words": "王"}).status_code == 403


@pytest.mark.parametrize("name", ["changelist", "counts", "suggest"])
def test_strangers_are_sent_to_sign_in(client, name):
    response = client.get(reverse(f"admin:alumni_alumnus_{name}"))
    assert response.status_code == 302
    assert "/login/" in response["Location"]
    client.force_login(make_user(is_staff=False))
    assert client.get(reverse(f"admin:alumni_alumnus_{name}")).status_code == 302


@pytest.mark.parametrize("name", ["changelist", "counts", "suggest"])
def test_looking_changes_nothing(client, clerk, name):
    assert client.post(reverse(f"admin:alumni_alumnus_{name}"), {"words": "王"}).status_code == 405


def test_buttons_are_for_those_who_may(client, wei):
    def offered(role, **more):
        client.force_login(make_user(role, **more))
        page = client.get(URL, {"words": "王"}).content.decode()
        return set(re.findall(r'name="action" value="(\w+)"', page)) | ({"add"} if "alumnus/add/" in page else set())

    assert offered(Role.STAFF) == {"save", "tag", "untag", "list", "export", "add"}
    assert offered(Role.COLLEGE_OFFICER, college=make_college()) == {"save", "tag", "untag", "list", "export", "add"}
    assert offered(Role.EDITOR) == offered(Role.AUDITOR) == {"save", "list"}


def test_a_person_out_of_reach_is_not_found(client, wei):
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=make_college("法学院")))
    assert names(client.get(URL)) == []
    assert client.get(reverse("admin:alumni_alumnus_detail", args=[wei.pk])).status_code == 404
