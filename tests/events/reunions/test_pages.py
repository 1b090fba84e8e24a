"""The pages of those who book: from the class to the wish, on the own pages, in both languages."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Liaison
from events.models import ClassReunion
from tests.factories import make_classmate, make_event, make_member, make_reunion

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(client, degree):
    client.force_login(degree.alumnus.user)
    path = reverse("events:reunion-book", args=[degree.pk])

    def post(on, **fields):
        sent = {"whole_year": "0", "event": "", "day": on.isoformat(), "expected": "30", "wishes": ["lesson", "tree"],
                "wish_text": "想听高等数学", "key": str(uuid.uuid4())} | fields  # fmt: skip
        return client.post(path, sent)

    return post


def test_the_page_of_a_class_leads_to_its_reunions(client, degree):
    client.force_login(degree.alumnus.user)
    page = client.get(reverse("alumni:class", args=[degree.pk]))
    assert reverse("events:reunions") in page.content.decode()
    mine = client.get(reverse("events:reunions")).content.decode()
    assert reverse("events:reunion-book", args=[degree.pk]) in mine


def test_what_is_booked_stands_on_the_own_pages(client, degree, book, day):
    response = book(day)
    made = ClassReunion.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.wishes, made.wish_text, made.expected) == (["lesson", "tree"], "想听高等数学", 30)
    page = client.get(reverse("events:reunions")).content.decode()
    assert made.get_absolute_url() in page
    assert "等待学院确认" in page


@pytest.mark.parametrize(("days", "said"), [(0, "请选择今天之后的日期。"), (-9, "请选择今天之后的日期。"),
                                            (1200, "请选择三年以内的日期。")])  # fmt: skip
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_stays(book, today, days, said):
    page = book(today + timedelta(days=days))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "想听高等数学" in page.content.decode()
    assert ClassReunion.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"expected": "0"}, {"expected": "10000"}, {"wishes": ["dance"]}, {"day": "昨天"},
                                   {"event": "999"}, {"whole_year": "2"}])  # fmt: skip
def test_what_no_reunion_has_is_refused(book, day, wrong):
    assert book(day, **wrong).status_code == 422
    assert ClassReunion.objects.count() == 0


def test_the_day_of_a_return_day_is_one_of_its_days(book, day):
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
    event = make_event(starts_at=noon)
    assert book(day + timedelta(days=1), event=event.pk).status_code == 422
    assert book(day, event=event.pk).status_code == 302
    assert ClassReunion.objects.get().event == event


def test_a_second_day_in_the_year_is_a_sentence(book, degree, day):
    make_reunion(degree, day=day)
    page = book(day)
    assert page.status_code == 422
    assert "您的班级在这一年已经预约了日期。" in page.content.decode()


def test_who_may_not_book_reads_why(client, degree, friend):
    Liaison.objects.create(alumnus=friend, degree=friend.degrees.get(), from_on=timezone.localdate())
    client.force_login(degree.alumnus.user)
    page = client.get(reverse("events:reunion-book", args=[degree.pk]))
    assert page.status_code == 403
    assert "本班已有联络人" in page.content.decode()
    assert "本班已有联络人" in client.get(reverse("events:reunions")).content.decode()


def test_the_contact_person_changes_what_the_class_wishes(client, degree, day):
    made = make_reunion(degree, day=day)
    client.force_login(degree.alumnus.user)
    path = reverse("events:reunion-change", args=[made.pk])
    assert client.get(path).status_code == 200
    sent = {"event": "", "day": day.isoformat(), "expected": "12", "wishes": ["photo"], "wish_text": "", "version": "1"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent | {"expected": "13"}).status_code == 422  # of a page that is old
    made.refresh_from_db()
    assert (made.expected, made.wishes, made.version) == (12, ["photo"], 2)


def test_the_contact_person_gives_the_day_back(client, degree, day):
    made = make_reunion(degree, day=day, state="confirmed")
    client.force_login(degree.alumnus.user)
    path = reverse("events:reunion-cancel", args=[made.pk])
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "改期"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.reason) == ("cancelled", "改期")
    assert "改期" in client.get(made.get_absolute_url()).content.decode()


def test_every_page_of_a_reunion_is_there_in_each_language(client, degree, friend, day, each_language):
    made = make_reunion(degree, day=day, state="confirmed", wishes=["lesson"])
    client.force_login(degree.alumnus.user)
    pages = [reverse("events:reunions"), reverse("events:reunion-book", args=[degree.pk])]
    pages += [reverse(f"events:reunion{name}", args=[made.pk]) for name in ("", "-change", "-cancel")]
    pages.append(reverse("events:reunion-mark", args=[made.pk, friend.pk]))
    word = {"zh-hans": "聚会", "en": "reunion"}[each_language]
    for path in pages:
        page = client.get(path, {"lang": each_language})
        assert page.status_code == 200, path
        assert word in page.content.decode(), path


@pytest.mark.parametrize("n", [2, 12])
def test_queries_of_the_contact_persons_page_do_not_grow_with_the_class(
    client, degree, studied, day, n, django_assert_max_num_queries
):
    made = make_reunion(degree, day=day, state="confirmed")
    for each in range(n):
        make_classmate(made, studied(make_member(f"同学{each}")).alumnus, "unsure")
    client.force_login(degree.alumnus.user)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(22):
        assert len(client.get(made.get_absolute_url()).context["mates"]) == n + 1
