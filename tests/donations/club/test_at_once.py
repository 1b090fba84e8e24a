"""What many do at the same moment: one move, one membership, one decision."""

from uuid import uuid4

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import ClubMembership, ClubTerm, Opportunity
from donations.services import club, opportunities
from donations.services.refusals import Refused
from tests.factories import make_member, make_user
from tests.giving_club import make_application, make_card, make_company, make_seat, make_tier
from tests.waiting import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def together(acts) -> list[bool]:
    """Which of `acts` was taken, all begun at the same moment."""
    return [not isinstance(end, Refused) for end in at_once(*acts, expected=Refused)]


def test_of_many_who_move_a_card_one_does():
    card, by = make_card(), make_user(Role.STAFF)
    act = lambda: opportunities.move(opportunity_id=card.pk, version=1, to="contact", by=by)  # noqa: E731
    assert sorted(together([act] * MANY)) == [False] * (MANY - 1) + [True]
    card.refresh_from_db()
    assert (card.version, card.steps.count()) == (2, 1)


def test_of_many_applications_of_a_person_one_stands():
    person, tier = make_member(), make_tier()
    company = make_company(person)
    acts = [
        lambda: club.apply(
            key=uuid4(), person=person, tier=tier, organisation=company, statement="", by=person.user
        )
    ] * MANY  # fmt: skip
    assert sorted(together(acts)) == [False] * (MANY - 1) + [True]
    assert ClubMembership.objects.count() == 1


def test_the_same_form_sent_many_times_is_one_card():
    company, by, key = make_company(), make_user(Role.STAFF), uuid4()
    act = lambda: opportunities.add(key=key, by=by, organisation=company, title="一张", owner=by)  # noqa: E731
    assert together([act] * MANY) == [True] * MANY
    assert Opportunity.objects.count() == 1


def test_the_votes_that_decide_and_a_meeting_at_the_same_moment_are_one_decision():
    row, seats, by = make_application(), [make_seat() for _seat in range(5)], make_user(Role.STAFF)
    today = timezone.localdate()
    votes = [
        lambda seat=seat: club.vote(membership_id=row.pk, seat=seat, is_yes=True, note="", by=seat.alumnus.user)
        for seat in seats
    ]  # fmt: skip
    admit = lambda: club.admit(membership_id=row.pk, decided_on=today, from_on=today, by=by)  # noqa: E731
    together([*votes, admit])
    row.refresh_from_db()
    assert (row.state, ClubTerm.objects.filter(membership=row).count()) == ("member", 1)


def test_of_many_renewals_one_counts():
    row, by = make_application(), make_user(Role.STAFF)
    today = timezone.localdate()
    club.admit(membership_id=row.pk, decided_on=today, from_on=today, by=by)
    row.refresh_from_db()
    act = lambda: club.renew(membership_id=row.pk, seen_until=row.until_on, decided_on=today, by=by)  # noqa: E731
    assert sorted(together([act] * MANY)) == [False] * (MANY - 1) + [True]
    assert ClubTerm.objects.count() == 2


def test_hand_over_and_a_move_at_the_same_moment_lose_nothing():
    leaver, taker = make_user(Role.STAFF), make_user(Role.STAFF)
    card = make_card(owner=leaver)
    moved, handed = together([
        lambda: opportunities.move(opportunity_id=card.pk, version=1, to="contact", by=leaver),
        lambda: opportunities.hand_over(owner=leaver, taker=taker, by=leaver),
    ])  # fmt: skip
    card.refresh_from_db()
    assert (card.owner, handed, card.stage == "contact") == (taker, True, moved)
    assert card.version == 2 + moved
