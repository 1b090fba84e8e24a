"""The board, the list, what is stale, the forecast and the tasks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from alumni_office.ui import today as first_page
from donations.models import Opportunity
from donations.models.opportunities import OPEN, STALE_AFTER
from donations.queries.pipeline import board, forecast, tasks
from donations.services import opportunities as services
from tests.factories import make_user
from tests.giving import make_campaign, make_donor, make_gift, make_goal, make_payment, make_pledge, make_refund
from tests.giving_club import make_card, make_company

pytestmark = pytest.mark.django_db
DESK = "/admin/donations/opportunity/"
TODAY = timezone.localdate


def said(response):
    return response.content.decode()


def test_a_column_shows_its_first_cards_and_the_totals_of_all(staff):
    company = make_company()
    for number in range(15):
        make_card(company, amount="100.00", likelihood=30, owner=staff, idle=40 if number < 2 else 0)
    make_card(company, stage="agreement", owner=staff)
    columns = {column.stage.value: column for column in board.columns(board.found(staff))}
    lead = columns["lead"]
    assert (lead.count, lead.amount, lead.weighted, lead.stale) == (15, Decimal(1500), Decimal(450), 2)
    assert (len(lead.cards), lead.more) == (12, 3)
    assert (columns["agreement"].count, columns["agreement"].amount, columns["contact"].count) == (1, 0, 0)


def test_the_ends_are_those_of_this_year(staff):
    make_card(stage="done", closed_on=date(TODAY().year, 1, 1))
    make_card(stage="done", closed_on=date(TODAY().year - 1, 12, 31))
    columns = {column.stage.value: column for column in board.columns(board.found(staff))}
    assert columns["done"].count == 1


@pytest.mark.parametrize("number", [1, 5])
def test_the_board_asks_the_same_however_many_there_are(desk, number, django_assert_num_queries):
    for each in range(number):
        for stage in [*OPEN, "done"]:
            make_card(
                make_company() if each % 2 else make_donor(name="基金会"),
                stage=stage,
                idle=each * 9 if stage in OPEN else 0,
            )
    with django_assert_num_queries(BOARD):
        page = desk.get(DESK)
    assert sum(column.count for column in page.context["columns"]) == number * 6


BOARD = 6


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_asks_the_same_however_many_there_are(desk, number, django_assert_num_queries):
    for _each in range(number):
        make_card()
    with django_assert_num_queries(LIST):
        page = desk.get(f"{DESK}list/")
    assert len(page.context["rows"]) == number


LIST = 5


def test_the_list_has_pages(desk, staff):
    company = make_company()
    for _each in range(51):
        make_card(company, owner=staff)
    first, second = desk.get(f"{DESK}list/"), desk.get(f"{DESK}list/?page=2")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert "?page=2" in said(first)
    assert desk.get(f"{DESK}list/?page=x&owner=x&stage=x").status_code == 200


def test_board_and_list_are_asked_in_the_same_words(desk, staff):
    mine = make_card(make_company(name="历山软件"), owner=staff, kind="technology", title="专利", idle=99)
    make_card(kind="donation")
    for query in ("owner=me", f"owner={staff.pk}", "kind=technology", "words=历山", "words=专利", "stale=on"):
        shown = [card for column in desk.get(f"{DESK}?{query}").context["columns"] for card in column.cards]
        assert (shown, desk.get(f"{DESK}list/?{query}").context["rows"]) == ([mine], [mine])


@pytest.mark.parametrize("stage", OPEN)
def test_a_card_is_stale_the_day_after_its_stage_allows(stage, staff):
    days = STALE_AFTER[stage]
    fresh, stale = make_card(stage=stage, idle=days), make_card(stage=stage, idle=days + 1)
    assert (fresh.is_stale, stale.is_stale) == (False, True)
    assert list(Opportunity.objects.stale()) == [stale]


def test_what_has_ended_is_never_stale():
    assert [make_card(stage=stage, idle=900).is_stale for stage in ("done", "lost")] == [False, False]
    assert Opportunity.objects.stale().count() == 0


def test_a_stale_card_stands_out_on_the_board_in_the_list_and_on_the_first_page(desk, staff):
    make_card(owner=staff, idle=45, title="久未联系")
    make_card(idle=45)
    for address in (DESK, f"{DESK}list/", f"{DESK}stale/"):
        assert "is-stale" in said(desk.get(address))
    assert [card.title for card in desk.get(f"{DESK}stale/").context["rows"]] == ["久未联系"]
    waiting = {str(each["label"]): each["count"] for each in first_page.waiting_for(staff)}
    assert waiting["Opportunities of mine that nobody moves on"] == 1


def test_an_owner_of_stale_cards_is_told_once_a_week(staff):
    make_card(owner=staff, idle=45, title="久未联系")
    make_card(owner=make_user(Role.STAFF))
    monday = date.fromisocalendar(TODAY().isocalendar().year + 1, 10, 1)
    assert [mail.to for mail in services.remind_owners(today=monday)] == [
        staff.email,
        Opportunity.objects.last().owner.email,
    ]
    assert services.remind_owners(today=monday) == []
    assert services.remind_owners(today=monday + timedelta(days=6)) == []
    assert len(services.remind_owners(today=monday + timedelta(days=7))) == 2
    mail = Message.objects.filter(to=staff.email).first()
    assert ("久未联系" in mail.text, "久未联系" in mail.subject, "/stale/" in mail.text) == (True, False, True)


def test_who_left_or_has_nothing_stale_is_told_nothing(staff):
    make_card(owner=staff)
    left = make_user(Role.STAFF)
    make_card(owner=left, idle=99)
    left.grants.update(ends_on=TODAY() - timedelta(days=1), starts_on=TODAY() - timedelta(days=9))
    gone = make_user(Role.STAFF)
    make_card(owner=gone, idle=99)
    gone.is_active = False
    gone.save()
    assert services.remind_owners() == []


def test_the_forecast_is_by_year_and_stage_and_gifts_stand_apart(desk):
    year = TODAY().year
    for amount, likelihood in (("1000.00", 50), ("333.33", 10), (None, 90)):
        fields = {"amount": amount} if amount else {}
        make_card(kind="donation", likelihood=likelihood, expected_on=date(year, 12, 31), **fields)
    make_card(kind="donation", stage="proposal", amount="200.00", likelihood=60)
    make_card(kind="sponsorship", amount="900.00", likelihood=50, expected_on=date(year + 1, 1, 1))
    make_card(kind="donation", stage="done", amount="7.00")
    table = forecast.expected(Opportunity.objects.filter(forecast.GIFTS))
    found = [(line.year, line.stage, line.count, line.without, line.amount, line.weighted) for line in table.lines]
    assert found == [
        (year, "lead", 3, 1, Decimal("1333.33"), Decimal("533.333")),
        (None, "proposal", 1, 0, Decimal(200), Decimal(120)),
    ]  # fmt: skip
    assert (table.count, table.amount, table.weighted) == (4, Decimal("1533.33"), Decimal("653.333"))
    page = desk.get(f"{DESK}forecast/")
    assert page.context["others"].amount == Decimal(900)


def test_a_task_counts_what_came_of_ones_own_cards(staff):
    year, today = TODAY().year, TODAY()
    make_goal(person=staff, received=Decimal(1000), committed=Decimal(2000))
    company = make_company()
    donor = make_donor(company)
    gift = make_gift(donor, "300.00")
    make_refund(gift, "50.00")
    pledge = make_pledge(donor, "800.00")
    make_payment(pledge, "100.00")
    make_gift(donor, "999.00")  # led to by no card
    make_card(company, stage="done", kind="donation", owner=staff, gift=gift)
    make_card(company, stage="done", kind="donation", owner=staff, pledge=pledge)
    make_card(
        company, kind="donation", amount="1000.00", likelihood=25, expected_on=date(year, 12, 1), owner=staff, idle=90
    )
    (line,) = tasks.of_year(staff, year, today)
    assert (line.person, line.goal_received, line.goal_committed) == (staff, Decimal(1000), Decimal(2000))
    assert (line.received, line.committed, line.expected) == (Decimal(350), Decimal(1050), Decimal(250))
    assert (line.open, line.stale, line.share) == (1, 1, 35)
    assert [each.received for each in tasks.of_year(staff, year - 1, today)] == [Decimal(0)]


def test_a_gift_that_pays_a_pledge_is_received_and_commits_nothing_new(staff):
    donor = make_donor(make_company())
    pledge = make_pledge(donor, "500.00")
    gift = make_payment(pledge, "500.00")
    make_card(donor.organisation, stage="done", kind="donation", owner=staff, gift=gift)
    (line,) = tasks.of_year(staff, TODAY().year, TODAY())
    assert (line.received, line.committed) == (Decimal(500), Decimal(0))


def test_a_gift_and_its_pledge_led_to_by_two_cards_are_received_once(staff):
    donor = make_donor(make_company())
    pledge = make_pledge(donor, "500.00")
    gift = make_payment(pledge, "200.00")
    make_card(donor.organisation, stage="done", kind="donation", owner=staff, gift=gift)
    make_card(donor.organisation, stage="done", kind="donation", owner=staff, pledge=pledge)
    (line,) = tasks.of_year(staff, TODAY().year, TODAY())
    assert (line.received, line.committed) == (Decimal(200), Decimal(500))


def test_the_task_of_a_campaign_counts_its_cards_alone(staff):
    campaign = make_campaign()
    make_goal(person=staff, campaign=campaign)
    donor = make_donor(make_company())
    inside, outside = make_gift(donor, "10.00"), make_gift(donor, "20.00")
    for gift, of in ((inside, campaign), (outside, None)):
        make_card(donor.organisation, stage="done", kind="donation", owner=staff, gift=gift, campaign=of)
    (line,) = tasks.of_year(staff, TODAY().year, TODAY())
    assert (line.campaign, line.received) == (str(campaign), Decimal(10))


@pytest.mark.parametrize("number", [1, 5])
def test_the_tasks_ask_the_same_however_many_there_are(desk, number, django_assert_num_queries):
    for _each in range(number):
        person = make_user(Role.STAFF)
        make_goal(person=person)
        make_card(owner=person)
    with django_assert_num_queries(TASKS):
        page = desk.get(f"{DESK}tasks/")
    assert len(page.context["tasks"]) == number


TASKS = 11


def test_amounts_are_for_those_who_keep_the_club_or_see_gifts(desk, monkeypatch):
    make_card(amount="1234567.00", title="金额")
    card = make_card(make_company(), amount="1234567.00")
    addresses = (DESK, f"{DESK}list/", f"{DESK}{card.pk}/")
    assert ["1,234,567" in said(desk.get(address)) for address in addresses] == [True] * 3
    from alumni_office.accounts import roles

    views = roles.Definition("", frozenset({roles.Permission.CLUB_VIEW, roles.Permission.ALUMNI_VIEW}))
    monkeypatch.setitem(roles.DEFINITIONS, Role.STAFF, views)
    for address in addresses:
        page = desk.get(address)
        assert (page.status_code, "1,234,567" in said(page), "金额" in said(page) or address != DESK) == (
            200,
            False,
            True,
        )
    assert [desk.get(f"{DESK}{word}/").status_code for word in ("forecast", "tasks")] == [403, 403]
