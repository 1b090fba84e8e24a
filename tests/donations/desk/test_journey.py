"""A gift entered by one, posted by another, and taken back, in a browser, in both languages."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from donations.models import Gift
from donations.queries import funds as fund_queries
from donations.services import closing
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import (
    make_campaign,
    make_donor,
    make_fund,
    make_gift,
    make_goal,
    make_organisation,
    make_organisation_person,
    make_pledge,
    make_refund,
    make_use,
)
from tests.giving_desk import make_agreement, make_batch, make_credit, make_tier

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"]
)


@WORDS
def test_a_gift_from_the_first_name_to_the_refund(page, sign_in, look, live_server, language, viewport):
    fund = make_fund("齐鲁奖学金", name_en="Qilu scholarships")
    staff, finance = make_user(Role.STAFF, name="李录入"), make_user(Role.FINANCE, name="王复核")
    sign_in(page, staff)
    page.goto(live_server.url + reverse("admin:donations_gift_changelist"))
    look("gifts-empty")
    page.click(".empty .btn-primary")
    look("who-gave")
    page.click(f'a[href="{reverse("admin:donations_donor_add")}"]')
    look("donor-add")
    page.fill('form[method="post"] [name="name"]', "赵先生")
    page.fill('[name="email"]', "zhao@example.com")
    page.click('form[method="post"] .btn-primary')
    page.wait_for_url(re.compile(r"/donor/\d+/$"))
    page.click('a[href*="/gift/add/?donor="]')
    look("gift-form")
    page.fill('[name="amount"]', "50,000")
    page.click("form.giving-form .btn-primary")
    page.wait_for_selector(".invalid-feedback")
    look("gift-form-refused")
    page.select_option('[name="fund_1"]', str(fund.pk))
    page.click("form.giving-form .btn-primary")
    page.wait_for_url(re.compile(r"/gift/\d+/$"))
    look("gift-entered")
    gift = Gift.objects.get()
    assert (gift.state, gift.amount, gift.entered_by) == ("entered", Decimal("50000.00"), staff)
    assert page.locator('form[action$="/post/"]').count() == 0  # staff enters

    sign_in(page, finance)
    page.goto(live_server.url + reverse("admin:donations_gift_to_post"))
    look("to-post")
    page.click("tbody th a")
    page.click('form[action$="/post/"] button')
    page.wait_for_selector(".badge-good")
    look("gift-posted")
    page.click('a[href$="/back/"]')
    page.check('[name="entry"][value="refund"]')
    page.fill('[name="amount"]', "20000")
    page.fill('[name="reason"]', "重复汇款")
    look("take-back")
    page.click("form.confirm .btn-danger")
    page.wait_for_url(re.compile(r"/gift/\d+/$"))
    page.wait_for_selector(".alert-warning")
    look("refund-entered")

    sign_in(page, make_user(Role.FINANCE, name="孙复核"))
    page.goto(live_server.url + reverse("admin:donations_gift_change", args=[Gift.objects.get(entry="refund").pk]))
    page.click('form[action$="/post/"] button')
    page.wait_for_selector(".badge-good")
    assert fund_queries.balances([fund])[fund.pk].left == Decimal("30000.00")
    page.goto(live_server.url + reverse("admin:donations_fund_change", args=[fund.pk]))
    look("fund")


@WORDS
def test_every_page_of_the_desk_with_something_on_it(page, sign_in, look, live_server, language, viewport):
    college = make_college("数学学院")
    person, company = make_alumnus("王伟"), make_organisation(name_en="Inspur Group")
    make_organisation_person(company, person, title="董事长")
    fund = make_fund("齐鲁奖学金", name_en="Qilu scholarships", college=college)
    campaign = make_campaign(name_en="The centenary")
    donor, firm = make_donor(person, email="w@example.com"), make_donor(company)
    agreement = make_agreement(firm, amount=Decimal("500000.00"))
    gift = make_gift(
        firm, "12000.00", fund, currency="USD", rate=Decimal("7.1234"), campaign=campaign, college=college,
        agreement=agreement, note={"tribute": "memory", "tribute_to": "王师", "payer": "济南分公司"},
    )  # fmt: skip
    make_gift(donor, "3000.00", fund, campaign=campaign)
    make_credit(gift, donor, kind="runs")
    make_pledge(donor, "9000.00", fund, campaign=campaign)
    make_use(fund, "8000.00"), make_use(fund, "200.00", posted=False)
    make_goal(received=Decimal("1000000"), committed=Decimal("500000"))
    make_goal(campaign=campaign, college=college, received=Decimal("90000"))
    make_tier("杰出贡献", "50000.00", name_en="Outstanding"), make_tier("贡献", "1000.00", name_en="Friends")
    make_donor(name="王伟"), make_organisation("浪潮集团")
    batch = make_batch(2, "300.00")
    make_gift(amount="100.00", posted=False, batch=batch)
    closing.close_and_check()
    sign_in(page, make_user(Role.HEAD))
    for name, args in {
        "donor_changelist": [], "donor_change": [firm.pk], "donor_alike": [], "donor_merges": [],
        "donor_person": [person.pk], "organisation_changelist": [], "organisation_change": [company.pk],
        "organisation_edit": [company.pk], "organisation_alike": [], "organisation_person": [company.pk],
        "fund_changelist": [], "fund_change": [fund.pk], "fund_edit": [fund.pk], "fund_use_add": [fund.pk],
        "fund_uses": [], "campaign_changelist": [], "campaign_change": [campaign.pk],
        "campaign_edit": [campaign.pk], "goal_changelist": [], "goal_add": [], "gift_changelist": [],
        "gift_change": [gift.pk], "gift_credit_add": [gift.pk], "batch_changelist": [], "batch_add": [],
        "batch_change": [batch.pk], "agreement_changelist": [], "agreement_change": [agreement.pk],
        "agreement_add": [firm.pk], "agreement_end": [agreement.pk], "tier_changelist": [], "tier_add": [],
        "closing_changelist": [],
    }.items():  # fmt: skip
        page.goto(live_server.url + reverse(f"admin:donations_{name}", args=args))
        look(name)
    fund = make_fund("已用完的基金", name_en="A fund that is spent")
    spent = make_gift(donor, "500.00", fund)
    make_use(fund, "450.00")
    page.goto(live_server.url + reverse("admin:donations_gift_back", args=[spent.pk]))
    assert page.locator(".alert-warning").is_visible()
    look("gift-back-of-what-is-spent")
    make_refund(spent, "300.00")
    page.goto(live_server.url + reverse("admin:donations_fund_change", args=[fund.pk]))
    assert "¥250.00" in page.locator("#overdrawn").inner_text()
    look("fund-overdrawn")
    page.goto(live_server.url + reverse("admin:donations_fund_changelist"))
    look("funds-one-overdrawn")
