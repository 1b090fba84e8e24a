"""The demonstration's publications: twelve issues, everyone's word in some state, the same when repeated."""

from collections import Counter

import pytest

from alumni.services import demo as people
from publications.demo.stories import stories
from publications.models import ArticlePerson, Bounce, Delivery, Issue, Mailing, MailingVersion, Suggestion
from publications.services import demo

from .reading import html_errors, marks_in, parts_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_twelve_issues_with_articles_of_a_real_length_and_nothing_twice(client, monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [])  # or the loading would have written them
    people.load(people=60)
    assert demo.fill() == 12
    states = Counter(Issue.objects.values_list("state", flat=True))
    assert states == {"published": 8, "planned": 2, "in_work": 1, "approved": 1}
    told = set(ArticlePerson.objects.values_list("state", flat=True))
    assert told == {"new", "asked", "agreed", "refused", "withdrawn"}
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"submitted", "editing", "accepted", "declined"}
    assert dict(Mailing.objects.values_list("state", "title")) == {
        "done": "校友电子简报 十月", "paused": "返校日邀请（毕业二十年）", "draft": "岁末的一封信（草稿）",
    }  # fmt: skip
    assert Bounce.objects.exists() is (Delivery.objects.filter(mailing__state="done").count() >= 37)
    versions = MailingVersion.objects.exclude(html="").select_related("mailing").order_by("pk")
    letters = [(version.subject, *parts_of(version)) for version in versions]
    assert [subject for subject, _html, _text in letters] == [
        "十月简报：秋天的校园和三件新事", "October: autumn on campus, and three new things",
        "毕业二十年：下个月回来吃大锅菜",
    ]  # fmt: skip
    assert [(html_errors(html), marks_in(text)) for _subject, html, text in letters] == [([], [])] * 3
    assert demo.fill() == 0
    assert Mailing.objects.count() == 3
    assert (Issue.objects.count(), ArticlePerson.objects.count()) == (12, 10)
    for issue in Issue.objects.published():
        assert client.get(issue.public_url).status_code == 200
        printed = client.get(f"{issue.public_url}pdf/")
        if printed.status_code == 200:
            assert b"".join(printed.streaming_content)[:5] == b"%PDF-"


def test_every_story_is_long_enough_to_be_read():
    short = [story.key for story in stories().values() if len(story.body) < 300]
    assert short == []
    assert sum(bool(story.body_en) for story in stories().values()) == 5
