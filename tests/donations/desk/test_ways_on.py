"""No page of giving is a dead end: it says what was done, and leads to what is done next."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from tests.donations.desk.test_gifts import add_path, sent
from tests.giving import make_donor, make_fund, make_gift, make_payment, make_pledge
from tests.giving_receipts import make_thanks

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query) -> str:
    return client.get(reverse(f"admin:donations_{name}", args=args), query).content.decode()


def href(name, *args) -> str:
    return f'href="{reverse(f"admin:donations_{name}", args=args)}"'


def test_a_posted_gift_leads_to_its_receipt_and_one_that_waits_does_not(at_desk):
    client = at_desk(Role.FINANCE)
    posted, entered = make_gift(), make_gift(posted=False)
    assert href("receipt_gift", posted.pk) in page(client, "gift_change", posted.pk)
    assert href("receipt_gift", entered.pk) not in page(client, "gift_change", entered.pk)


def test_the_receipt_of_a_gift_leads_back_to_the_gift_and_its_donor(at_desk):
    gift = make_gift()
    told = page(at_desk(Role.FINANCE), "receipt_gift", gift.pk)
    assert href("gift_change", gift.pk) in told
    assert href("donor_change", gift.donor_id) in told


def test_who_entered_a_gift_is_told_so(at_desk):
    answer = at_desk().post(add_path(make_donor()), sent(make_fund()), follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["Entered. It counts once it is posted."]


def test_a_pledge_leads_to_its_donor_and_fund_and_is_reached_from_both_sides(at_desk):
    client = at_desk(Role.FINANCE)
    pledge = make_pledge(instalments=[(date(2099, 1, 1), Decimal(300))])
    gift = make_payment(pledge)
    told = page(client, "pledge_change", pledge.pk)
    assert href("donor_change", pledge.donor_id) in told
    assert href("fund_change", pledge.fund_id) in told
    assert href("pledge_change", pledge.pk) in page(client, "donor_change", pledge.donor_id)
    assert href("pledge_change", pledge.pk) in page(client, "gift_change", gift.pk)


def test_thanks_for_which_there_is_no_template_lead_to_writing_one(at_desk):
    thanks = make_thanks()
    told = page(at_desk(Role.STAFF), "thanks_change", thanks.pk)
    assert href("thanks_template_add") in told
    assert "invalid-feedback" not in told


def test_only_foreign_money_stands_in_the_list_in_two_currencies(at_desk):
    make_gift(amount="70.00")
    make_gift(amount="10.00", currency="USD", rate=Decimal(7))
    told = page(at_desk(Role.FINANCE), "gift_changelist")
    assert told.count("¥70.00") == 2
    assert told.count("US$10.00") == 1
