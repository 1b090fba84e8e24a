"""Everything that was written to a person: on the own page, behind the letter's link, at the desk, in the search."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from alumni.models import Consent, PersonList
from alumni.queries import mine
from alumni.queries import search as people_search
from alumni_office.accounts.roles import Role
from alumni_office.mail.services import queue
from publications.emails.building import preferences_link
from publications.models import Bounce, Delivery, Distribution, Parcel, ParcelReader
from publications.queries.people import happened
from publications.queries.received import received
from publications.services import subscriptions
from tests.factories import (
    make_chapter,
    make_contact,
    make_mailing,
    make_member,
    make_periodical,
    make_reader,
    make_user,
    start_mailing,
)

pytestmark = pytest.mark.django_db


def sent(person, *, state="sent", answer="", **fields):
    """A letter of a mailing of its own."""
    now = timezone.now()
    return Delivery.objects.create(
        mailing=make_mailing(**fields), alumnus=person, address=f"{person.pk}@example.com", state=state,
        due_at=now, sending_at=None if state == "suppressed" else now, ended_at=now, answer=answer,
    )  # fmt: skip


@pytest.fixture
def member():
    person = make_member("王伟")
    make_contact(person, "email", "wang@example.com", state="verified", verified_at=timezone.now())
    Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=True)
    return person


def test_ones_own_page_says_which_mailing_to_whom_on_which_consent_and_what_became_of_it(client, member):
    chapter = make_chapter(name="上海校友会")
    sent(member, audience={"include": [{"kind": "chapter", "id": chapter.pk}], "exclude": []})
    client.force_login(member.user)
    shown = client.get(reverse("publications:my-letters") + "?lang=en").content.decode()
    (letter,) = received(member)
    assert letter.title in shown
    assert "members of 上海校友会" in shown
    assert "News and invitations · E-mail, agreed on" in shown
    assert "Taken by the mail server" in shown


def test_parcels_single_mails_and_letters_that_were_not_sent_stand_there_too(client, member):
    sent(member, state="suppressed", answer="limit")
    queue(to="wang@example.com", subject="您的验证码", text="1", purpose="alumni.code", person_id=member.pk)
    distribution = Distribution.objects.create(title="校报 64 期", printed=9, key="1" * 32, state="prepared")
    parcel = Parcel.objects.create(distribution=distribution, number=1, code="1-1", address="济南", names="王伟")
    Parcel.objects.filter(pk=parcel.pk).update(state="sent", sent_on=timezone.localdate())
    ParcelReader.objects.create(distribution=distribution, parcel=parcel, alumnus=member)
    client.force_login(member.user)
    shown = client.get(reverse("publications:my-letters") + "?lang=en").content.decode()
    for words in ("Not sent: got as many letters lately as they want", "您的验证码", "A code", "校报 64 期", "By post"):
        assert words in shown, words
    assert {why for _at, why, _subject in mine.letters(member)} >= {"A code", "By post"}
    assert "校报 64 期" in client.get(reverse("alumni:me-sources")).content.decode()


def test_a_list_of_the_office_is_not_named_to_the_reader(member):
    chosen = PersonList.objects.create(name="难说话的人", owner=make_user())
    sent(member, audience={"include": [{"kind": "list", "id": chosen.pk}], "exclude": []})
    with translation.override("en"):
        assert [each.readers for each in received(member)] == ["people chosen by the office"]


def test_the_consent_is_the_one_that_stood_when_the_letter_went(member):
    delivery = sent(member)
    Delivery.objects.filter(pk=delivery.pk).update(sending_at=timezone.now() - timedelta(days=9))
    assert received(member)[0].consent == ""


def test_why_did_i_get_this_is_told_behind_the_letters_own_link(client):
    make_reader("wang@example.com")
    delivery = start_mailing().deliveries.get()
    shown = client.get(preferences_link(delivery.pk).removeprefix(settings.SITE_URL) + "?lang=en").content.decode()
    assert "Why did I get this?" in shown
    assert "agreed on" in shown


def test_what_came_back_is_said(member):
    Bounce.objects.create(delivery=sent(member), kind="full", source="mailbox", digest="x")
    with translation.override("en"):
        assert [each.outcome for each in received(member)] == ["Came back: Mailbox full"]


def test_the_desk_sees_a_persons_mail_and_no_address(client, member):
    sent(member)
    subscriptions.subscribe(person_id=member.pk, periodical=make_periodical("校友报"), channel="email")
    subscriptions.limit_letters(person_id=member.pk, days=30)
    client.force_login(make_user(Role.EDITOR))
    shown = client.get(reverse("admin:publications_mailing_person", args=[member.pk]) + "?lang=en").content.decode()
    for words in (
        "Taken by the mail server",
        "校友报: E-mail",
        "At most one a month",
        "News and invitations · E-mail",
    ):
        assert words in shown, words
    assert "@example.com" not in shown
    client.force_login(make_user(Role.FINANCE))
    assert client.get(reverse("admin:publications_mailing_person", args=[member.pk])).status_code == 403


@pytest.mark.parametrize("rows", [1, 5])
def test_a_persons_mail_costs_the_same_whatever_there_is(django_assert_num_queries, member, rows):
    for _each in range(rows):
        sent(member)
    with django_assert_num_queries(6):
        received(member)


def test_the_search_finds_who_got_a_mailing_whose_came_back_and_who_subscribes(member):
    user = make_user(Role.HEAD)
    other = make_reader("li@example.com", "李娜")
    got, lost = sent(member), sent(other, state="failed")
    type(got.mailing).objects.filter(pk__in=[got.mailing_id, lost.mailing_id]).update(started_at=timezone.now())
    periodical = make_periodical("校友报")
    subscriptions.subscribe(person_id=other.pk, periodical=periodical, channel="post")

    def found(name, value):
        filters = people_search.parse({name: [str(value)]})
        return list(people_search.people(user, "", filters).values_list("name", flat=True))

    assert found("mailing", got.mailing_id) == ["王伟"]
    assert found("bounced", lost.mailing_id) == ["李娜"]
    assert found("subscribed", f"{periodical.pk}_post") == ["李娜"]
    assert found("subscribed", f"{periodical.pk}_email") == []


def test_the_timeline_tells_of_mailings_and_subscriptions(member):
    delivery = sent(member)
    row = subscriptions.subscribe(person_id=member.pk, periodical=make_periodical("校友报"), channel="email")
    with translation.override("en"):
        titles = [each.title for each in happened(make_user(Role.HEAD), member)]
        assert titles == [f"Mailing: {delivery.mailing}", f"Subscribed: {row}"]
