"""From the application to the end, sentence by sentence."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail.models import Message
from donations.models import ClubMembership, ClubTerm, ClubVote, Organisation, OrganisationPerson
from donations.services import club
from donations.services.club.deciding import term_end
from donations.services.refusals import Refused
from tests.factories import make_member, make_user
from tests.giving_club import make_application, make_club_member, make_company, make_seat, make_tier

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(response):
    return response.content.decode()


def test_who_runs_an_organisation_on_record_applies_with_it(enter):
    person = make_member()
    company, tier = make_company(person), make_tier()
    form = {"tier": tier.pk, "organisation": company.pk, "statement": "愿意合作", "key": uuid4(), "part": "founder"}
    client = enter(person.user)
    for _press in range(2):
        assert client.post("/club/apply/", form).headers["Location"] == "/club/mine/"
    row = ClubMembership.objects.get()
    assert (row.alumnus, row.organisation, row.tier, row.state) == (person, company, tier, "applied")
    assert "The council has your application." in said(client.get("/club/mine/"))


def test_an_organisation_that_is_not_on_record_is_entered_with_the_application(enter):
    person, tier = make_member(), make_tier()
    form = {
        "tier": tier.pk, "name": "明湖软件有限公司", "credit_code": "91110000600037341l", "industry": "I",
        "part": "founder", "title": "董事长", "key": uuid4(),
    }  # fmt: skip
    page = enter(person.user).post("/club/apply/", form)
    assert page.headers["Location"] == "/club/mine/"
    company = Organisation.objects.get()
    assert (company.name, company.credit_code, company.created_by) == (
        "明湖软件有限公司",
        "91110000600037341L",
        person.user,
    )
    link = OrganisationPerson.objects.get()
    assert (link.alumnus, link.part, link.title) == (person, "founder", "董事长")


def test_an_organisation_on_record_is_nobodys_to_claim(enter):
    make_company(make_member("别人"), credit_code="91110000600037341L")
    form = {
        "tier": make_tier().pk,
        "name": "别家",
        "credit_code": "91110000600037341L",
        "part": "legal",
        "key": uuid4(),
    }
    page = enter(make_member().user).post("/club/apply/", form)
    assert (page.status_code, ClubMembership.objects.count(), OrganisationPerson.objects.count()) == (422, 0, 1)
    assert "on record already. Please write to the alumni office" in said(page)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Say which organisation you run."),
        ({"credit_code": "911100006000373410"}, "This is no unified social credit code"),
        ({"tier": 10**9}, "Select a valid choice"),
        ({"part": "contact"}, "Select a valid choice"),
    ],
)
def test_what_is_not_in_order_is_said_and_nothing_written(enter, wrong, sentence):
    form = {"tier": make_tier().pk, "name": "明湖软件", "part": "founder", "key": uuid4()} | wrong
    page = enter(make_member().user).post("/club/apply/", form)
    assert (page.status_code, ClubMembership.objects.count(), Organisation.objects.count()) == (422, 0, 0)
    assert sentence in said(page)


def test_who_no_longer_runs_it_cannot_apply_with_it(staff):
    person = make_member()
    company = make_company()
    OrganisationPerson.objects.create(
        organisation=company, alumnus=person, part="founder", until_on=TODAY() - timedelta(days=1)
    )
    OrganisationPerson.objects.create(organisation=company, alumnus=person, part="staff")
    with pytest.raises(Refused, match="not on record as one that you run"):
        club.apply(key=uuid4(), person=person, tier=make_tier(), organisation=company, statement="", by=person.user)


def test_a_tier_that_is_not_offered_takes_no_application():
    person = make_member()
    tier = make_tier(is_offered=False)
    with pytest.raises(Refused, match="cannot be applied for"):
        club.apply(
            key=uuid4(), person=person, tier=tier, organisation=make_company(person), statement="", by=person.user
        )


def test_one_live_membership_a_person():
    row = make_application()
    with pytest.raises(Refused, match="is a member, or has applied, already"):
        club.apply(
            key=uuid4(), person=row.alumnus, tier=row.tier, organisation=row.organisation, statement="",
            by=row.alumnus.user,
        )  # fmt: skip


def test_an_application_is_taken_back_once_and_one_may_apply_again(enter):
    row = make_application()
    client = enter(row.alumnus.user)
    assert "is taken back" in said(client.get("/club/mine/withdraw/"))
    client.post("/club/mine/withdraw/")
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert client.post("/club/mine/withdraw/").status_code == 404
    assert client.get("/club/apply/").status_code == 200


def test_the_office_records_what_a_meeting_decided_and_the_applicant_is_told_once(desk, staff):
    row = make_application(tier=make_tier(years=2))
    form = {"decided_on": "2026-03-02", "from_on": "2026-03-10"}
    address = f"/admin/donations/clubmembership/{row.pk}/admit/"
    assert desk.get(address).status_code == 200
    for _press in range(2):
        desk.post(address, form)
    row.refresh_from_db()
    assert (row.state, row.decided, row.decided_by) == ("member", "meeting", staff)
    assert (row.from_on, row.until_on, row.decided_on) == (date(2026, 3, 10), date(2028, 3, 9), date(2026, 3, 2))
    assert [(term.from_on, term.until_on) for term in row.terms.all()] == [(date(2026, 3, 10), date(2028, 3, 9))]
    mail = Message.objects.get()
    assert (mail.purpose, mail.person_id) == ("donations.club", row.alumnus_id)


def test_a_day_that_lies_ahead_decides_nothing(desk):
    row = make_application()
    ahead = TODAY() + timedelta(days=1)
    page = desk.post(f"/admin/donations/clubmembership/{row.pk}/admit/", {"decided_on": ahead, "from_on": ahead})
    assert (page.status_code, ClubMembership.objects.get().state) == (422, "applied")
    assert "lies ahead" in said(page)


def test_declined_says_why(desk):
    row = make_application()
    address = f"/admin/donations/clubmembership/{row.pk}/decline/"
    assert desk.post(address, {"decided_on": TODAY(), "reason": ""}).status_code == 422
    desk.post(address, {"decided_on": TODAY(), "reason": "登记不满一年"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "登记不满一年")
    assert "登记不满一年" not in Message.objects.get().subject


def test_a_renewal_adds_a_term_behind_the_one_that_ends_and_only_once(desk):
    row = make_club_member(days=30, tier=make_tier(years=1))
    until = row.until_on
    address = f"/admin/donations/clubmembership/{row.pk}/renew/"
    form = {"decided_on": TODAY(), "seen_until": until.isoformat()}
    for _press in range(2):
        page = desk.post(address, form)
    assert "Somebody else was faster" in said(page)
    row.refresh_from_db()
    assert row.until_on == term_end(until + timedelta(days=1), 1)
    assert ClubTerm.objects.count() == 2


def test_a_term_that_is_over_is_no_membership_and_is_renewed_from_today(desk):
    row = make_club_member(days=400, tier=make_tier(years=1))
    assert (row.state, row.is_over, list(ClubMembership.objects.live())) == ("member", True, [])
    assert "Term over" in said(desk.get("/admin/donations/clubmembership/renewals/"))
    club.renew(membership_id=row.pk, seen_until=row.until_on, decided_on=TODAY(), by=make_user())
    row.refresh_from_db()
    assert (row.terms.last().from_on, list(ClubMembership.objects.live())) == (TODAY(), [row])


def test_a_membership_ends_with_a_reason(desk):
    row = make_club_member(days=30)
    address = f"/admin/donations/clubmembership/{row.pk}/end/"
    assert desk.post(address, {"ended_on": TODAY(), "reason": ""}).status_code == 422
    desk.post(address, {"ended_on": TODAY(), "reason": "本人退出"})
    row.refresh_from_db()
    assert (row.state, row.ended_on, row.reason) == ("ended", TODAY(), "本人退出")
    with pytest.raises(Refused):
        club.end(membership_id=row.pk, ended_on=TODAY(), reason="再次", by=make_user())


@pytest.mark.parametrize(
    ("before", "after"), [("withdrawn", "member"), ("declined", "applied"), ("applied", "ended"), ("ended", "member")]
)
def test_the_database_lets_a_state_go_no_other_way(before, after):
    row = make_application() if before == "applied" else make_club_member() if before == "ended" else make_application()
    today = TODAY()
    if before == "ended":
        club.end(membership_id=row.pk, ended_on=today, reason="x", by=make_user())
    if before == "declined":
        club.decline(membership_id=row.pk, decided_on=today, reason="x", by=make_user())
    if before == "withdrawn":
        club.withdraw(membership_id=row.pk, by=make_user())
    fields = {
        "state": after, "from_on": today, "until_on": today, "decided": "votes", "decided_on": today, "reason": "x",
        "ended_on": today if after == "ended" else None,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="does not go this way"), transaction.atomic():
        ClubMembership.objects.filter(pk=row.pk).update(**fields)


def test_a_membership_begins_as_an_application():
    row = make_application()
    today = TODAY()
    with pytest.raises(IntegrityError, match="begins with an application"), transaction.atomic():
        ClubMembership.objects.create(
            alumnus=make_member("乙"), organisation=row.organisation, tier=row.tier, key=uuid4(), state="member",
            from_on=today, until_on=today, decided="votes", decided_on=today,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2026, 1, 1), 3, date(2028, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(first, years, last):
    assert term_end(first, years) == last


def test_more_than_half_of_the_council_decides(enter):
    row = make_application()
    first, second, third = make_seat(), make_seat(make_user(name="周主任", is_staff=True)), make_seat()
    client = enter(first.alumnus.user)
    assert row.alumnus.name in said(client.get("/club/council/"))
    client.post(f"/club/council/{row.pk}/", {"is_yes": "1", "note": ""})
    client.post(f"/club/council/{row.pk}/", {"is_yes": "0", "note": ""})  # a vote is not changed
    row.refresh_from_db()
    assert (row.state, [vote.is_yes for vote in ClubVote.objects.all()]) == ("applied", [True])
    enter(second.user).post(f"/club/council/{row.pk}/", {"is_yes": "1", "note": ""})
    row.refresh_from_db()
    assert (row.state, row.decided, row.decided_on) == ("member", "votes", TODAY())
    with pytest.raises(Refused):
        club.vote(membership_id=row.pk, seat=third, is_yes=False, note="", by=third.alumnus.user)


def test_more_than_half_against_declines(enter):
    row = make_application()
    for seat in [make_seat(), make_seat()]:
        club.vote(membership_id=row.pk, seat=seat, is_yes=False, note="", by=seat.alumnus.user)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "The council decided against it.")


def test_nobody_votes_on_their_own_application_or_with_a_seat_that_is_over(enter):
    row = make_application()
    own = make_seat(row.alumnus)
    past = make_seat(from_on=TODAY() - timedelta(days=9), until_on=TODAY() - timedelta(days=1))
    assert enter(row.alumnus.user).get(f"/club/council/{row.pk}/").status_code == 404
    assert enter(past.alumnus.user).get("/club/council/").status_code == 404
    for seat in (own, past):
        with pytest.raises(Refused):
            club.vote(membership_id=row.pk, seat=seat, is_yes=True, note="", by=seat.alumnus.user)
    assert ClubVote.objects.count() == 0


def test_a_seat_is_filled_with_a_member_or_a_colleague_and_vacated(desk, staff):
    member = make_club_member()
    for who in (f"member-{member.alumnus_id}", f"user-{staff.pk}"):
        assert (
            desk.post("/admin/donations/clubmembership/council/", {"who": who, "from_on": TODAY()}).status_code == 302
        )
    page = desk.get("/admin/donations/clubmembership/council/")
    assert [str(seat) for seat in page.context["seats"]] == [str(member.alumnus), "李老师"]
    desk.post(f"/admin/donations/clubmembership/council/{page.context['seats'][1].pk}/vacate/")
    stranger = make_member("外人")
    page = desk.post("/admin/donations/clubmembership/council/", {"who": f"member-{stranger.pk}", "from_on": TODAY()})
    assert page.status_code == 422


def test_a_tier_is_added_once_and_not_written_over_what_somebody_else_saved(desk):
    key = uuid4()
    form = {"name": "会员", "conditions": "创办企业", "years": 3, "order": 10, "is_offered": "on", "key": key}
    for _press in range(2):
        desk.post("/admin/donations/clubmembership/tiers/add/", form)
    page = desk.get("/admin/donations/clubmembership/tiers/")
    (tier,) = page.context["tiers"]
    address = f"/admin/donations/clubmembership/tiers/{tier.pk}/"
    desk.post(address, form | {"conditions": "创办企业满一年", "version": 1})
    page = desk.post(address, form | {"conditions": "另一句", "version": 1})
    tier.refresh_from_db()
    assert (page.status_code, tier.conditions) == (422, "创办企业满一年")
    assert desk.post("/admin/donations/clubmembership/tiers/add/", form | {"key": uuid4()}).status_code == 422


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_asks_the_same_however_many_there_are(desk, number, django_assert_num_queries):
    for _each in range(number):
        make_application()
    with django_assert_num_queries(LIST):
        page = desk.get("/admin/donations/clubmembership/?show=applied")
    assert len(page.context["page"].rows) == number


LIST = 6


def test_the_record_that_a_merge_gave_up_is_in_no_list(staff):
    keep, drop = make_club_member(), make_club_member()
    Alumnus.objects.filter(pk=drop.alumnus_id).update(merged_into=keep.alumnus)
    assert list(ClubMembership.objects.visible_to(staff)) == [keep]
