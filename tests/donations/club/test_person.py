"""The person in it: the search, the panel, the timeline, merges, copies, erasing; and the demonstration."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.queries.search.measure import settle
from alumni.services import erasing, merging
from alumni_office.accounts.roles import Role
from donations.demo import club as demo
from donations.models import (
    ClubMembership,
    ClubSeat,
    ClubTier,
    ClubVote,
    Donor,
    Goal,
    Opportunity,
    OpportunityFile,
    Organisation,
)
from donations.queries import club as queries
from donations.services import club, club_record, donors_record
from tests.factories import make_alumnus, make_member, make_user
from tests.giving import make_donor, make_gift, make_organisation_person
from tests.giving_club import (
    make_application,
    make_card,
    make_club_member,
    make_company,
    make_paper,
    make_seat,
    make_step,
    make_tier,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(response):
    return response.content.decode()


def test_members_applicants_and_former_ones_are_found(desk):
    member, applied = make_club_member(make_member("现会员")), make_application(make_member("申请人"))
    over = make_club_member(make_member("到期人"), days=400, tier=make_tier(years=1))
    ended = make_club_member(make_member("离会人"))
    club.end(membership_id=ended.pk, ended_on=TODAY(), reason="退出", by=make_user())
    make_member("路人")
    settle()
    names = {row.alumnus.name: row.alumnus for row in (member, applied, over, ended)}
    for value, wanted in {
        "member": {"现会员"}, "applied": {"申请人"}, "former": {"到期人", "离会人"}, "nonsense": set(),
    }.items():  # fmt: skip
        page = said(desk.get(reverse("admin:alumni_alumnus_changelist"), {"club": value}))
        assert {name for name in names if name in page} == wanted, value


def test_who_may_not_see_the_club_may_not_ask_for_it():
    assert queries.asked(make_user(Role.FINANCE)) == []
    assert [value for value, _label in queries.asked(make_user(Role.STAFF))] == ["member", "applied", "former"]


def test_the_panel_and_the_timeline_say_what_is_under_way(desk, staff):
    row = make_club_member(make_member("现会员"))
    card = make_card(row.alumnus, title="捐建机房", amount="88000.00")
    make_step(card, "登门拜访", by=staff)
    page = said(desk.get(reverse("admin:donations_opportunity_person", args=[row.alumnus_id])))
    assert all(word in page for word in ("捐建机房", "¥88,000.00", str(row.tier), str(row.organisation)))
    titles = [each.title for each in queries.happened(staff, row.alumnus)]
    assert titles == [
        "Applied to the entrepreneurs’ club", "Member of the entrepreneurs’ club", "捐建机房: Call",
    ]  # fmt: skip
    assert list(queries.happened(make_user(Role.FINANCE), row.alumnus)) == []


def test_a_company_page_shows_its_people_members_and_cards(desk):
    row = make_club_member(make_member("现会员"))
    make_card(row.organisation, title="共建机房")
    page = said(desk.get(reverse("admin:donations_clubmembership_company", args=[row.organisation_id])))
    assert all(word in page for word in ("现会员", "共建机房", "Founder"))


def test_a_merge_moves_what_is_the_persons_and_gives_it_back():
    keep, drop = make_alumnus("王伟"), make_alumnus("王伟")
    company = make_company(drop)
    row, card, seat = make_club_member(drop, company), make_card(drop), make_seat(drop)
    merge = merging.merge_alumni(keep=keep, drop=drop, by=make_user(Role.HEAD))
    for each in (row, card, seat):
        each.refresh_from_db()
    assert {row.alumnus, card.alumnus, seat.alumnus} == {keep}
    merging.undo_merge(merge=merge, by=make_user(Role.HEAD))
    for each in (row, card, seat):
        each.refresh_from_db()
    assert {row.alumnus, card.alumnus, seat.alumnus} == {drop}


def test_of_two_live_memberships_and_seats_that_of_the_record_given_up_stays_with_it():
    keep, drop = make_alumnus("王伟"), make_alumnus("王伟")
    rows = [make_club_member(person, make_company(person)) for person in (keep, drop)]
    seats = [make_seat(person) for person in (keep, drop)]
    journal = club_record.reassign(keep, drop)
    assert journal == {"memberships": [], "seats": [], "opportunities": []}
    assert [ClubMembership.objects.get(pk=row.pk).alumnus for row in rows] == [keep, drop]
    assert [ClubSeat.objects.get(pk=seat.pk).alumnus for seat in seats] == [keep, drop]


def test_erasing_takes_all_of_it_and_leaves_the_gift(settings, django_capture_on_commit_callbacks):
    person = make_member("要删的人")
    row = make_application(person)
    seat = make_seat(person)
    other = make_application()
    club.vote(membership_id=other.pk, seat=seat, is_yes=True, note="", by=person.user)
    donor = make_donor(person)
    gift = make_gift(donor, "500.00")
    card, by_donor = make_card(person, stage="done", gift=gift, kind="donation"), make_card(donor)
    make_paper(card)
    with django_capture_on_commit_callbacks(execute=True):
        club_record.erase(person)
        donors_record.erase(person)
    assert not Opportunity.objects.filter(pk__in=[card.pk, by_donor.pk]).exists()
    assert (ClubMembership.objects.filter(pk=row.pk).count(), ClubSeat.objects.count()) == (0, 0)
    assert (OpportunityFile.objects.count(), list(settings.MEDIA_ROOT.rglob("*.pdf"))) == (0, [])
    gift.refresh_from_db()
    assert gift.amount_cny == 500


def test_erasing_a_person_finds_the_cards_of_the_donor_that_the_person_is():
    person = make_alumnus("要删的人")
    card = make_card(make_donor(person))
    erasing.erase_person(person_id=person.pk, by=make_user(Role.HEAD))
    assert not Opportunity.objects.filter(pk=card.pk).exists()
    assert Donor.objects.get().name == "—"


def test_a_copy_says_what_is_on_record():
    person = make_member("王伟")
    row = make_club_member(person)
    card = make_card(person, title="捐建机房")
    make_step(card, "登门拜访")
    make_seat(person)
    copy = club_record.export(person)
    assert [(each["tier"], each["state"]) for each in copy["memberships"]] == [(row.tier.name, "member")]
    assert copy["opportunities"][0]["steps"] == [{"kind": "call", "on": TODAY().isoformat(), "text": "登门拜访"}]
    assert [each["votes"] for each in copy["seats"]] == [[]]
    assert ClubVote.objects.count() == 0


def test_a_term_that_was_over_for_years_is_no_seat():
    seat = make_seat(until_on=TODAY() - timedelta(days=1))
    assert list(ClubSeat.objects.sitting()) == []
    assert list(ClubSeat.objects.of(seat.alumnus.user)) == []


def test_the_demonstration_is_a_club_of_sixty_companies_that_lives():
    staff, head = make_user(Role.STAFF), make_user(Role.HEAD)
    alumna = make_member("李演示")
    for number in range(60):
        make_alumnus(f"校友{number}")
    users = {"staff@demo.example": staff, "head@demo.example": head, "alumna@demo.example": alumna.user}
    for _again in range(2):
        demo.load(users)
    assert (Organisation.objects.count(), ClubTier.objects.count(), Goal.objects.count()) == (60, 3, 2)
    stages = dict.fromkeys(Opportunity.objects.values_list("stage", flat=True))
    assert set(stages) == {"lead", "contact", "intent", "proposal", "agreement", "done", "lost"}
    assert Opportunity.objects.count() == 70
    assert Opportunity.objects.stale().count() == 14
    states = {
        state: ClubMembership.objects.filter(state=state).count()
        for state in ("applied", "member", "declined", "ended")
    }
    assert states == {"applied": 6, "member": 45, "declined": 1, "ended": 3}
    assert queries.to_renew(staff).exists()
    assert ClubMembership.objects.get(alumnus=alumna) in ClubMembership.objects.live()
    assert Organisation.objects.opened().count() == 20


def test_what_a_person_no_longer_runs_is_not_offered(enter):
    person = make_member()
    company = make_company()
    make_organisation_person(company, person, "founder", until_on=TODAY() - timedelta(days=1))
    assert str(company) not in said(enter(person.user).get("/club/mine/"))
