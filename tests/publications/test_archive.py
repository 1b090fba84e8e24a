"""What visitors read: issues, articles, the index of people, the feed; and what they do not."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from alumni_office.accounts.roles import Role
from publications.models import ArticlePerson, Issue
from publications.services import articles_people
from tests.factories import (
    bring_issue,
    make_alumnus,
    make_article,
    make_article_person,
    make_issue,
    make_picture,
    make_user,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def story():
    """A published article about 王伟, with a photograph, beside one that names nobody."""
    issue = make_issue(state="in_work", printed="x.pdf", printed_at="2026-03-01T00:00Z", number=63)
    article = make_article(
        issue, "访王伟", lead="王伟值夜班", body="<p>王<strong>伟</strong>是医生。</p><p>第二段。</p>",
        title_en="On Wang Wei", body_en="<p>Wang Wei is a doctor.</p>", authors="王伟口述",
    )  # fmt: skip
    person = make_article_person(article, make_alumnus("王伟"), name_en="Wang Wei")
    picture = make_picture(article, [person], caption="王伟在值班", place=1)
    articles_people.record_answer(person=person, text=True, photo=True, note="当面", by=make_user(Role.HEAD))
    make_article(issue, "无名的一篇")
    bring_issue(issue, "published")
    return {"issue": issue, "article": article, "person": person, "picture": picture}


def take_back(story):
    articles_people.record_answer(
        person=ArticlePerson.objects.get(), text=False, photo=False, note="来电", by=make_user(Role.HEAD)
    )


def text(client, path, **headers):
    return client.get(path, headers=headers).content.decode()


def test_an_article_is_read_in_chinese_and_in_english(client, story):
    path = story["article"].public_url
    assert "王<strong>伟</strong>是医生。" in text(client, path)
    english = text(client, path, **ENGLISH)
    assert "Wang Wei is a doctor." in english
    assert "是医生" not in english
    other = story["issue"].articles.get(title="无名的一篇").public_url
    assert "Chinese only" in text(client, other, **ENGLISH)


def test_a_photograph_stands_after_its_paragraph(client, story):
    page = text(client, story["article"].public_url)
    order = [page.index(part) for part in ("是医生", "王伟在值班", "第二段")]
    assert order == sorted(order)


@pytest.mark.parametrize("state", ["planned", "in_work", "approved"])
def test_nothing_is_shown_before_it_is_published(client, state):
    issue = make_issue(state=state, cover="x.jpg")
    article = issue.articles.first() or make_article(issue)
    paths = [issue.periodical.public_url, issue.public_url, article.public_url, f"{issue.public_url}cover/"]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert client.get("/publications/").context["periodicals"] == []
    assert article.title not in text(client, "/publications/feed/")


def test_a_word_taken_back_takes_name_and_photograph_out_at_the_next_request(client, story, settings):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    paths = [story["article"].public_url, "/publications/people/", story["issue"].public_url, "/publications/feed/",
             "/publications/search/?q=医生"]  # fmt: skip
    assert all("王伟" in text(client, path) for path in paths)
    take_back(story)
    assert [path for path in paths if "王伟" in text(client, path)] == []
    page = client.get(story["article"].public_url).content.decode()
    assert "王<strong>伟" not in page
    assert 'class="pub-changed"' in page
    assert reverse("publications:picture", args=[story["picture"].pk]) not in page
    english = text(client, story["article"].public_url, **ENGLISH)
    assert "Wang Wei" not in english
    assert "a graduate is a doctor" in english


def test_the_photograph_itself_is_gone_and_the_printed_edition_is_withheld(client, story):
    picture = reverse("publications:picture", args=[story["picture"].pk])
    assert b"".join(client.get(picture).streaming_content)[:2] == b"\xff\xd8"
    assert client.get(story["issue"].public_url).context["issue"].is_printed_shown is True
    take_back(story)
    assert client.get(picture).status_code == 404
    assert client.get(f"{story['issue'].public_url}pdf/").status_code == 404
    Issue.objects.filter(pk=story["issue"].pk).update(printed_at="2099-01-01T00:00Z")  # another file, without the name
    assert client.get(story["issue"].public_url).context["issue"].is_printed_shown is True


def test_who_has_the_record_restricted_is_not_shown_either(client, story):
    type(story["person"].alumnus).objects.update(restricted_at="2026-04-01T00:00Z")
    assert "王伟" not in text(client, story["article"].public_url)
    assert client.get("/publications/people/").context["letters"] == []


def test_a_longer_name_that_holds_the_withdrawn_one_stays(client):
    issue = make_issue()
    article = make_article(issue, body="<p>王伟和王伟明。</p>")
    gone, stays = make_article_person(article), make_article_person(article, make_alumnus("王伟明"))
    for person in (gone, stays):
        articles_people.record_answer(person=person, text=True, photo=False, note="当面", by=make_user(Role.HEAD))
    bring_issue(issue, "published")
    articles_people.record_answer(person=gone, text=False, photo=False, note="来电", by=make_user(Role.HEAD))
    page = text(client, article.public_url, **ENGLISH)
    assert "王伟明。" in page
    assert "王伟和" not in page


def test_the_index_lists_people_by_the_reading_of_their_names(client):
    issue = make_issue()
    for name, reading in (("王伟", "wang wei"), ("安娜", "an na"), ("艾力", "ai li")):
        make_article_person(make_article(issue), make_alumnus(name), reading=reading, state="agreed")
    make_article_person(make_article(make_issue()), make_alumnus("未见"), state="agreed")
    bring_issue(issue, "published")
    letters = client.get("/publications/people/").context["letters"]
    assert [(each.letter, [entry.name for entry in each.entries]) for each in letters] == [
        ("A", ["艾力", "安娜"]), ("W", ["王伟"]),
    ]  # fmt: skip


def test_a_page_tells_its_languages_and_what_is_shared(client, story):
    page = text(client, story["article"].public_url)
    assert 'hreflang="en"' in page
    assert '<meta property="og:title" content="访王伟 · 校报·校友版">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:description" content="王伟值夜班">' in page
    assert '"@type": "NewsArticle"' in page


def test_issues_and_articles_are_in_the_sitemap_and_the_newest_in_the_feeds(client, story):
    sitemap = text(client, "/sitemap.xml")
    assert story["article"].public_url in sitemap
    assert story["issue"].public_url in sitemap
    assert story["issue"].public_url in text(client, "/feed/")
    feed = client.get("/publications/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert [title in feed.content.decode() for title in ("访王伟", "无名的一篇")] == [True, True]


def test_the_home_page_shows_the_newest_issues(client, story):
    assert story["issue"].public_url in text(client, "/")


def test_what_editors_wrote_is_cleaned_again_when_it_is_shown(client):
    issue = make_issue()
    article = make_article(issue, body='<p>好<script>alert(1)</script><a href="javascript:x">链</a></p>')
    bring_issue(issue, "published")
    page = text(client, article.public_url)
    assert "alert(1)" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/publications/", 2), ("/publications/alumni-news/", 2), ("/publications/people/", 4)],
    ids=["archive", "periodical", "people"],
)
def test_a_list_costs_the_same_for_one_and_five(client, django_assert_num_queries, path, queries):
    for count in (1, 5):
        while Issue.objects.count() < count:
            issue = make_issue()
            make_article_person(make_article(issue), state="agreed")
            bring_issue(issue, "published")
        with django_assert_num_queries(queries):
            client.get(path)


def test_an_issue_and_an_article_cost_the_same_however_much_is_in_them(client, django_assert_num_queries):
    issue = make_issue()
    first = make_article(issue)
    for _ in range(5):
        person = make_article_person(make_article(issue))
        make_picture(person.article, [person])
        articles_people.record_answer(person=person, text=True, photo=True, note="当面", by=make_user(Role.HEAD))
    bring_issue(issue, "published")
    with django_assert_num_queries(6):
        client.get(issue.public_url)
    with django_assert_num_queries(8):
        client.get(first.public_url)


def test_empty_lists_say_what_they_are_for(client):
    assert "empty" in text(client, "/publications/")
    assert "empty" in text(client, "/publications/people/")
