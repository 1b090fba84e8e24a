"""What is counted of an event in print: people who came, named with consent, in issues of the year after it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from events import hooks
from publications.models import Issue
from publications.queries import mentions
from publications.services.articles_people import record_answer
from tests.factories import (
    bring_issue,
    make_alumnus,
    make_article,
    make_article_person,
    make_check_in,
    make_check_list,
    make_event,
    make_issue,
    make_periodical,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def came():
    """An event of half a year ago, and somebody who came to it."""
    event, person = make_event(days=-180, state="closed"), make_alumnus("王伟")
    make_check_in(make_check_list(event), make_registration(event, person))
    return event, person


def named(person, *, days=-30, published=True, withdrawn=False):
    """An article about the person in an issue that came out so many days from now."""
    periodical = make_periodical(slug=f"p{Issue.objects.count()}", name=f"校报{Issue.objects.count()}")
    issue = make_issue(periodical)
    row = make_article_person(make_article(issue), person, state="agreed")
    if published:
        bring_issue(issue, "published")
        Issue.objects.filter(pk=issue.pk).update(published_at=timezone.now() + timedelta(days=days))
    if withdrawn:
        record_answer(person=row, text=False, photo=False, note="来信", by=make_user(Role.HEAD))
    return row


def test_an_article_of_the_year_after_it_is_counted_and_opened(client, came):
    event, person = came
    row = named(person)
    assert mentions.counted([event.pk]) == {event.pk: 1}
    client.force_login(make_user(Role.STAFF))
    answer = client.get(reverse("admin:publications_article_event", args=[event.pk]))
    assert list(answer.context["rows"]) == [row]
    assert mentions.COUNTED in hooks.outcomes


@pytest.mark.parametrize("why", [{"days": -200}, {"days": 200}, {"withdrawn": True}, {"published": False}], ids=str)
def test_what_is_before_a_year_after_not_agreed_or_not_out_counts_nothing(came, why):
    event, person = came
    named(person, **why)
    assert mentions.counted([event.pk]) == {}


def test_who_did_not_come_counts_nothing(came):
    event, _person = came
    other = make_alumnus("李敏")
    make_registration(event, other)
    named(other)
    assert mentions.counted([event.pk]) == {}


@pytest.mark.parametrize("number", [1, 5])
def test_the_rows_cost_the_same_for_one_and_for_many(client, came, number, django_assert_num_queries):
    event, person = came
    client.force_login(make_user(Role.STAFF))
    for _each in range(number):
        named(person)
    address = reverse("admin:publications_article_event", args=[event.pk])
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)
