"""What giving adds to the pages of alumni: panel, timeline, filters, the box in the header."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.queries import search
from alumni_office.accounts.roles import Permission, Role
from alumni_office.ui import find
from donations.models import Thanks
from donations.queries import people as queries
from donations.services import receipts, thanks
from donations.services.pledges import cancel_pledge
from tests.factories import make_alumnus, make_college, make_degree, make_user
from tests.giving import (
    make_campaign,
    make_donor,
    make_fund,
    make_gift,
    make_organisation,
    make_payment,
    make_refund,
)
from tests.giving_money import promise
from tests.giving_receipts import make_range, make_receipt

pytestmark = pytest.mark.django_db
THIS = timezone.localdate().year


def ago(years):
    return date(timezone.localdate().year - years, 1, 1)


def found(user, **filters):
    wanted = {name: [str(value)] for name, value in filters.items()}
    return {person.pk for person in search.search(user, "", wanted).people}


@pytest.fixture
def givers():
    """By name: who gave in which years, this one being 0."""
    rows = {}
    for name, years in {"今": [0], "去": [1], "前": [3], "又": [0, 1], "退": [1], "无": []}.items():
        rows[name] = make_alumnus(name)
        for year in years:
            gift = make_gift(make_donor_once(rows[name]), "10.00", received_on=ago(year))
            if name == "退":
                make_refund(gift)
    return {name: person.pk for name, person in rows.items()}


def make_donor_once(person):
    return queries.donor_of(person) or make_donor(person)


def test_people_are_found_by_the_year_that_they_gave_in(givers):
    user = make_user(Role.FINANCE)
    assert found(user, gave=ago(1).year) == {givers["去"], givers["又"]}
    assert found(user, gave=THIS) == {givers["今"], givers["又"]}
    assert found(user, gave="1850") == set()


def test_who_stopped_giving_is_found(givers):
    user = make_user(Role.FINANCE)
    assert found(user, lapsed="last") == {givers["去"]}
    assert found(user, lapsed="some") == {givers["去"], givers["前"]}


def test_a_college_asks_only_about_gifts_to_itself():
    ours, theirs = make_college("数学学院"), make_college("文学院")
    mine, other = make_alumnus("甲"), make_alumnus("乙")
    for person in (mine, other):
        make_degree(person, college=ours)
    make_gift(make_donor(mine), fund=make_fund(college=ours))
    make_gift(make_donor(other), college=theirs)
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    assert found(officer, gave=THIS) == {mine.pk}
    assert found(make_user(Role.FINANCE), gave=THIS) == {mine.pk, other.pk}
    assert found(make_user(Role.VOLUNTEER_COORDINATOR), gave=THIS) == set()


def test_gifts_of_a_merged_donor_are_the_persons():
    person = make_alumnus("王伟")
    alone = make_gift(make_donor(name="王 伟")).donor
    head = make_donor(person)
    type(alone).objects.filter(pk=alone.pk).update(merged_into=head)
    assert found(make_user(Role.FINANCE), gave=THIS) == {person.pk}
    assert len(queries.gifts_of(make_user(Role.FINANCE), person)) == 1


def test_the_panel_and_the_timeline_say_amounts_to_who_may_see_them(at_desk, without_amounts):
    person = make_alumnus("王伟")
    make_gift(make_donor(person), "1234.00", make_fund("齐鲁奖学金"))
    finance = make_user(Role.FINANCE)
    assert [(row.title, row.text) for row in queries.happened(finance, person)] == [("Gave to 齐鲁奖学金", "¥1,234.00")]
    assert [(row.title, row.text) for row in queries.happened(without_amounts, person)] == [("Gave to 齐鲁奖学金", "")]
    officer = make_user(Role.COLLEGE_OFFICER, college=make_college())
    assert list(queries.happened(officer, person)) == []
    page = at_desk(finance).get(reverse("admin:donations_donor_person", args=[person.pk])).content.decode()
    assert "¥1,234.00" in page
    detail = at_desk(finance).get(reverse("admin:alumni_alumnus_detail", args=[person.pk])).content.decode()
    assert reverse("admin:donations_donor_person", args=[person.pk]) in detail


def test_the_box_in_the_header_finds_what_giving_keeps():
    make_donor(name="浪潮"), make_organisation("浪潮集团"), make_fund("浪潮奖学金"), make_campaign("浪潮行动")
    groups = {str(group.label): len(group.found) for group in find.groups_for(make_user(Role.FINANCE), "浪潮")}
    assert {name: groups.get(name) for name in ("Donors", "Organisations", "Funds", "Campaigns")} == {
        "Donors": 1, "Organisations": 1, "Funds": 1, "Campaigns": 1,
    }  # fmt: skip
    assert find.groups_for(make_user(Role.VOLUNTEER_COORDINATOR), "浪潮") == []


def test_people_are_found_by_what_they_pledged():
    user, today = make_user(Role.FINANCE), timezone.localdate()
    people = {name: make_alumnus(name) for name in ("欠", "迟", "付", "消", "无")}
    pledges = {
        name: promise(make_donor(person), "100.00", number=1, first_on=today - timedelta(days=9 * (name == "迟")))
        for name, person in people.items() if name != "无"
    }  # fmt: skip
    make_payment(pledges["付"])
    cancel_pledge(pledge_id=pledges["消"].pk, version=1, reason="来函", by=user)

    def named(value, who=user):
        return {name for name, person in people.items() if person.pk in found(who, pledged=value)}

    assert {value: named(value) for value in ("open", "overdue", "paid", "cancelled", "x")} == {
        "open": {"欠", "迟"}, "overdue": {"迟"}, "paid": {"付"}, "cancelled": {"消"}, "x": set(),
    }  # fmt: skip
    ours = make_college("数学学院")
    for person in people.values():
        make_degree(person, college=ours)
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    assert named("open", officer) == set()
    type(pledges["欠"]).objects.filter(pk=pledges["欠"].pk).update(college=ours)
    assert named("open", officer) == ({"欠"} if officer.reach(Permission.GIFT_VIEW) else set())


def test_people_are_found_whose_gift_waits_for_its_receipt_or_for_thanks():
    user = make_user(Role.FINANCE)
    people = {name: make_alumnus(name) for name in ("新", "票", "免", "谢", "退")}
    gifts = {name: make_gift(make_donor(person)) for name, person in people.items()}
    make_refund(gifts["退"])
    thanks.fall_due()
    make_receipt(gifts["票"])
    receipts.waive(gift_id=gifts["免"].pk, reason="不需要票据", by=user)
    thanks.waive(thanks_id=Thanks.objects.get(gift=gifts["谢"]).pk, reason="面谢", by=user)

    def named(value, who=user):
        return {name for name, person in people.items() if person.pk in found(who, gift=value)}

    assert named("receipt") == {"新", "谢"}
    assert named("thanks") == {"新", "票", "免"}
    assert named("nothing") == set()
    assert named("receipt", make_user(Role.VOLUNTEER_COORDINATOR)) == set()


def test_the_panel_shows_receipts_and_thanks_to_who_may_see_them(at_desk, without_amounts):
    person = make_alumnus("王伟")
    gift = make_gift(make_donor(person), "1234.00")
    other = make_receipt(make_gift(make_donor(make_alumnus("别人"))))
    receipt = make_receipt(gift, range=other.range)
    thanks.fall_due()
    path = reverse("admin:donations_donor_person", args=[person.pk])
    page = at_desk(Role.FINANCE).get(path)
    assert (page.context["receipts"], [row.gift for row in page.context["thanks"]]) == ([receipt], [gift])
    text = page.content.decode()
    assert (str(receipt) in text, str(other) in text) == (True, False)
    assert reverse("admin:donations_receipt_change", args=[receipt.pk]) in text
    assert reverse("admin:donations_thanks_change", args=[Thanks.objects.get(gift=gift).pk]) in text
    blind = at_desk(without_amounts).get(path)
    assert (blind.context["receipts"], blind.context["thanks"]) == ([], [])
    assert "1,234" not in blind.content.decode()


@pytest.mark.parametrize("many", [1, 5])
def test_the_panel_asks_as_often_for_many_gifts_as_for_one(at_desk, django_assert_num_queries, many):
    person, numbers = make_alumnus("王伟"), make_range()
    donor = make_donor(person)
    for _each in range(many):
        make_receipt(make_gift(donor), range=numbers)
    thanks.fall_due()
    client = at_desk(Role.FINANCE)
    with django_assert_num_queries(12):
        client.get(reverse("admin:donations_donor_person", args=[person.pk]))
