"""The search in published articles finds every Chinese word of two characters, and nothing of who was taken out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from publications.queries.articles_search import folded, marked, search, words_of
from publications.services.articles_people import record_answer
from tests.factories import bring_issue, make_alumnus, make_article, make_article_person, make_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    issue = make_issue()
    make_article(issue, "盐碱地上的小麦", body="<p>育种就是<strong>排</strong>队，一等十六年。</p>", lead="麦香")
    make_article(issue, "谱仪退役", body="<p>第一个峰不可信。A股、5G 与 CO2。</p><p>测粉笔</p>",
                 title_en="A spectrometer", body_en="<p>Never trust the first peak.</p>")  # fmt: skip
    bring_issue(issue, "published")
    make_article(make_issue(), "还没有登出来的小麦")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("小麦", ["盐碱地上的小麦"]),
        ("排队", ["盐碱地上的小麦"]),  # a mark stands inside
        ("麦香", ["盐碱地上的小麦"]),
        ("育种就是排队", ["盐碱地上的小麦"]),
        ("育種", ["盐碱地上的小麦"]),  # traditional
        ("麦", ["盐碱地上的小麦"]),
        ("小麦 育种", ["盐碱地上的小麦"]),
        ("小麦 粉笔", []),
        ("种育", []),  # the pieces in another order
        ("峰测", []),  # neighbours of two paragraphs
        ("spectrometer", ["A spectrometer"]),
        ("PEAK", ["A spectrometer"]),
        ("5g", ["谱仪退役"]),
        ("ＣＯ２", ["谱仪退役"]),  # full width
        ("strong", []),  # a mark is no word
        ("'; DROP TABLE", []),
        ("\\", []),
        ("%", []),
        ("  ", []),
    ],
    ids=[str(number) for number in range(19)],
)
def test_words_are_found(published, typed, titles):
    assert [hit.article.title for hit in search(typed)] == titles


@given(st.text(max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_that_is_typed_breaks_the_search(published, typed):
    typed = typed.replace("\x00", "")
    found = [folded(hit.article.text) for hit in search(typed)]
    assert [text for text in found if not all(word in text for word in words_of(typed))] == []


@given(st.text(alphabet="育种就是排队一等十六年", min_size=2, max_size=5))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_piece_is_found_exactly_when_it_stands_there(published, typed):
    stands = typed in "育种就是排队" or typed in "一等十六年"
    assert bool(search(typed)) == stands


def test_what_was_found_is_marked_and_all_else_escaped():
    assert marked("<b>小麦</b>", words_of("小麦")) == "&lt;b&gt;<mark>小麦</mark>&lt;/b&gt;"


def test_a_snippet_shows_where_the_word_stands(published):
    [hit] = search("十六年")
    assert hit.snippet == "麦香 育种就是排队，一等<mark>十六年</mark>。"


def test_a_name_that_was_taken_out_finds_nothing(client):
    issue = make_issue()
    person = make_article_person(
        make_article(issue, body="<p>欧阳修是医生。</p>"), make_alumnus("欧阳修"), state="agreed"
    )
    bring_issue(issue, "published")
    assert len(search("欧阳修")) == 1
    record_answer(person=person, text=False, photo=False, note="来电", by=make_user(Role.HEAD))
    assert search("欧阳修") == search("欧阳") == []
    assert len(search("医生")) == 1


def test_the_page_takes_what_is_typed(client, published):
    page = client.get("/publications/search/", {"q": "小麦"})
    assert [hit.article.title for hit in page.context["hits"]] == ["盐碱地上的小麦"]
    assert client.get("/publications/search/", {"q": "长" * 81}).context["form"].errors.keys() == {"q"}
    assert client.get("/publications/search/").context["hits"] == []


def test_a_search_costs_the_same_for_one_and_five(django_assert_num_queries):
    for count in (1, 5):
        issue = make_issue()
        for _ in range(count):
            make_article_person(make_article(issue, "潮汐"), state="agreed")
        bring_issue(issue, "published")
        with django_assert_num_queries(3):
            assert search("潮汐")
