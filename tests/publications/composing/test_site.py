"""A first draft of a newsletter from what the site published lately."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publications.emails import blocks
from publications.forms.composing import EventForm, GatheringForm
from publications.models import Issue
from publications.services import composing
from tests.factories import make_chapter, make_event, make_gathering, make_issue, make_user

from .makers import make_mailing, text

pytestmark = pytest.mark.django_db


def published(days):
    issue = make_issue(state="published")
    Issue.objects.filter(pk=issue.pk).update(published_at=timezone.now() - timedelta(days=days))
    return issue.articles.get()


@pytest.fixture
def site():
    """What belongs into a letter of the last ten days, and beside it what does not."""
    new, event = published(9), make_gathering(make_chapter(), days=59)
    published(11)
    for fields in ({"days": 61}, {"days": -1}, {"is_public": False}, {"cancelled_at": timezone.now()}):
        make_gathering(event.chapter, **fields)
    make_gathering(
        make_chapter("线索", province="37", city="烟台", recognition="lead")
    )  # a chapter that no directory shows
    return [{"kind": "article", "id": new.pk}, {"kind": "gathering", "id": event.pk}]


def test_articles_of_the_days_and_public_events_ahead_are_taken(site):
    assert composing.blocks_of_site(days=10) == site


def test_no_more_than_eight_of_a_kind():
    chapter = make_chapter()
    for day in range(9):
        make_gathering(chapter, days=day + 1)
    assert len(composing.blocks_of_site(days=1)) == 8


def test_the_button_adds_what_is_not_there_yet_and_says_when_nothing_is(client, site):
    editor = make_user("editor")
    mailing = make_mailing(editor, blocks=[text()])
    client.force_login(editor)
    address = reverse("admin:publications_mailing_site", args=[mailing.pk, "zh-hans"])

    for _twice in range(2):
        answer = client.post(address, {"days": "10"}, follow=True)
        kinds = [(block["kind"], block.get("id")) for block in mailing.versions.get().blocks]
        assert kinds == [("text", None), *((each["kind"], each["id"]) for each in site)]
    assert "网站上没有比这里更新的内容" in answer.content.decode()


def test_an_event_is_offered_with_the_day_of_its_place():
    chapter = make_chapter(kind="overseas", country="NZ", city="奥克兰", time_zone="Pacific/Auckland")
    starts_at = datetime(2099, 1, 1, 18, 0, tzinfo=UTC)
    make_gathering(chapter, "新年聚会", starts_at=starts_at)
    form = GatheringForm(mailing=make_mailing(make_user("editor")))
    assert [label for _pk, label in form.fields["id"].choices if "新年聚会" in label] == [
        f"新年聚会 ({chapter}, 2099-01-02)"
    ]


def test_events_with_registration_are_taken_and_shown_with_their_hours():
    event = make_event("返校日", title_en="Return Day", starts_at=timezone.now() + timedelta(days=9))
    make_event(is_public=False), make_event(state="draft"), make_event(days=61)
    off = make_event(state="cancelled", cancel_reason="台风")
    found = composing.blocks_of_site(days=1)
    assert found == [{"kind": "event", "id": event.pk}]
    (block,) = blocks.shown(found, "en")
    assert (block.title, block.url.endswith(event.get_absolute_url()), block.problem) == ("Return Day", True, "")
    (block,) = blocks.shown([{"kind": "event", "id": off.pk}], "en")
    assert block.problem == "An event was cancelled or is not public."
    form = EventForm(mailing=make_mailing(make_user("editor")))
    assert [pk for pk, _label in form.fields["id"].choices if pk == event.pk] == [event.pk]
