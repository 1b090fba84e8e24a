"""The directory: maps, list, filters, and what is said where there is nothing."""

import json
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.ui import find
from alumni_office.ui.public import blocks_in_order, entries_for_everyone
from tests.factories import make_chapter, make_college, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"


def page(client, query="", language="en"):
    response = client.get(f"/chapters/?lang={language}{query}")
    return response.content.decode()


def listed(text):
    return re.findall(r'<a href="/chapters/\d+/[^"]*"[^>]*>([^<]+)</a>', text.partition('id="list"')[2])


@pytest.fixture
def some():
    make_chapter("上海校友会", name_en="Shanghai Chapter")
    make_chapter("青岛校友会", name_en="Qingdao Chapter", province="37", city="青岛", recognition="dormant")
    make_chapter("大纽约校友会", name_en="New York Chapter", kind="overseas", country="US", city="纽约")
    make_chapter("英国校友会", name_en="UK Chapter", kind="overseas", country="GB", recognition="preparing")
    make_chapter("金融界校友会", name_en="Finance Chapter", kind="industry", industry="J")
    make_chapter("数学学院校友会", name_en="Mathematics Chapter", kind="college", college=make_college())


def test_the_list_is_complete_without_the_map(client, some):
    assert listed(page(client)) == [
        "Shanghai Chapter", "Qingdao Chapter", "UK Chapter", "New York Chapter", "Finance Chapter",
        "Mathematics Chapter",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["lead", "applying", "dissolved"])
def test_what_does_not_exist_is_not_listed(client, state):
    make_chapter(recognition=state)
    text = page(client)
    assert listed(text) == []
    assert "No chapter is on record yet" in text


def test_tiles_say_how_many_chapters_a_province_and_a_country_have_and_lead_to_them(client, some):
    text = page(client)
    tile = r'<a class="shade-1" href="/chapters/\?lang=en&amp;place={}#list">.*?<span class="number">1</span>'
    for code in ("31", "37", "US", "GB"):
        assert re.search(tile.format(code), text), code
    assert re.search(r'<a class="shade-0" href="/chapters/\?lang=en&amp;place=54#list">', text)
    continents = re.findall(r'<h3 id="continent-[a-z-]+">([^<]+)</h3>', text)
    assert continents == ["Europe", "North and Central America"]


@pytest.mark.parametrize(("code", "chinese"), [("81", "香港"), ("82", "澳门"), ("71", "台湾")])
def test_hong_kong_macao_and_taiwan_are_tiles_of_china(client, code, chinese):
    make_chapter(f"{chinese}校友会", province=code)
    text = page(client, language="zh-hans")
    assert re.search(rf'place={code}#list">.*?<span class="name">{chinese}</span>', text)
    assert "continent-" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&kind=overseas", ["UK Chapter", "New York Chapter"]),
        ("&place=37", ["Qingdao Chapter"]),
        ("&place=US", ["New York Chapter"]),
        ("&state=dormant", ["Qingdao Chapter"]),
        ("&state=preparing", ["UK Chapter"]),
        ("&state=living&kind=regional", ["Shanghai Chapter"]),
        ("&q=纽约", ["New York Chapter"]),
        ("&q=美国", ["New York Chapter"]),
        ("&q=紐約", ["New York Chapter"]),
        ("&q=united+kingdom", ["UK Chapter"]),
        ("&q=shandong", ["Qingdao Chapter"]),
        ("&q=finance", ["Finance Chapter"]),
        ("&q=数学", ["Mathematics Chapter"]),
        ("&q=new+chapter", ["New York Chapter"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_list_is_filtered_by_an_address_that_can_be_shared(client, some, query, found):
    assert listed(page(client, query)) == found


@pytest.mark.parametrize("query", ["&kind=branch", "&place=ZZ", "&place=<script>", "&state=gone", "&q=" + "长" * 61])
def test_wrong_words_in_the_address_get_a_sentence_at_their_field(client, some, query):
    response = client.get(f"/chapters/?lang=en{query}")
    assert response.status_code == 422
    text = response.content.decode()
    assert 'class="error-summary"' in text
    assert "<script>" not in text
    assert listed(text) == []


def test_dormant_ones_say_so(client, some):
    line = next(line for line in page(client).split("<li>") if "Qingdao Chapter" in line)
    assert '<span class="badge badge-warn">Dormant</span>' in line


def test_a_place_without_a_chapter_says_how_one_begins(client, some):
    text = page(client, "&place=54")
    assert "There is no chapter in Tibet yet" in text
    assert "three verified alumni" in text.lower()
    assert 'href="/chapters/found/regional/?province=54"' in text
    assert re.search(r'No chapter yet:</strong>.*place=54&amp;lang=en#list">Tibet</a>', page(client), re.DOTALL)


def test_a_country_that_no_list_offers_is_understood(client):
    text = page(client, "&place=NO")
    assert "There is no chapter in Norway yet" in text
    assert 'href="/chapters/found/overseas/?country=NO"' in text
    assert '<option value="NO" selected>Norway</option>' in text


def test_words_that_nothing_is_called_by_are_given_back_escaped(client, some):
    assert "No chapter is called “&lt;b&gt;”" in page(client, "&q=<b>")


@pytest.mark.parametrize("number", [5, 50])
def test_the_directory_asks_one_question_for_any_number(client, number, django_assert_num_queries):
    for count in range(number):
        make_chapter(f"第{count}校友会", kind="industry", industry="J", name_en=f"Chapter {count}")
    make_chapter("数学学院校友会", kind="college", college=make_college())
    with django_assert_num_queries(1):
        text = page(client)
    assert len(listed(text)) == number + 1


def test_the_kept_directory_costs_no_query(client, some, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    page(client)
    with django_assert_num_queries(0):
        assert len(listed(page(client))) == 6


def test_the_name_of_a_chapter_ends_no_script_and_no_tag(client):
    evil = "</script><script>alert(1)</script>校友会"
    chapter = make_chapter(evil, introduction="<b>", name_en="</title><x>")
    for address in ("/chapters/", chapter.public_url, "/", f"{chapter.public_url}?lang=en"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<x>" not in text
    text = client.get(f"{chapter.public_url}?lang=zh-hans").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert data["name"] == evil


def test_the_menu_and_the_home_page_lead_to_the_chapters(client, some):
    assert "/chapters/" in [entry.url for entry in entries_for_everyone()]
    assert "chapters/home_block.html" in [block.template for block in blocks_in_order()]
    text = client.get("/?lang=en").content.decode()
    assert "6 chapters in 2 provinces and 2 countries" in text
    assert 'href="/chapters/?lang=en&amp;place=37#list"' in text


def test_the_home_page_is_silent_while_there_is_no_chapter(client):
    assert "home-chapters" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("role", "college", "expected"),
    [(Role.STAFF, "", ["青岛校友会"]), (Role.COLLEGE_OFFICER, "数学学院", []), (Role.FINANCE, "", [])],
    ids=["staff", "college", "finance"],
)
def test_the_desks_box_finds_chapters_by_name_and_place_within_reach(some, role, college, expected):
    user = make_user(role, make_college(college) if college else None)
    groups = find.groups_for(user, "青岛")
    desk = "/admin/chapters/chapter/"
    assert [found.text for group in groups for found in group.found if found.url.startswith(desk)] == expected
    if role == Role.COLLEGE_OFFICER:
        own = [found.text for group in find.groups_for(user, "数学") for found in group.found]
        assert "数学学院校友会" in own


def test_the_directory_is_found_by_search_engines_in_each_language(client, some):
    text = client.get("/chapters/").content.decode()
    assert '<link rel="alternate" hreflang="en" href="https://alumni.example.edu.cn/chapters/?lang=en">' in text
    assert '<meta property="og:title"' in text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert (data["@type"], data["url"]) == ("CollectionPage", "https://alumni.example.edu.cn/chapters/")


def test_the_oldest_of_a_province_comes_first_after_that_of_the_whole(client):
    make_chapter("烟台校友会", province="37", city="烟台", founded_on=date(1990, 1, 1))
    make_chapter("青岛校友会", province="37", city="青岛", founded_on=date(1987, 1, 1))
    make_chapter("山东校友会", province="37", founded_on=date(2001, 1, 1))
    assert listed(page(client, language="zh-hans")) == ["山东校友会", "青岛校友会", "烟台校友会"]
    assert reverse("chapters:directory") == "/chapters/"
