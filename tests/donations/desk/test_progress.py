"""Tasks, tiers, closings: the figures that add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Closing, Goal, LedgerCheck, PledgeChange
from donations.queries import campaigns as queries
from donations.queries import tiers
from donations.queries.campaigns import Figures
from donations.services import closing, donors
from donations.tasks.desk import close_ledger
from tests.factories import make_college, make_user
from tests.giving import (
    as_if_on,
    make_campaign,
    make_donor,
    make_gift,
    make_goal,
    make_payment,
    make_pledge,
    make_refund,
)
from tests.giving_desk import make_tier

pytestmark = pytest.mark.django_db


def D(text):  # noqa: N802
    return Decimal(text)


def test_received_and_committed_are_two_figures_and_a_payment_is_only_received():
    this = timezone.localdate()
    campaign, college = make_campaign(), make_college()
    make_refund(make_gift(amount="100.00", campaign=campaign, college=college), "10.00")
    make_gift(amount="5.00", posted=False, campaign=campaign)
    pledge = make_pledge(
        amount="300.00", campaign=campaign,
        instalments=[(this, "100.00"), (date(this.year, 12, 31), "150.00"), (date(this.year + 1, 1, 1), "50.00")]
        if this < date(this.year, 12, 31) else [(this, "250.00"), (date(this.year + 1, 1, 1), "50.00")],
    )  # fmt: skip
    make_payment(pledge, "60.00", campaign=campaign)
    span = queries.figures(*queries.year_of(this.year))
    assert span.of(campaign=campaign.pk) == Figures(D("150.00"), D("390.00"), D("190.00"), D("0"))
    assert span.of(college=college.pk) == Figures(D("90.00"), D("90.00"), D("0"), D("0"))
    assert span.of().forecast == D("340.00")
    assert queries.figures(*queries.year_of(this.year - 1)).of() == Figures()


def test_what_is_cancelled_of_a_pledge_is_subtracted_from_what_was_committed():
    pledge = make_pledge(amount="300.00")
    pledge.instalments.update(amount=D("120.00"))
    PledgeChange.objects.create(
        pledge=pledge, kind="amended", amount=D("-180.00"), changed_on=timezone.localdate(), reason="改小"
    )
    assert queries.figures(*queries.year_of(timezone.localdate().year)).of().committed == D("120.00")


def test_the_tasks_of_a_year_show_how_far_they_are(at_desk):
    year, college = timezone.localdate().year, make_college("数学学院")
    make_goal(received=D("1000.00"), committed=D("400.00"))
    make_goal(college=college, received=D("200.00"))
    make_goal(person=make_user(), received=D("1.00"))
    make_gift(amount="199.99", college=college)
    page = at_desk().get(reverse("admin:donations_goal_changelist"))
    rows = [(row.goal.college, row.received_part, row.committed_part) for row in page.context["tasks"]]
    assert sorted(rows, key=lambda row: row[1]) == [(None, 19, 49), (college, 99, None)]
    assert len(page.context["people"]) == 1
    officer = at_desk(make_user(Role.COLLEGE_OFFICER, college=make_college("文学院")))
    empty = officer.get(f"{reverse('admin:donations_goal_changelist')}?year={year}")
    assert (empty.context["tasks"], empty.context["whole"]) == ([], Figures())


def test_a_task_is_set_once_changed_and_taken_out(at_desk):
    client, add = at_desk(Role.STAFF), reverse("admin:donations_goal_add")
    form = {"year": 2027, "received": "1,000,000", "committed": ""}
    assert client.post(add, form).status_code == 302
    assert "This task stands there already" in client.post(add, form).content.decode()
    assert client.post(add, {"year": 2027, "received": "", "committed": "0"}).status_code == 422
    goal = Goal.objects.get()
    edit = reverse("admin:donations_goal_change", args=[goal.pk])
    assert client.post(edit, form | {"committed": "5", "version": goal.version}).status_code == 302
    goal.refresh_from_db()
    assert (goal.received, goal.committed) == (D("1000000.00"), D("5.00"))
    client.post(reverse("admin:donations_goal_remove", args=[goal.pk]))
    assert Goal.objects.count() == 0


def test_the_page_of_a_campaign_has_its_years(at_desk):
    campaign = make_campaign()
    make_goal(campaign=campaign, received=D("500.00"))
    make_gift(amount="50.00", campaign=campaign)
    page = at_desk().get(reverse("admin:donations_campaign_change", args=[campaign.pk]))
    [(year, sums, tasks)] = page.context["years"]
    assert (year, sums.received, [row.received_part for row in tasks]) == (campaign.ends_on.year, D("50.00"), [10])
    assert page.context["figures"].received == D("50.00")


def test_a_tier_is_reached_by_all_that_was_received_until_the_day(at_desk):
    today = timezone.localdate()
    gold, silver = make_tier("金", "1000.00"), make_tier("银", "100.00")
    one, two, small = make_donor(name="甲"), make_donor(name="乙"), make_donor(name="丙")
    make_gift(one, "600.00", received_on=today - timedelta(days=9))
    make_gift(two, "400.00")
    make_gift(small, "99.99")
    make_refund(make_gift(small, "50.00"), "50.00")
    before = {line.tier: (line.number, line.amount) for line in tiers.counts(today)}
    assert before == {gold: (0, 0), silver: (2, D("1000.00"))}
    merge = donors.merge(kept_id=one.pk, dropped_id=two.pk, by=make_user())
    assert tiers.donors_of(gold, today) == [(one, D("1000.00"))]
    assert tiers.donors_of(silver, today - timedelta(days=1)) == [(one, D("600.00"))]
    donors.unmerge(merge_id=merge.pk, by=make_user())
    assert [donor for donor, _amount in tiers.donors_of(silver, today)] == [one, two]
    client = at_desk()
    page = client.get(f"{reverse('admin:donations_tier_changelist')}?on={today - timedelta(days=1)}")
    assert [(line.tier, line.number) for line in page.context["lines"]] == [(gold, 0), (silver, 1)]
    assert client.get(reverse("admin:donations_tier_donors", args=[gold.pk])).context["rows"] == []


def test_tiers_are_kept_by_who_keeps_funds(at_desk):
    client = at_desk(Role.STAFF)
    add = reverse("admin:donations_tier_add")
    assert client.post(add, {"name": "金", "threshold": "1000", "version": "1"}).status_code == 302
    assert "Another tier begins with this sum." in client.post(
        add, {"name": "银", "threshold": "1000", "version": "1"}
    ).content.decode()  # fmt: skip
    assert at_desk(Role.FINANCE).get(add).status_code == 403


def test_the_night_closes_what_is_open_and_the_page_says_whether_it_fits(at_desk, monkeypatch):
    yesterday = timezone.localdate() - timedelta(days=1)
    as_if_on(yesterday, make_gift(amount="500.00").pk)
    close_ledger()
    close_ledger()  # the next hour
    assert list(Closing.objects.values_list("day", "gifts", "total_cny")) == [(yesterday, 1, D("500.00"))]
    assert [(row.days, row.wrong) for row in LedgerCheck.objects.all()] == [(1, [])]
    client, path = at_desk(), reverse("admin:donations_closing_changelist")
    assert "1 closing, it fits its rows." in client.get(path).content.decode()
    monkeypatch.setattr("donations.services.closing.verify", lambda: [(yesterday, "rows")])
    client.post(reverse("admin:donations_closing_check"))
    assert "A posted row is not what it was." in client.get(path).content.decode()
    assert at_desk(Role.STAFF).post(reverse("admin:donations_closing_check")).status_code == 403


def test_what_was_closed_by_one_who_died_before_looking_is_looked_at_by_the_next():
    assert closing.close_days() == 1
    assert not LedgerCheck.objects.exists()
    assert closing.close_and_check() == 0
    assert [(row.days, row.wrong) for row in LedgerCheck.objects.all()] == [(1, [])]
    assert closing.close_and_check() == 0
    assert LedgerCheck.objects.count() == 1
