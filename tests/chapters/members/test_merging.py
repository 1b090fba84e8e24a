"""Two records of one person: their parts in chapters become one, and can be separated again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from alumni.services.merging import merge_alumni, undo_merge
from chapters import models
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_initiator,
    make_membership,
    make_office,
    make_submitted,
    make_term,
    make_user,
)

from . import world

pytestmark = pytest.mark.django_db
TABLES = [
    "application", "candidate", "delegate", "initiator", "invitation", "membership", "nominee", "noticemail", "office",
    "sharingconsent",
]  # fmt: skip


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def keep():
    return make_alumnus("王伟")


@pytest.fixture
def drop():
    return make_alumnus("王伟")


def everything() -> dict[str, list]:
    """All rows of people, as they stand."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM chapters_{table} t ORDER BY id")
            found[table] = [line for (line,) in cursor.fetchall()]
        return found


def merged(keep, drop, by):
    return merge_alumni(keep=keep, drop=drop, by=by)


def both_everywhere(keep, drop):
    """Rows of both that cannot both stand for one person."""
    chapter, now = make_chapter(), timezone.now()
    make_membership(chapter, keep, opened=["email", "mobile"])
    make_membership(chapter, drop, opened=["mobile", "work"])
    make_office(chapter, keep, seat="vice_president")
    make_office(chapter, drop, seat="vice_president")
    application = make_submitted(make_alumnus("李四"))
    make_initiator(application, keep)
    make_initiator(application, drop)
    world.make_nominee(keep, application=application, seat="member")
    world.make_nominee(drop, application=application, seat="member")
    congress = world.make_congress()
    world.make_delegate(congress, chapter, keep)
    world.make_delegate(congress, chapter, drop, state="confirmed", number=3, attended_at=now)
    election = world.make_election(congress)
    models.Candidate.objects.create(election=election, alumnus=keep, votes=10)
    models.Candidate.objects.create(election=election, alumnus=drop, votes=61, is_elected=True)
    world.make_invitation(chapter, keep)
    world.make_invitation(chapter, drop, refused_at=now)
    notice = world.make_notice(chapter)
    for person in (keep, drop):
        models.NoticeMail.objects.create(notice=notice, alumnus=person)


def test_everything_of_the_dropped_record_goes_to_the_kept_one(keep, drop, staff):
    world.fill(drop, staff)
    merged(keep, drop, staff)
    for model in (models.Membership, models.Office, models.Delegate, models.Candidate, models.Nominee):
        assert {row.alumnus_id for row in model.objects.all()} == {keep.pk}
    for model in (models.Invitation, models.NoticeMail):
        assert {row.alumnus_id for row in model.objects.all()} == {keep.pk}
    assert models.Initiator.objects.filter(alumnus=keep).count() == 1
    assert set(models.Application.objects.values_list("applicant", flat=True)) == {keep.pk}


@pytest.mark.parametrize("fill", [world.fill, lambda drop, staff: None], ids=["filled", "empty"])
def test_undoing_gives_every_row_back_as_it_was(keep, drop, staff, fill):
    fill(drop, staff)
    before = everything()
    assert undo_merge(merge=merged(keep, drop, staff), by=staff).other_apps == 0
    assert everything() == before


def test_what_both_have_is_folded_and_undone_again(keep, drop, staff):
    both_everywhere(keep, drop)
    before = everything()
    merge = merged(keep, drop, staff)
    assert everything() != before
    assert undo_merge(merge=merge, by=staff).other_apps == 0
    assert everything() == before


def test_of_two_memberships_one_stays_and_opens_what_both_opened(keep, drop, staff):
    both_everywhere(keep, drop)
    merged(keep, drop, staff)
    rows = models.Membership.objects.filter(alumnus=keep).order_by("pk")
    assert [(row.state, row.opened) for row in rows] == [("member", ["mobile"]), ("left", ["mobile", "work"])]


def test_a_member_stays_one_where_the_other_record_only_asked(keep, drop, staff):
    chapter = make_chapter()
    make_membership(chapter, keep, state="applied", joined_on=None)
    make_membership(chapter, drop, joined_on=date(2020, 1, 1))
    merged(keep, drop, staff)
    states = models.Membership.objects.filter(alumnus=keep).order_by("pk").values_list("state", "joined_on")
    assert list(states) == [("left", None), ("member", date(2020, 1, 1))]


@pytest.mark.parametrize("withdrawn_by", ["keep", "drop"])
def test_a_consent_withdrawn_on_either_record_is_withdrawn(keep, drop, staff, withdrawn_by):
    chapter = make_chapter()
    rows = {"keep": make_membership(chapter, keep), "drop": make_membership(chapter, drop)}
    models.SharingConsent.objects.create(membership=rows[withdrawn_by], law="chapter", given=False, wording="x")
    assert models.Membership.objects.open().agreed().count() == 1
    merge = merged(keep, drop, staff)
    assert not models.Membership.objects.open().agreed().exists()
    undo_merge(merge=merge, by=staff)
    assert models.Membership.objects.open().agreed().count() == 1


def test_an_office_held_under_both_records_has_the_days_of_both(keep, drop, staff):
    chapter, today = make_chapter(), timezone.localdate()
    term = make_term(chapter, today - timedelta(days=100), today + timedelta(days=100))
    days = [(keep, -50, 0), (drop, -10, 20), (keep, 15, 40), (drop, 60, 70)]
    for person, first, last in days:
        models.Office.objects.create(
            term=term, alumnus=person, seat="member", from_on=today + timedelta(days=first),
            until_on=today + timedelta(days=last),
        )  # fmt: skip
    before = everything()
    merge = merged(keep, drop, staff)
    held = models.Office.objects.order_by("from_on")
    assert [(row.alumnus_id, (row.from_on - today).days, (row.until_on - today).days) for row in held] == [
        (keep.pk, -50, 40), (keep.pk, 60, 70),
    ]  # fmt: skip
    undo_merge(merge=merge, by=staff)
    assert everything() == before


def test_two_delegates_are_one_who_came_and_two_candidates_one_who_was_elected(keep, drop, staff):
    both_everywhere(keep, drop)
    merged(keep, drop, staff)
    delegates = models.Delegate.objects.order_by("pk").values_list("alumnus", "state", "number")
    assert list(delegates) == [(keep.pk, "withdrawn", None), (keep.pk, "confirmed", 3)]
    assert list(models.Candidate.objects.values_list("alumnus", "votes", "is_elected")) == [(keep.pk, 61, True)]


def test_who_confirmed_twice_is_one_initiator(keep, drop, staff):
    both_everywhere(keep, drop)
    merged(keep, drop, staff)
    assert list(models.Initiator.objects.order_by("pk").values_list("alumnus", "state")) == [
        (keep.pk, "confirmed"), (keep.pk, "removed"),
    ]  # fmt: skip


@pytest.mark.parametrize("applicant_stays", [True, False])
def test_nobody_becomes_an_initiator_of_the_own_application(keep, drop, staff, applicant_stays):
    applicant, initiator = (keep, drop) if applicant_stays else (drop, keep)
    row = make_initiator(make_submitted(applicant), initiator)
    merge = merged(keep, drop, staff)
    row.refresh_from_db()
    assert (row.application.applicant, row.alumnus, row.state) == (keep, keep, "removed")
    assert undo_merge(merge=merge, by=staff).other_apps == 0
    row.refresh_from_db()
    assert (row.alumnus, row.state) == (initiator, "confirmed")


def test_a_refused_invitation_is_refused_for_the_kept_record(keep, drop, staff):
    both_everywhere(keep, drop)
    merged(keep, drop, staff)
    assert models.Invitation.objects.filter(alumnus=keep, refused_at__isnull=False).count() == 1


def test_what_somebody_changed_since_the_merge_stays_where_it_is(keep, drop, staff):
    chapter = make_chapter()
    row = make_membership(chapter, drop, opened=["email"])
    merge = merged(keep, drop, staff)
    models.Membership.objects.filter(pk=row.pk).update(opened=["work"])
    assert undo_merge(merge=merge, by=staff).other_apps == 1
    row.refresh_from_db()
    assert (row.alumnus_id, row.opened) == (keep.pk, ["work"])


def test_a_chain_of_merges_is_undone_from_the_first(keep, drop, staff):
    third = make_alumnus("王伟")
    row = make_membership(make_chapter(), drop)
    first = merged(keep, drop, staff)
    merged(third, keep, staff)
    assert undo_merge(merge=first, by=staff).other_apps == 0
    row.refresh_from_db()
    assert row.alumnus_id == drop.pk
