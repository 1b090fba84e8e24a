"""The page of one chapter: what stands there, and who is named."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from alumni.models import Alumnus, Consent
from chapters.models import Chapter
from chapters.services.recognition import change_recognition
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_gathering,
    make_image,
    make_notice,
    make_office,
    make_photo,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"


def page(client, chapter, language="en"):
    response = client.get(f"{chapter.public_url}?lang={language}")
    assert response.status_code == 200
    return response.content.decode()


def consent(person, *, given=True, purpose="publish"):
    return Consent.objects.create(alumnus=person, purpose=purpose, given=given, wording="x", source="alumnus")


def full(**fields):
    fields = {
        "name_en": "Shanghai Chapter", "introduction": "我们在上海。", "introduction_en": "We are in Shanghai.",
        "civil": "registered", "civil_number": "5131000012345678X", "civil_authority": "上海市民政局",
        "civil_since": date(2021, 3, 4), "email": "sh@chapters.example", "phone": "+86 21 0000 0000",
        "address": "文化路1号", "website": "https://sh.chapters.example/", "wechat_account": "上海校友之家",
        "logo": make_image(),
    } | fields  # fmt: skip
    return make_chapter(**fields)


def test_both_names_the_place_the_date_and_both_facts_stand_there(client):
    text = page(client, full())
    for words in (
        "<h1>Shanghai Chapter</h1>", '<p class="other-name" lang="zh-hans">上海校友会</p>', "since 2020",
        "1 January 2020", "Active", "Registered", "4 March 2021", "5131000012345678X",
        "上海市民政局", "We are in Shanghai.",
    ):  # fmt: skip
        assert words in text, words
    chinese = page(client, full(city="浦东", name="浦东校友会", name_en="Pudong Chapter"), "zh-hans")
    assert "<h1>浦东校友会</h1>" in chinese
    assert "我们在上海。" in chinese
    assert "We are in Shanghai." not in chinese


def test_an_introduction_in_one_language_stands_there_marked_as_such(client):
    text = page(client, make_chapter(introduction="只有中文。"))
    assert re.search(r'<section class="introduction prose" lang="zh-hans"><p>只有中文。</p>', text)


def test_the_public_contact_is_there_and_no_field_is_empty(client):
    text = page(client, full())
    for words in ("mailto:sh@chapters.example", "tel:+862100000000", "文化路1号", "上海校友之家"):
        assert words in text, words
    bare = page(client, make_chapter("南京校友会", province="32"))
    assert "vCard" not in bare
    assert 'id="contact"' not in bare


@pytest.mark.parametrize("state", ["lead", "applying"])
def test_what_is_not_yet_a_chapter_has_no_page(client, state):
    chapter = make_chapter(recognition=state, logo=make_image())
    notice, photo = make_notice(chapter), make_photo(chapter)
    rest = ["", "feed/", "logo", "contact-3.0.vcf", f"news/{notice.pk}/", f"photos/{photo.pk}"]
    assert {client.get(chapter.public_url + more).status_code for more in rest} == {404}
    assert client.get("/chapters/999999/").status_code == 404


def test_a_dissolved_chapter_says_so_and_when_and_nothing_of_anybody(client):
    chapter = full()
    person = make_alumnus("欧阳会长")
    consent(person)
    make_office(chapter, person)
    make_notice(chapter, "旧闻")
    change_recognition(chapter=chapter, to="dissolved", reason="会员大会决议", by=make_user(), on=date(2025, 6, 7))
    text = page(client, chapter)
    assert "This chapter was dissolved on 7 June 2025." in text
    assert '<meta name="robots" content="noindex">' in text
    for words in ("欧阳会长", "旧闻", "sh@chapters.example", "会员大会决议"):
        assert words not in text
    rest = ["feed/", "logo", "contact-3.0.vcf"]
    assert {client.get(chapter.public_url + more).status_code for more in rest} == {404}


def test_the_council_of_the_running_term_stands_there_and_only_who_agreed_is_named(client):
    chapter = make_chapter()
    named, silent, withdrawn = make_alumnus("欧阳会长"), make_alumnus("司马秘书"), make_alumnus("诸葛理事")
    consent(named)
    consent(silent, purpose="chapter")
    consent(withdrawn)
    consent(withdrawn, given=False)
    make_office(chapter, named)
    make_office(chapter, silent, seat="secretary")
    make_office(chapter, withdrawn, seat="member")
    text = page(client, chapter)
    assert re.findall(r"<dt>([^<]+)</dt><dd>(?:<span[^>]*>)?([^<]+)<", text.partition('class="council"')[2])[:3] == [
        ("President", "欧阳会长"), ("Secretary-general", "a council member"), ("Council member", "a council member"),
    ]  # fmt: skip
    assert "司马秘书" not in text
    assert "诸葛理事" not in text


def test_a_consent_taken_back_takes_the_name_off_the_next_answer_though_pages_are_kept(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    chapter, person = make_chapter(), make_alumnus("欧阳会长")
    consent(person)
    make_office(chapter, person)
    assert "欧阳会长" in page(client, chapter)
    consent(person, given=False)
    assert "欧阳会长" not in page(client, chapter)


def test_a_page_that_names_nobody_is_kept(client, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    chapter = make_chapter()
    make_office(chapter, make_alumnus("司马秘书"))
    page(client, chapter)
    with django_assert_num_queries(0):
        page(client, chapter)


@pytest.mark.parametrize("field", ["restricted_at", "archived_at", "merged_into"])
def test_whose_record_may_not_be_used_is_not_named(client, field):
    chapter, person = make_chapter(), make_alumnus("欧阳会长")
    consent(person)
    make_office(chapter, person)
    assert "欧阳会长" in page(client, chapter)
    Alumnus.objects.filter(pk=person.pk).update(
        **{field: make_alumnus("另一人") if field == "merged_into" else timezone.now()}
    )
    cache.clear()
    assert "欧阳会长" not in page(client, chapter)


def test_past_and_future_councils_are_not_shown(client):
    chapter, today = make_chapter(), timezone.localdate()
    people = [make_alumnus(name) for name in ("欧阳前任", "司马现任", "诸葛后任")]
    for person in people:
        consent(person)
    for person, start in zip(people, (-1000, -100, 400), strict=True):
        make_office(chapter, person, today + timedelta(days=start), today + timedelta(days=start + 400))
    text = page(client, chapter)
    assert [name in text for name in ("欧阳前任", "司马现任", "诸葛后任")] == [False, True, False]


def test_a_term_that_is_over_is_said(client):
    chapter, today = make_chapter(), timezone.localdate()
    make_term(chapter, today - timedelta(days=900), today - timedelta(days=3))
    assert "A new one is to be elected." in page(client, chapter)


def test_news_for_everyone_stands_there_in_the_readers_language_and_has_pages(client):
    chapter = make_chapter(name_en="Shanghai Chapter")
    shown = make_notice(chapter, "春游", title_en="Spring outing", text="去西湖。", text_en="To the lake.")
    chinese = make_notice(chapter, "只有中文")
    hidden = make_notice(chapter, "内部", audience="members")
    gone = make_notice(chapter, "撤回", withdrawn_at=timezone.now())
    text = page(client, chapter)
    assert "Spring outing" in text
    assert '<span lang="zh-hans">只有中文</span>' in text
    assert "内部" not in text
    assert "撤回" not in text
    own = [f"{chapter.public_url}news/{notice.pk}/?lang=en" for notice in (shown, chinese, hidden, gone)]
    assert [client.get(address).status_code for address in own] == [200, 200, 404, 404]
    assert "To the lake." in client.get(own[0]).content.decode()
    other = make_chapter("南京校友会", province="32")
    assert client.get(f"{other.public_url}news/{shown.pk}/").status_code == 404


def test_gatherings_ahead_come_first_the_past_ones_say_how_many_came(client):
    chapter = make_chapter()
    make_gathering(chapter, "读书会", days=20)
    make_gathering(chapter, "健步走", days=2)
    make_gathering(chapter, "团拜会", days=-30, attendance=86)
    make_gathering(chapter, "理事会", days=3, is_public=False)
    make_gathering(chapter, "取消的", days=4, cancelled_at=timezone.now())
    text = page(client, chapter)
    assert [text.index(title) for title in ("健步走", "读书会", "团拜会")] == sorted(
        text.index(title) for title in ("健步走", "读书会", "团拜会")
    )
    assert "86 people came" in text
    assert "理事会" not in text
    assert "取消的" not in text


def test_overseas_hours_are_those_of_the_place_and_those_of_beijing_beside_them(client):
    chapter = make_chapter("大纽约校友会", kind="overseas", country="US", city="纽约", time_zone="America/New_York")
    make_gathering(chapter, starts_at=datetime(2099, 1, 10, 23, 30, tzinfo=UTC))
    text = page(client, chapter)
    assert "10 January 2099 18:30" in text
    assert "01-11 07:30 in Beijing" in text
    assert "Time there" in text
    at_home = make_chapter()
    make_gathering(at_home, starts_at=datetime(2099, 1, 10, 23, 30, tzinfo=UTC))
    text = page(client, at_home)
    assert "11 January 2099 07:30" in text
    assert "in Beijing" not in text
    assert "Time there" not in text


def test_a_dormant_chapter_says_so_and_how_it_is_woken(client):
    chapter = make_chapter(recognition="dormant", recognition_since=date(2023, 4, 5))
    text = page(client, chapter)
    assert f'href="/chapters/found/regional/?chapter={chapter.pk}"' in text
    assert "This chapter sleeps" in text
    assert "5 April 2023" in text
    assert "three of you can wake it" in text
    assert 'id="join"' not in text


def test_a_chapter_in_preparation_says_so_and_a_living_one_how_to_join(client):
    assert "This chapter is being founded" in page(client, make_chapter("东莞校友会", recognition="preparing"))
    nanjing = make_chapter("南京校友会", province="32")
    living = page(client, nanjing)
    assert f'href="/chapters/{nanjing.pk}/join/"' in living
    assert "Every verified alumnus may ask" in living
    assert "becomes a member at once" in page(
        client, make_chapter("苏州校友会", province="32", city="苏州", admission="automatic")
    )


def test_pictures_are_given_out_as_pictures_and_nothing_else(client):
    chapter = full()
    photo = make_photo(chapter, caption_en="A <walk>")
    for address, kind in ((f"{chapter.public_url}logo", "png"), (f"{chapter.public_url}photos/{photo.pk}", "jpeg")):
        response = client.get(address)
        content = b"".join(response.streaming_content)
        assert response["Content-Type"] == f"image/{kind}"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cache-Control"] == "public, max-age=600"
        assert Image.open(io.BytesIO(content)).format == kind.upper()
    text = page(client, chapter)
    assert f'src="{chapter.public_url}photos/{photo.pk}"' in text
    assert "A &lt;walk&gt;" in text
    other = make_chapter("南京校友会", province="32")
    assert client.get(f"{other.public_url}photos/{photo.pk}").status_code == 404
    assert client.get(f"{other.public_url}logo").status_code == 404


@pytest.mark.parametrize("number", [5, 50])
def test_a_page_asks_the_same_number_of_questions_for_few_and_for_many_rows(client, number, django_assert_num_queries):
    chapter = make_chapter()
    for count in range(number):
        person = make_alumnus(f"理事{count}")
        consent(person)
        make_office(chapter, person, seat="member")
        make_notice(chapter, f"消息{count}")
        make_gathering(chapter, f"活动{count}", days=count + 1)
        make_photo(chapter)
    with django_assert_num_queries(7):
        page(client, chapter)


def test_the_state_is_of_the_registry_alone():
    assert set(Chapter.PUBLIC) | {"lead", "applying", "dissolved"} == set(Chapter.Recognition.values)
