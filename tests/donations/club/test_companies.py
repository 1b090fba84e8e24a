"""The directory: who opens what, who sees it, and that it is gone at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from alumni.models import Profile
from alumni_office.accounts.roles import Role
from donations.models import OrganisationPerson
from donations.services import club
from tests.factories import make_member, make_user
from tests.giving_club import make_club_member, make_company, make_tier

pytestmark = pytest.mark.django_db


def said(response):
    return response.content.decode()


def test_a_company_opens_itself_is_seen_and_is_gone_at_once(enter):
    person, reader = make_member("陈总", listed="alumni"), make_member("读者")
    company = make_company(person, "泉城智能装备有限公司", industry="C", province="37", city="济南")
    assert "泉城智能装备" not in said(enter(reader.user).get("/club/companies/"))
    address = f"/club/mine/companies/{company.pk}/open/"
    client = enter(person.user)
    assert client.get(address).status_code == 200
    client.post(address, {"about": "做机床的", "about_en": "Machine tools", "website": "https://example.com"})
    page = said(enter(reader.user).get("/club/companies/"))
    assert ("泉城智能装备" in page, "陈总" in page) == (True, True)
    page = said(enter(reader.user).get(f"/club/companies/{company.pk}/"))
    assert ("Machine tools" in page, "https://example.com" in page) == (True, True)
    enter(person.user).post(f"/club/mine/companies/{company.pk}/close/")
    client = enter(reader.user)
    assert "泉城智能装备" not in said(client.get("/club/companies/"))
    assert client.get(f"/club/companies/{company.pk}/").status_code == 404


def test_names_stand_there_only_as_far_as_people_opened_themselves(enter):
    hidden, open_one = make_member("藏先生", listed="nobody"), make_member("开女士", listed="alumni")
    company = make_company(hidden, opened_at=timezone.now())
    OrganisationPerson.objects.create(organisation=company, alumnus=open_one, part="legal")
    reader = enter(make_member("读者").user)
    for address in ("/club/companies/", f"/club/companies/{company.pk}/"):
        page = said(reader.get(address))
        assert ("藏先生" in page, "开女士" in page) == (False, True)
    Profile.objects.filter(alumnus=open_one).update(listed="nobody")
    assert "开女士" not in said(reader.get("/club/companies/"))
    assert "藏先生" in said(enter(hidden.user).get("/club/companies/"))


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "ftp://example.com"])
def test_a_website_is_a_web_address(enter, website):
    person = make_member()
    company = make_company(person)
    page = enter(person.user).post(f"/club/mine/companies/{company.pk}/open/", {"website": website})
    company.refresh_from_db()
    assert (page.status_code, company.opened_at) == (422, None)


def test_only_who_runs_it_today_opens_it(enter):
    other = make_member("旁人")
    company = make_company(make_member("陈总"))
    OrganisationPerson.objects.create(organisation=company, alumnus=other, part="staff")
    past = make_member("前任")
    yesterday = timezone.localdate() - timedelta(days=1)
    OrganisationPerson.objects.create(organisation=company, alumnus=past, part="legal", until_on=yesterday)
    for person in (other, past):
        assert enter(person.user).post(f"/club/mine/companies/{company.pk}/open/", {}).status_code == 404
    company.refresh_from_db()
    assert company.opened_at is None


def test_what_an_applicant_entered_is_opened_once_the_club_admitted_it(enter):
    person, tier = make_member(), make_tier()
    words = {"name": "明湖软件", "credit_code": "", "industry": "", "province": "", "part": "founder", "title": ""}
    row = club.apply(
        key=uuid4(), person=person, tier=tier, organisation=None, statement="", by=person.user, company=words
    )  # fmt: skip
    address = f"/club/mine/companies/{row.organisation_id}/open/"
    client = enter(person.user)
    assert client.get(address).status_code == 404
    assert "Can be opened once the club or the office has confirmed it" in said(client.get("/club/mine/"))
    day = timezone.localdate()
    club.admit(membership_id=row.pk, decided_on=day, from_on=day, by=make_user(Role.STAFF))
    assert client.get(address).status_code == 200


def test_when_nobody_runs_it_any_more_it_is_not_shown(enter):
    person = make_member("陈总")
    company = make_company(person, opened_at=timezone.now())
    OrganisationPerson.objects.filter(organisation=company).delete()
    assert enter(make_member().user).get(f"/club/companies/{company.pk}/").status_code == 404


def test_taking_a_verification_back_closes_what_the_account_opened():
    person = make_member()
    company = make_company(person, opened_at=timezone.now())
    applied = make_club_member(make_member("乙"))
    club.unlink(person, person.user, make_user(Role.HEAD))
    company.refresh_from_db()
    applied.refresh_from_db()
    assert (company.opened_at, applied.state) == (None, "member")


def test_the_directory_is_for_verified_alumni(enter, client):
    assert client.get("/club/companies/").headers["Location"].startswith("/account/login/")
    stranger = make_user(None, is_staff=False)
    assert enter(stranger).get("/club/companies/").status_code == 302


def test_the_directory_finds_by_words_trade_and_place(enter):
    now = timezone.now()
    machine = make_company(make_member("甲"), "泉城机床", industry="C", province="37", opened_at=now)
    make_company(make_member("乙"), "岱岳软件", industry="I", province="11", opened_at=now)
    client = enter(make_member("读者").user)
    for query in ("words=机床", "industry=C", "province=37", "words=机床&industry=C"):
        assert [row.pk for row in client.get(f"/club/companies/?{query}").context["rows"]] == [machine.pk]
    assert "None is like this." in said(client.get("/club/companies/?words=无"))
    assert len(client.get("/club/companies/?industry=nonsense").context["rows"]) == 2


@pytest.mark.parametrize("number", [1, 5])
def test_the_directory_asks_the_same_however_many_there_are(enter, number, django_assert_num_queries):
    for each in range(number):
        make_company(make_member(f"总{each}"), opened_at=timezone.now())
    client = enter(make_member("读者").user)
    with django_assert_num_queries(DIRECTORY):
        page = client.get("/club/companies/")
    assert len(page.context["rows"]) == number


DIRECTORY = 7


def test_who_looks_at_too_many_pages_is_stopped(enter, settings):
    make_company(make_member("甲"), opened_at=timezone.now())
    client = enter(make_member("读者").user)
    answers = [client.get("/club/companies/").status_code for _page in range(61)]
    assert (answers[:60], answers[60]) == ([200] * 60, 429)
