"""What a merge does with who signs in, what they show, their card, claims, requests and messages."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from alumni.models import (
    Alumnus,
    Card,
    Challenge,
    ChangeRequest,
    CorrectionLink,
    DataRequest,
    Degree,
    MessageRefusal,
    PersonalMessage,
    Profile,
    Verification,
)
from alumni.services.merging import MergeRefused, carry_stragglers, merge_alumni, undo_merge
from tests.factories import make_alumnus, make_college, make_degree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def member():
    return make_user(role=None, is_staff=False, name="")


@pytest.fixture
def keep():
    return make_alumnus("王伟")


@pytest.fixture
def drop():
    return make_alumnus("王伟")


def link(person, user):
    Alumnus.objects.filter(pk=person.pk).update(user=user, verified_at=timezone.now())
    return Verification.objects.create(user=user, alumnus=person, name=person.name, state="accepted")


def user_of(person):
    return Alumnus.objects.values_list("user", flat=True).get(pk=person.pk)


def message(sender, recipient):
    return PersonalMessage.objects.create(
        sender=sender, recipient=recipient, subject="同学会", text="十月？", key=uuid.uuid4()
    )


def test_who_signs_in_goes_with_the_record_and_back(keep, drop, staff, member):
    claim = link(drop, member)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    claim.refresh_from_db()
    assert (user_of(keep), user_of(drop), claim.alumnus_id) == (member.pk, None, keep.pk)
    undo_merge(merge=merge, by=staff)
    claim.refresh_from_db()
    assert (user_of(keep), user_of(drop), claim.alumnus_id) == (None, member.pk, drop.pk)
    assert Alumnus.objects.get(pk=keep.pk).verified_at is None


def test_the_kept_records_own_account_stays(keep, drop, staff, member):
    link(keep, member)

    undo_merge(merge=merge_alumni(keep=keep, drop=drop, by=staff), by=staff)

    assert (user_of(keep), user_of(drop)) == (member.pk, None)


def test_two_records_that_both_have_an_account_are_not_merged_until_one_is_free(keep, drop, staff, member):
    other = make_user(role=None, is_staff=False)
    link(keep, member)
    claim = link(drop, other)

    with pytest.raises(MergeRefused, match=r"verif|核实|认证"):
        merge_alumni(keep=keep, drop=drop, by=staff)
    assert (user_of(keep), user_of(drop)) == (member.pk, other.pk)

    Alumnus.objects.filter(pk=drop.pk).update(user=None)
    Verification.objects.filter(pk=claim.pk).update(state="refused", answer="不是本人")
    merge_alumni(keep=keep, drop=drop, by=staff)
    assert (user_of(keep), user_of(drop)) == (member.pk, None)


def test_an_account_that_was_taken_away_since_goes_to_nobody(keep, drop, staff, member):
    link(drop, member)
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    Alumnus.objects.filter(pk=keep.pk).update(user=None)

    undo_merge(merge=merge, by=staff)

    assert (user_of(keep), user_of(drop)) == (None, None)


def test_an_account_that_went_two_merges_far_comes_back_from_either_end(keep, drop, staff, member):
    last = make_alumnus("王伟")
    link(drop, member)
    first = merge_alumni(keep=keep, drop=drop, by=staff)
    second = merge_alumni(keep=last, drop=keep, by=staff)

    undo_merge(merge=first, by=staff)
    undo_merge(merge=second, by=staff)

    assert [user_of(person) for person in (drop, keep, last)] == [member.pk, None, None]


def test_of_two_profiles_the_stricter_word_holds_and_both_come_back(keep, drop, staff):
    Profile.objects.create(alumnus=keep, listed="alumni", career_audience="nobody", offer="内推")
    Profile.objects.create(
        alumnus=drop, listed="classmates", career_audience="public", languages=["de"], photo="portraits/x.jpg",
        photo_audience="alumni", takes_messages=False, offer="讲座",
    )  # fmt: skip
    before = list(Profile.objects.order_by("pk").values())

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    profile = Profile.objects.get()
    assert (profile.alumnus_id, profile.listed, profile.career_audience) == (keep.pk, "classmates", "nobody")
    assert (profile.photo.name, profile.photo_audience) == ("portraits/x.jpg", "nobody")
    assert (profile.languages, profile.offer, profile.takes_messages) == (["de"], "内推", False)
    undo_merge(merge=merge, by=staff)
    assert list(Profile.objects.order_by("pk").values()) == before


def test_a_profile_and_a_card_move_to_a_record_without_them(keep, drop, staff):
    Profile.objects.create(alumnus=drop, listed="alumni")
    Card.objects.create(alumnus=drop, number="2026000001", token="t" * 43)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    assert Profile.objects.get().alumnus_id == Card.objects.get().alumnus_id == keep.pk
    undo_merge(merge=merge, by=staff)
    assert Profile.objects.get().alumnus_id == Card.objects.get().alumnus_id == drop.pk


def test_of_two_cards_the_kept_records_own_is_good(keep, drop, staff):
    Card.objects.create(alumnus=keep, number="2026000001", token="k" * 43)
    Card.objects.create(alumnus=drop, number="2026000002", token="d" * 43)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    assert list(Card.objects.values_list("number", flat=True)) == ["2026000001"]
    undo_merge(merge=merge, by=staff)
    assert Card.objects.get(number="2026000002").alumnus_id == drop.pk


def test_claims_codes_links_and_requests_follow_the_record_and_go_back(keep, drop, staff, member):
    claim = Verification.objects.create(user=member, alumnus=drop, name="王伟")
    rows = [
        claim,
        Challenge.objects.create(
            purpose="verification", user=member, alumnus=drop, verification=claim, kind="email", value="a@example.com",
            code_hash="0" * 64, expires_at=timezone.now() + timedelta(minutes=10),
        ),
        CorrectionLink.objects.create(
            alumnus=drop, token_hash="1" * 64, email="a@example.com", sent_by=staff, expires_at=timezone.now()
        ),
        ChangeRequest.objects.create(alumnus=drop, kind="names", values={"name": "王炜"}, key=uuid.uuid4()),
        DataRequest.objects.create(alumnus=drop, kind="copy", due_on=date(2026, 12, 1), key=uuid.uuid4()),
    ]  # fmt: skip

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    for row in rows:
        row.refresh_from_db()
        assert row.alumnus_id == keep.pk
    undo_merge(merge=merge, by=staff)
    for row in rows:
        row.refresh_from_db()
        assert row.alumnus_id == drop.pk


def test_a_request_that_was_decided_after_the_merge_stays(keep, drop, staff):
    request = ChangeRequest.objects.create(alumnus=drop, kind="names", values={}, key=uuid.uuid4())
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    ChangeRequest.objects.update(state="accepted", decided_by=staff, decided_at=timezone.now())

    undone = undo_merge(merge=merge, by=staff)

    request.refresh_from_db()
    assert request.alumnus_id == keep.pk
    assert [(entry["model"], entry["why"]) for entry in undone.left] == [("alumni.changerequest", "edited")]


def test_a_request_about_a_degree_that_both_have_is_then_about_the_one_that_stays(keep, drop, staff):
    college = make_college()
    kept = make_degree(keep, graduation_year=1998, college=college)
    theirs = make_degree(drop, graduation_year=1998, college=college, major="统计学")
    request = ChangeRequest.objects.create(
        alumnus=drop, kind="degree", degree=theirs, values={"major": "数学"}, key=uuid.uuid4()
    )

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    request.refresh_from_db()
    assert (request.alumnus_id, request.degree_id) == (keep.pk, kept.pk)
    undo_merge(merge=merge, by=staff)
    request.refresh_from_db()
    assert (request.alumnus_id, request.degree_id) == (drop.pk, theirs.pk)
    assert Degree.objects.get(pk=theirs.pk).alumnus_id == drop.pk


def test_messages_and_refusals_follow_and_what_stood_between_the_two_stays(keep, drop, staff):
    friend, pest = make_alumnus("李静"), make_alumnus("赵强")
    sent, received, own = message(drop, friend), message(friend, drop), message(drop, keep)
    MessageRefusal.objects.create(alumnus=keep, refused=pest)
    MessageRefusal.objects.create(alumnus=drop, refused=pest)
    MessageRefusal.objects.create(alumnus=friend, refused=drop)
    MessageRefusal.objects.create(alumnus=keep, refused=drop)
    before = sorted(MessageRefusal.objects.values_list("pk", "alumnus", "refused"))

    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    carry_stragglers(people=[drop.pk])

    pairs = set(PersonalMessage.objects.values_list("pk", "sender", "recipient"))
    assert pairs == {
        (sent.pk, keep.pk, friend.pk), (received.pk, friend.pk, keep.pk), (own.pk, drop.pk, keep.pk)
    }  # fmt: skip
    assert sorted(MessageRefusal.objects.values_list("alumnus", "refused")) == sorted(
        [(keep.pk, pest.pk), (friend.pk, keep.pk), (keep.pk, drop.pk)]
    )
    undo_merge(merge=merge, by=staff)
    assert set(PersonalMessage.objects.values_list("pk", "sender", "recipient")) == {
        (sent.pk, drop.pk, friend.pk), (received.pk, friend.pk, drop.pk), (own.pk, drop.pk, keep.pk)
    }  # fmt: skip
    assert sorted(MessageRefusal.objects.values_list("pk", "alumnus", "refused")) == before


def test_both_people_of_a_refusal_may_be_merged_and_each_comes_back(keep, drop, staff):
    one, other = make_alumnus("李静"), make_alumnus("李静")
    MessageRefusal.objects.create(alumnus=drop, refused=other)

    first = merge_alumni(keep=keep, drop=drop, by=staff)
    second = merge_alumni(keep=one, drop=other, by=staff)
    assert list(MessageRefusal.objects.values_list("alumnus", "refused")) == [(keep.pk, one.pk)]
    undo_merge(merge=first, by=staff)
    undo_merge(merge=second, by=staff)

    assert list(MessageRefusal.objects.values_list("alumnus", "refused")) == [(drop.pk, other.pk)]


def test_a_restriction_of_either_record_holds(keep, drop, staff):
    Alumnus.objects.filter(pk=drop.pk).update(restricted_at=timezone.now())

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    assert Alumnus.objects.get(pk=keep.pk).restricted_at is not None
    undo_merge(merge=merge, by=staff)
    assert Alumnus.objects.get(pk=keep.pk).restricted_at is None
