"""A verification is taken back: what the account did in chapters ends with it."""

import pytest
from django.urls import reverse

from alumni.services import claims
from chapters.models import Application, CalendarLink, Initiator, Membership, SharingConsent
from chapters.services import members
from chapters.services.duties import link_for, renew_link
from tests.factories import (
    make_chapter,
    make_initiator,
    make_member,
    make_membership,
    make_office,
    make_officer,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_user(name="校友办")


@pytest.fixture
def person():
    return make_member("王伟", province="31")


def revoke(person, office):
    claims.revoke_verification(person_id=person.pk, reason="不是本人", by=office)


def joined(person, chapter):
    return members.join(
        chapter=chapter, person=person, opened=["email"], statement="大家好", agreed=["chapter"], by=person.user
    )


@pytest.mark.parametrize("admission", ["automatic", "approval"])
def test_a_membership_that_the_account_agreed_to_ends_and_officers_see_nothing_of_it(client, person, office, admission):
    chapter = make_chapter(admission=admission)
    officer, membership = make_officer(chapter), joined(person, chapter)
    assert Membership.objects.seen_by_officer(officer).get() == membership

    revoke(person, office)

    membership.refresh_from_db()
    assert (membership.state, membership.opened) == ("left", [])
    assert membership.ended_on >= (membership.joined_on or membership.ended_on)
    last = SharingConsent.objects.filter(membership=membership).latest("pk")
    assert (last.given, last.by) == (False, office)
    assert not Membership.objects.seen_by_officer(officer).exists()
    client.force_login(officer.user)
    assert "王伟" not in client.get(reverse("chapters:my-members", args=[chapter.pk])).content.decode()


def test_whoever_really_is_the_person_joins_anew(person, office):
    chapter = make_chapter(admission="automatic")
    first = joined(person, chapter)
    revoke(person, office)
    person.refresh_from_db()
    person.user = make_user(name="本人")
    person.save()
    assert joined(person, chapter).pk != first.pk
    assert Membership.objects.members().get(alumnus=person).chapter == chapter


def test_a_membership_to_which_somebody_else_agreed_stays(person, office):
    membership = make_membership(make_chapter(), person)
    revoke(person, office)
    membership.refresh_from_db()
    assert membership.state == "member"
    assert Membership.objects.agreed().get() == membership


def test_an_open_application_is_withdrawn_and_a_yes_to_anothers_counts_no_more(person, office):
    mine = make_submitted(person, province="31")
    theirs = make_submitted(make_member("发起人"), province="33")
    yes = make_initiator(theirs, person)
    revoke(person, office)
    mine.refresh_from_db()
    yes.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.state == Application.State.WITHDRAWN
    assert (yes.state, yes.alumnus) == (Initiator.State.REMOVED, None)
    assert theirs.state == Application.State.SUBMITTED


def test_a_post_stays_with_the_person_and_the_address_of_the_calendar_is_dead_for_good(person, office):
    chapter = make_chapter()
    held = make_office(chapter, person)
    renew_link(chapter=chapter, person=person, by=person.user)
    revoke(person, office)
    person.refresh_from_db()
    person.user = make_user(name="本人")
    person.save()
    held.refresh_from_db()
    assert held.alumnus == person
    assert link_for(chapter=chapter, person=person) is None
    assert CalendarLink.objects.get().revoked_at is not None
