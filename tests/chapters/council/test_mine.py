"""Which chapter is mine: the way in, and what somebody reads whose term is over."""

from datetime import timedelta

import pytest
from django.template.defaultfilters import date as day
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_chapter, make_member, make_office, make_officer, make_user

pytestmark = pytest.mark.django_db
MINE = "/chapters/mine/"


def test_who_leads_one_chapter_is_led_there(client, chapter, officer):
    answer = client.get(reverse("chapters:mine"))
    assert (answer.status_code, answer.url) == (302, reverse("chapters:my", args=[chapter.pk]))


def test_who_leads_two_chooses(client, chapter, officer):
    other = make_chapter("北京校友会", province="11", name_en="Beijing Chapter")
    make_office(other, officer)
    answer = client.get(MINE).content.decode()
    assert "You lead 2 chapters." in answer
    assert all(reverse("chapters:my", args=[each.pk]) in answer for each in (chapter, other))


def test_whose_term_is_over_reads_when_it_ended_and_whom_to_ask(client, chapter, in_days, settings):
    settings.OFFICE_EMAIL = "office@example.edu.cn"
    person = make_member("前会长")
    make_office(chapter, person, in_days(-500), in_days(-3))
    client.force_login(person.user)
    answer = client.get(MINE).content.decode()
    assert f"Your term in Shanghai Chapter ended on {day(in_days(-3), 'DATE_FORMAT')}" in answer
    assert "mailto:office@example.edu.cn" in answer
    assert reverse("chapters:my", args=[chapter.pk]) not in answer


def test_whose_term_has_not_begun_reads_when_it_does(client, chapter, in_days):
    person = make_member("候任会长")
    make_office(chapter, person, in_days(3), in_days(900))
    client.force_login(person.user)
    words = f"Your term in Shanghai Chapter begins on {day(in_days(3), 'DATE_FORMAT')}."
    assert words in client.get(MINE).content.decode()


def test_who_never_led_finds_no_word_of_it_in_the_menu_but_a_page_that_says_why(client):
    client.force_login(make_member("普通校友").user)
    assert MINE not in client.get(reverse("about")).content.decode()
    assert "You lead no chapter" in client.get(MINE).content.decode()


@pytest.mark.parametrize("until", [900, -3], ids=["leads", "led"])
def test_the_members_menu_names_the_chapter_to_who_leads_or_led(client, chapter, in_days, until):
    person = make_member("会长")
    make_office(chapter, person, in_days(-500), in_days(until))
    client.force_login(person.user)
    assert MINE in client.get(reverse("about")).content.decode()


def test_the_menu_costs_no_query_of_its_own(client, chapter, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for user in (make_user(None, is_staff=False), make_officer(chapter).user):
        client.force_login(user)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("about"))
        counts.append(len([each for each in asked if "chapters_office" in each["sql"]]))
        assert all("accounts_user" in each["sql"] for each in asked if "chapters_office" in each["sql"])
    assert counts == [1, 1]


@pytest.mark.parametrize("n", [1, 5])
def test_the_list_of_my_chapters_costs_the_same_for_one_and_for_five(client, n, django_assert_num_queries):
    person = make_member("会长")
    today = timezone.localdate()
    for number in range(n):
        chapter = make_chapter(f"校友会{number}", province=str(11 + number))
        make_office(chapter, person, today - timedelta(days=9), today - timedelta(days=1))
    client.force_login(person.user)
    with django_assert_num_queries(4):  # session, user, alumnus, offices
        client.get(MINE)
