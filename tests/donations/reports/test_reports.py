"""The reports against what a clerk would add up by hand."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from donations.models import Donor, PledgeChange
from donations.queries import campaigns
from donations.queries.reports import definitions, money, people, rows
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.giving import (
    make_campaign,
    make_donor,
    make_fund,
    make_gift,
    make_payment,
    make_pledge,
    make_refund,
    make_soft_credit,
)

pytestmark = pytest.mark.django_db
YEAR = 2024
DAY = date(YEAR, 5, 1)


@pytest.fixture
def finance():
    cache.clear()
    return make_user(Role.FINANCE)


def figures(lines):
    return {line.label: (line.received, line.committed, line.gifts) for line in lines}


def test_what_is_received_and_what_is_committed_are_two_figures(finance):
    pledge = make_pledge(amount="300.00", pledged_on=DAY, instalments=[(date(2030, 1, 1), "300.00")])
    make_payment(pledge, "100.00", received_on=DAY)
    outright = make_gift(amount="50.00", received_on=DAY)
    make_refund(outright, "20.00", on=date(YEAR + 1, 1, 2))
    assert figures(money.years(finance)) == {
        str(YEAR + 1): (Decimal("-20.00"), Decimal("-20.00"), 0),
        str(YEAR): (Decimal("150.00"), Decimal("350.00"), 2),
    }


def test_each_fund_unit_and_campaign_has_its_part(finance):
    one, two, college, campaign = make_fund("甲"), make_fund("乙"), make_college("数学学院"), make_campaign("募捐")
    from donations.services.gifts import Share

    make_gift(
        amount="90.00", received_on=DAY, college=college, campaign=campaign,
        shares=[Share(one, Decimal("60.00")), Share(two, Decimal("30.00"))],
    )  # fmt: skip
    make_gift(amount="5.00", received_on=DAY, fund=two)
    make_pledge(amount="7.00", fund=two, pledged_on=DAY, college=college)
    assert figures(money.funds(finance, YEAR)) == {
        "甲": (Decimal("60.00"), Decimal("60.00"), 1),
        "乙": (Decimal("35.00"), Decimal("42.00"), 2),
    }
    assert figures(money.units(finance, YEAR)) == {
        str(college): (Decimal("90.00"), Decimal("97.00"), 1),
        "": (Decimal("5.00"), Decimal("5.00"), 1),
    }
    assert figures(money.campaigns(finance, YEAR)) == {
        "募捐": (Decimal("90.00"), Decimal("90.00"), 1),
        "": (Decimal("5.00"), Decimal("12.00"), 1),
    }
    assert money.funds(finance, YEAR - 1) == []


def test_a_college_counts_its_own(finance):
    ours, theirs = make_college("数学学院"), make_college("文学院")
    make_gift(amount="10.00", received_on=DAY, college=ours)
    make_gift(amount="20.00", received_on=DAY, college=theirs)
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    assert figures(money.years(officer)) == {str(YEAR): (Decimal("10.00"), Decimal("10.00"), 1)}
    assert people.top(officer, YEAR).sum == Decimal("10.00")
    assert rows.gifts(officer, rows.Asked(year=YEAR)).count() == 1


def test_who_gave_and_gives_no_more(finance):
    def gave(name, *years):
        donor = make_donor(name=name)
        for year in years:
            make_gift(donor, "10.00", received_on=date(year, 3, 1))
        return donor

    gave("去年", YEAR - 1), gave("两年", YEAR - 1, YEAR), gave("从前", YEAR - 5), gave("今年", YEAR)
    head, merged = gave("甲", YEAR - 1), gave("乙", YEAR)
    Donor.objects.filter(pk=merged.pk).update(merged_into=head)  # one donor: gave in both years
    assert [row.name for row in people.lapsed(finance, YEAR).rows] == ["去年"]
    assert [row.name for row in people.long_lapsed(finance, YEAR).rows] == ["从前"]
    assert {row.name: row.sum for row in people.top(finance, YEAR).rows} == {
        "两年": Decimal("10.00"), "今年": Decimal("10.00"), "甲": Decimal("10.00"),
    }  # fmt: skip


def test_who_got_everything_back_gave_nothing(finance):
    make_refund(make_gift(amount="10.00", received_on=DAY), on=DAY)
    assert people.top(finance, YEAR) == people.Givers([], 0, Decimal(0))


def test_participation_counts_each_person_once_among_those_who_can_be_contacted(finance):
    college = make_college("数学学院")
    persons = [make_alumnus(f"王{number}") for number in range(4)]
    for person in persons:
        make_degree(person, college=college)
        make_degree(person, college=college, level="master")
    for number, person in enumerate(persons[:3]):
        make_contact(person, "email", f"w{number}@example.com")
    donors = [make_donor(person) for person in persons]
    for donor in (donors[0], donors[0], donors[3]):  # the last cannot be contacted
        make_gift(donor, received_on=DAY)
    make_soft_credit(make_gift(make_donor(name="公司"), received_on=DAY), donors[1], "runs")
    assert [(share.label, share.gave, share.contactable) for share in people.participation(finance, YEAR)] == [
        ("", 2, 3),
        ("数学学院", 2, 3),
    ]
    make_contact(persons[3], "email", "late@example.com")
    assert people.contactable_numbers().all == 3  # kept
    cache.clear()
    for numbers in (people.contactable_numbers(), people.count_contactable()):
        assert (numbers.all, numbers.colleges) == (4, {college.pk: 4})


def test_what_may_be_matched_says_what_speaks_against_it(finance):
    make_gift(amount="100000.00", received_on=DAY, donor=make_donor(name="甲"))
    make_gift(amount="99999.99", received_on=DAY, donor=make_donor(name="乙"))
    make_gift(
        amount="300000.00", received_on=DAY, donor=make_donor(name="丙"), kind="thing", description="设备",
        valued_by="评估所", valued_on=DAY, note={"payer": "丁"},
    )  # fmt: skip
    make_refund(make_gift(amount="200000.00", received_on=DAY, donor=make_donor(name="戊")), "150000.00", on=DAY)
    assert [(row.donor.name, row.left, row.payer) for row in rows.matching(finance, YEAR)] == [
        ("丙", Decimal("300000.00"), "丁"),
        ("甲", Decimal("100000.00"), ""),
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(2015, 2020), st.integers(1, 10**6), st.booleans()), min_size=1, max_size=8))
def test_every_report_adds_up_to_the_ledger(db, made):
    from django.db import transaction

    with transaction.atomic():
        user, fund, campaign = make_user(Role.FINANCE), make_fund(), make_campaign(f"{len(made)}-{made[0]}")
        expected = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for year, fen, is_pledge in made:
            amount, day = Decimal(fen) / 100, date(year, 6, 1)
            if is_pledge:
                pledge = make_pledge(amount=amount * 2, fund=fund, pledged_on=day, campaign=campaign)
                make_payment(pledge, amount, received_on=day, campaign=campaign)
                expected[year][1] += amount * 2
            else:
                make_gift(amount=amount, fund=fund, received_on=day)
                expected[year][1] += amount
            expected[year][0] += amount
        lines = {line.key: [line.received, line.committed] for line in money.years(user)}
        assert lines == dict(expected)
        for year in expected:  # what the pages of campaigns and tasks say is the same
            told = campaigns.figures(*money.span(year)).of()
            assert [told.received, told.committed] == expected[year]
        for year in expected:
            for report in (money.funds, money.units, money.campaigns):
                found = report(user, year)
                assert [sum(line.received for line in found), sum(line.committed for line in found)] == expected[year]
            asked = rows.Asked(year=year)
            received = sum(row.amount_cny for row in rows.gifts(user, asked))
            outright = sum(row.amount_cny - row.paid for row in rows.with_paid(rows.gifts(user, asked)))
            promised = sum(row.amount for row in rows.changes(user, asked))
            assert [received, outright + promised] == expected[year]
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", definitions.REPORTS)
def test_each_report_has_its_page_its_file_and_rows_behind_its_numbers(client, name, each_language):
    cache.clear()
    person, college = make_alumnus("王伟"), make_college("数学学院")
    make_degree(person, college=college)
    make_contact(person, "email", "w@example.com")
    make_gift(make_donor(person), "200000.00", received_on=DAY, college=college, campaign=make_campaign())
    make_gift(make_donor(name="去年"), "10.00", received_on=date(YEAR - 1, 1, 1))
    make_gift(make_donor(name="从前"), "10.00", received_on=date(YEAR - 4, 1, 1))
    client.force_login(make_user(Role.HEAD))
    page = client.get(reverse("admin:donations_gift_report", args=[name]), {"year": YEAR}).content.decode()
    assert str(definitions.REPORTS[name].text) in page.replace("&#x27;", "'")
    links = set(re.findall(r'href="([^"]*/reports/rows/[^"]*)"', page))
    assert bool(links) == (name != "participation")
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    answer = client.post(reverse("admin:donations_gift_report_file", args=[name]), {"year": YEAR})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row >= 4
    assert AccessRecord.objects.filter(criteria__report=name).count() == 1


def test_reports_ask_as_much_for_one_gift_as_for_five(client, django_assert_num_queries):
    client.force_login(make_user(Role.FINANCE))
    counted = []
    for _round in range(2):
        for _each in range(5 if counted else 1):
            make_gift(fund=make_fund(), college=make_college(f"学院{make_fund().pk}"), received_on=DAY)
        client.get(reverse("admin:donations_gift_report", args=["funds"]), {"year": YEAR})
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("admin:donations_gift_report", args=["units"]), {"year": YEAR})
        counted.append(len(captured))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "query", ["measure=other", "year=12", "year=abcd", "fund=1e3", "college=-1", "donor=99999999999999999999"]
)
def test_an_address_that_asks_for_nonsense_is_not_found(client, query):
    client.force_login(make_user(Role.FINANCE))
    assert client.get(reverse("admin:donations_gift_report_rows") + f"?{query}").status_code == 404


def test_the_changes_of_a_pledge_stand_behind_what_was_committed(client):
    make_pledge(amount="300.00", pledged_on=DAY, donor=make_donor(name="认捐人"))
    assert PledgeChange.objects.count() == 1
    client.force_login(make_user(Role.FINANCE))
    page = client.get(reverse("admin:donations_gift_report_rows"), {"measure": "committed", "year": YEAR})
    assert "认捐人" in page.content.decode()
    page = client.get(reverse("admin:donations_gift_report_rows"), {"measure": "received", "year": YEAR})
    assert "认捐人" not in page.content.decode()


def test_the_rows_behind_a_number_say_whose_they_are_and_lead_to_each(client):
    fund = make_fund(name="图书馆基金")
    gift = make_gift(make_donor(name="捐书人"), fund=fund, received_on=DAY)
    client.force_login(make_user(Role.FINANCE))
    page = client.get(reverse("admin:donations_gift_report_rows"), {"year": YEAR, "fund": fund.pk, "college": 0})
    assert page.context["said"] == [str(YEAR), "图书馆基金", "校友办自身"]
    assert f'href="{reverse("admin:donations_gift_change", args=[gift.pk])}">捐书人</a>' in page.content.decode()


def test_what_one_may_not_see_has_no_name_above_the_rows(client):
    other = make_donor(name="别的学院的捐赠人")
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=make_college()))
    page = client.get(reverse("admin:donations_gift_report_rows"), {"year": YEAR, "donor": other.pk})
    assert page.context["said"] == [str(YEAR)]
