"""What a person chose to get, by whom it is said, and that mailings and parcels keep to it until the last moment."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alumni.queries import search
from alumni.services.copying.collecting import collect
from alumni.services.erasing import erase_person
from alumni.services.merging import merge_alumni, undo_merge
from publications.emails.building import preferences_link, unsubscribe_link
from publications.models import Delivery, LetterLimit, Subscription, Suppression
from publications.queries.audience import Audience, Part
from publications.queries.reach import Rules, reach, rules_of
from publications.services import sending, subscriptions, suppressions
from tests.factories import (
    make_contact,
    make_mailing,
    make_member,
    make_periodical,
    make_reader,
    make_user,
    start_mailing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    person = make_member("王伟")
    make_contact(person, "email", "wang@example.com", state="verified", verified_at=timezone.now())
    return person


@pytest.fixture
def newsletter():
    return make_periodical("校友电子简报", "newsletter")


def wish(periodical, act, channel="email", **more):
    return {"what": "wish", "periodical": periodical.pk, "channel": channel, "act": act, **more}


def subscribers(periodical, kind="subscribers"):
    people = Audience((Part(kind, id=periodical.pk),)).people(make_user())
    return list(people.values_list("name", flat=True))


def written_to(person, *, days):
    """A letter of another mailing, so many days ago."""
    at = timezone.now() - timedelta(days=days)
    return Delivery.objects.create(
        mailing=make_mailing(), alumnus=person, address=f"earlier{days}@example.com", state="sent", due_at=at,
        sending_at=at, ended_at=at,
    )  # fmt: skip


def test_a_periodical_is_ordered_by_e_mail_and_by_post_paused_and_ended_on_ones_own_page(client, member, newsletter):
    client.force_login(member.user)
    page = reverse("publications:my-mail")
    for channel in ("email", "post"):
        assert client.post(page, wish(newsletter, "begin", channel)).status_code == 302
    assert subscribers(newsletter) == subscribers(newsletter, "post_subscribers") == ["王伟"]
    offered = timezone.localdate() + timedelta(days=90)
    assert f'value="{offered.isoformat()}"' in client.get(page).text  # a pause is one click
    until = timezone.localdate() + timedelta(days=30)
    client.post(page, wish(newsletter, "pause", until=until.isoformat()))
    assert subscribers(newsletter) == []
    assert subscribers(newsletter, "post_subscribers") == ["王伟"]
    client.post(page, wish(newsletter, "end", "post"))
    assert subscribers(newsletter, "post_subscribers") == []
    row = Subscription.objects.get(channel="email")
    assert (row.paused_until, row.ended_at) == (until, None)


def test_a_pause_is_over_on_its_day_by_itself(member, newsletter):
    which = {"person_id": member.pk, "periodical": newsletter, "channel": "email"}
    subscriptions.subscribe(**which)
    Subscription.objects.update(paused_until=timezone.localdate())
    assert subscribers(newsletter) == ["王伟"]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_page_the_search_and_a_letter_agree_on_the_day_of_the_office(member, newsletter, days):
    Subscription.objects.create(
        alumnus=member, periodical=newsletter, channel="email", paused_until=timezone.localdate() + timedelta(days=days)
    )
    found = search.people(make_user(), "", {"subscribed": [f"{newsletter.pk}_email"]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT publications_wants_no(%s, %s, 'email')", [member.pk, newsletter.pk])
        (wants_no,) = cursor.fetchone()
    is_running = days <= 0
    assert (Subscription.objects.running().exists(), found.exists(), wants_no) == (
        is_running,
        is_running,
        not is_running,
    )


def test_the_database_knows_the_zone_of_the_settings():
    with connection.cursor() as cursor:
        cursor.execute("SELECT publications_today(), pg_get_functiondef('publications_today'::regproc)")
        today, definition = cursor.fetchone()
    assert today == timezone.localdate()
    assert f"'{settings.TIME_ZONE}'" in definition


def test_ordering_says_in_which_words_one_agrees_and_keeps_them(client, member, newsletter):
    client.force_login(member.user)
    page = reverse("publications:my-mail")
    assert "The alumni office may send me news" in client.get(f"{page}?lang=en").content.decode()
    client.post(f"{page}?lang=en", wish(newsletter, "begin"))
    client.post(f"{page}?lang=en", wish(newsletter, "begin"))
    word = member.consents.get()
    assert (word.purpose, word.channel, word.given, word.by) == ("contact", "email", True, member.user)
    assert word.wording.startswith("The alumni office may send me news")


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "2999-01-01"], ids=["none", "word", "past", "far"])
def test_a_pause_needs_a_day_that_can_come(client, member, newsletter, day):
    client.force_login(member.user)
    page = reverse("publications:my-mail")
    client.post(page, wish(newsletter, "begin"))
    answer = client.post(f"{page}?lang=en", wish(newsletter, "pause", until=day))
    assert answer.status_code == 422
    assert "Choose a day from tomorrow on, within two years." in answer.content.decode()
    assert Subscription.objects.get().paused_until is None


@pytest.mark.parametrize(
    "said",
    [{"what": "wish", "periodical": 999, "channel": "email", "act": "begin"},
     {"what": "wish", "act": "begin"}, {"what": "limit", "days": "3"}, {}],
    ids=["unknown", "none", "days", "nothing"],
)  # fmt: skip
def test_what_no_button_asks_is_refused(client, member, newsletter, said):
    client.force_login(member.user)
    assert client.post(reverse("publications:my-mail"), said).status_code == 400
    assert not Subscription.objects.exists()


def test_the_page_behind_a_letters_link_orders_pauses_ends_and_limits_without_signing_in(client, newsletter):
    person = make_reader("wang@example.com")
    delivery = start_mailing().deliveries.get()
    page = preferences_link(delivery.pk).removeprefix(settings.SITE_URL)
    shown = client.get(f"{page}?lang=en").content.decode()
    assert "Why did I get this?" in shown
    assert "csrfmiddlewaretoken" not in shown
    client.post(page, wish(newsletter, "begin"))
    assert subscribers(newsletter) == [person.name]
    client.post(page, {"what": "limit", "days": "7"})
    assert LetterLimit.objects.get(alumnus=person).days == 7
    client.post(page, wish(newsletter, "end"))
    client.post(page, {"what": "limit", "days": "0"})
    assert (subscribers(newsletter), LetterLimit.objects.count()) == ([], 0)


def test_one_click_in_a_letter_of_a_periodical_ends_that_and_nothing_else(client, newsletter):
    person = make_reader("wang@example.com")
    subscriptions.subscribe(person_id=person.pk, periodical=newsletter, channel="email")
    delivery = start_mailing(periodical=newsletter).deliveries.get()
    page = unsubscribe_link(delivery.pk).removeprefix(settings.SITE_URL)
    shown = client.get(page).content.decode()
    assert "校友电子简报" in shown
    assert Subscription.objects.get().ended_at is None  # a look changes nothing
    for _twice in range(2):
        assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().ended_at is not None
    assert not Suppression.objects.exists()
    assert start_mailing(periodical=newsletter).left_out == {"periodical": 1}
    assert start_mailing().total == 1


def test_one_click_holds_for_everybody_at_the_address(client, newsletter):
    make_reader("shared@example.com", "父亲")
    make_reader("shared@example.com", "儿子")
    delivery = start_mailing(periodical=newsletter).deliveries.get()
    client.post(unsubscribe_link(delivery.pk).removeprefix(settings.SITE_URL))
    assert start_mailing(periodical=newsletter).left_out == {"periodical": 2}


def test_figures_preparing_and_the_last_moment_leave_out_the_same_people_for_the_same_reasons(newsletter, sink, send):
    server = sink()
    make_reader("yes@example.com", "甲")
    held = make_reader("held@example.com", "乙")
    suppressions.hold_address(address="held@example.com", reason="电话要求", by=make_user())
    make_reader("back@example.com", "丙")
    suppressions.suppress(address="back@example.com", kind="hard", reason="无此邮箱")
    recent = make_reader("recent@example.com", "丁")
    often = make_reader("often@example.com", "戊")
    ended = make_reader("ended@example.com", "己")
    written_to(recent, days=3)
    written_to(often, days=20)
    later = start_mailing(quiet_days=5, periodical=newsletter)  # prepared before anybody said a word
    assert set(later.deliveries.values_list("alumnus__name", flat=True)) == set("甲戊己")
    subscriptions.limit_letters(person_id=often.pk, days=30)
    subscriptions.end(person_id=ended.pk, periodical=newsletter, channel="email")
    everyone = Audience((Part("everyone"),)).people(make_user())
    figures = reach(everyone, rules_of(later))
    assert (figures.people, figures.reached) == (6, 1)
    assert figures.left_out == {"bounced": 1, "suppressed": 1, "periodical": 1, "limit": 1, "recent": 1}
    again = start_mailing(quiet_days=5, periodical=newsletter)
    assert again.left_out == {"suppressed": 2, "periodical": 1, "limit": 1, "recent": 1}
    send(later)
    assert server.recipients == ["yes@example.com"]
    answers = dict(later.deliveries.values_list("alumnus__name", "answer"))
    assert (answers["戊"], answers["己"]) == ("limit", "periodical")
    assert held.pk not in later.deliveries.values_list("alumnus", flat=True)


def test_of_two_mailings_at_once_a_person_with_a_limit_gets_one(sink, send):
    server = sink()
    person = make_reader("wang@example.com")
    subscriptions.limit_letters(person_id=person.pk, days=7)
    first, second = start_mailing(), start_mailing()
    assert [first.total, second.total] == [1, 1]
    send(first)
    send(second)
    assert server.recipients == ["wang@example.com"]
    assert second.deliveries.get().answer == "limit"


@pytest.mark.parametrize(("days", "reached"), [(6, 0), (8, 1)], ids=["within", "after"])
def test_a_limit_of_a_week_counts_seven_days(days, reached):
    person = make_reader("wang@example.com")
    subscriptions.limit_letters(person_id=person.pk, days=7)
    written_to(person, days=days)
    assert reach(Audience((Part("everyone"),)).people(make_user()), Rules("contact", "email")).reached == reached
    assert start_mailing().total == reached


def test_a_letter_that_was_never_sent_counts_for_nothing():
    person = make_reader("wang@example.com")
    subscriptions.limit_letters(person_id=person.pk, days=30)
    Delivery.objects.filter(pk=written_to(person, days=1).pk).update(state="failed")
    assert start_mailing().total == 1


def test_an_issue_by_post_leaves_out_who_ended_it(newsletter):
    person = make_reader("wang@example.com")
    make_contact(person, "address", "济南市山大南路27号")
    subscriptions.subscribe(person_id=person.pk, periodical=newsletter, channel="post")
    everyone = Audience((Part("everyone"),)).people(make_user())
    assert reach(everyone, Rules("contact", "post", periodical=newsletter.pk)).reached == 1
    subscriptions.end(person_id=person.pk, periodical=newsletter, channel="post")
    assert reach(everyone, Rules("contact", "post", periodical=newsletter.pk)).left_out == {"periodical": 1}


def test_subscriptions_follow_a_merge_are_in_the_copy_and_go_with_an_erasure(newsletter):
    keep, drop = make_reader("one@example.com", "王伟"), make_reader("two@example.com", "王炜")
    subscriptions.subscribe(person_id=drop.pk, periodical=newsletter, channel="email")
    subscriptions.limit_letters(person_id=drop.pk, days=30)
    by = make_user("head")
    merge = merge_alumni(keep=keep, drop=drop, by=by)
    assert (Subscription.objects.get().alumnus, LetterLimit.objects.get().alumnus) == (keep, keep)
    assert "校友电子简报" in str(collect(keep))
    undo_merge(merge=merge, by=by)
    assert (Subscription.objects.get().alumnus, LetterLimit.objects.get().alumnus) == (drop, drop)
    drop.refresh_from_db()
    erase_person(person_id=drop.pk, by=by)
    assert not Subscription.objects.exists()
    assert not LetterLimit.objects.exists()


def test_preparing_asks_for_nothing_of_a_mailing_without_a_periodical():
    make_reader("wang@example.com")
    mailing = make_mailing("preparing", audience={"include": [{"kind": "everyone"}], "exclude": []})
    assert sending.prepare(mailing_id=mailing.pk)
    mailing.refresh_from_db()
    assert (mailing.total, mailing.left_out) == (1, {})
