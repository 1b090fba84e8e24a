"""Every page of giving on which an amount is typed: its address, what is right to send, and what of it is what."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.forms import agreements, cases, funds, gifts, needs, opportunities, payments, pledges
from donations.models import Goal
from donations.models import Tier as GivingTier
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_club import make_card, make_company
from tests.giving_desk import make_agreement, make_batch
from tests.giving_money import promise
from tests.giving_needs import make_case, make_department, make_need


@dataclass
class Page:
    """`amounts` are refused where they are no amount more than 0; `came` are days that have come; `planned` are days
    that may lie ahead; `numbers` are whole ones."""

    path: str
    good: dict
    amounts: list[str] = field(default_factory=lambda: ["amount"])
    came: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    may_be_empty: bool = False
    field_said: dict[str, str] = field(default_factory=dict)  # where the form says it at another field


def today(days=0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def key() -> str:
    return str(uuid.uuid4())


def to(name: str, *args, **asked) -> str:
    return reverse(f"admin:donations_{name}", args=args) + "".join(f"?{name}={pk}" for name, pk in asked.items())


def gift(user):
    good = {
        "kind": "money", "amount": "100.00", "currency": "CNY", "received_on": today(), "method": "transfer",
        "fund_1": make_fund().pk, "key": key(),
    }  # fmt: skip
    return Page(to("gift_add", donor=make_donor().pk), good, came=["received_on"])


def gift_of_dollars(user):
    page = gift(user)
    page.good |= {"currency": "USD", "rate": "7.1234"}
    page.amounts = ["amount", "rate"]
    return page


def gift_of_two_funds(user):
    page = gift(user)
    page.good |= {"part_1": "40.00", "fund_2": make_fund("别的基金").pk, "part_2": "60.00"}
    page.amounts, page.field_said = ["part_1", "part_2"], {"part_2": "part_1"}
    return page


def thing(user):
    page = gift(user)
    page.good |= {
        "kind": "thing", "description": "钢琴", "valued_by": "评估事务所", "valued_on": today(), "method": "handed",
    }  # fmt: skip
    page.came = ["received_on", "valued_on"]
    return page


def gift_taken_back(user):
    good = {"entry": "refund", "amount": "10.00", "on": today(), "reason": "银行退回", "key": key()}
    return Page(to("gift_back", make_gift().pk), good, came=["on"])


def credit(user):
    path = to("gift_credit_add", make_gift().pk, donor=make_donor(name="钱女士").pk)
    return Page(path, {"kind": "solicited", "amount_cny": "10.00"}, amounts=["amount_cny"])


def batch(user):
    good = {"label": "聚会现金", "expected_count": "3", "expected_total": "300.00", "key": key()}
    return Page(to("batch_add"), good, amounts=["expected_total"], numbers=["expected_count"])


def batch_anew(user):
    page = batch(user)
    page.path = to("batch_edit", make_batch().pk)
    return page


def pledge(user):
    good = {
        "amount": "300.00", "rhythm": "yearly", "number": "3", "first_on": today(), "pledged_on": today(),
        "fund": make_fund().pk, "key": key(),
    }  # fmt: skip
    return Page(
        to("pledge_add", donor=make_donor().pk), good, came=["pledged_on"], planned=["first_on"], numbers=["number"]
    )


def pledge_changed(user):
    row = promise()
    good = {
        "amount": "500.00", "rhythm": "yearly", "number": "2", "first_on": today(9), "reason": "来函",
        "version": row.version,
    }  # fmt: skip
    return Page(to("pledge_amend", row.pk), good, planned=["first_on"], numbers=["number"])


def use(user):
    good = {"amount": "50.00", "spent_on": today(), "purpose": "奖学金发放", "key": key()}
    return Page(to("fund_use_add", make_fund().pk), good, came=["spent_on"])


def task(user):
    good = {"year": str(timezone.localdate().year), "received": "1000.00", "committed": "2000.00"}
    return Page(to("goal_add"), good, amounts=["received", "committed"], numbers=["year"], may_be_empty=True)


def task_changed(user):
    page = task(user)
    row = Goal.objects.create(year=timezone.localdate().year, received=5)
    page.path, page.good["version"] = to("goal_change", row.pk), row.version
    return page


def agreement(user):
    good = {
        "number": "X-1", "title": "捐赠协议", "amount": "1000.00", "starts_on": today(), "ends_on": today(365),
        "key": key(),
    }  # fmt: skip
    return Page(
        to("agreement_add", make_donor().pk), good, planned=["starts_on", "ends_on"], may_be_empty=True
    )  # fmt: skip


def agreement_changed(user):
    page = agreement(user)
    row = make_agreement(signed=False)
    page.path, page.good["version"] = to("agreement_edit", row.pk), row.version
    return page


def tier(user):
    return Page(to("tier_add"), {"name": "金", "threshold": "1000.00", "version": "1"}, amounts=["threshold"])


def tier_changed(user):
    page = tier(user)
    page.path = to("tier_change", GivingTier.objects.create(name="银", threshold=5).pk)
    return page


def opportunity(user):
    good = {
        "title": "共建实验室", "kind": "donation", "amount": "1000.00", "likelihood": "10", "expected_on": today(30),
        "owner": user.pk, "next_step": "打电话", "next_on": today(3), "key": key(),
    }  # fmt: skip
    return Page(
        to("opportunity_start", "organisation", make_company().pk), good, planned=["expected_on", "next_on"],
        numbers=["likelihood"], may_be_empty=True,
    )  # fmt: skip


def opportunity_changed(user):
    page = opportunity(user)
    card = make_card(owner=user)
    page.path, page.good["version"] = to("opportunity_edit", card.pk), card.version
    return page


def need(user):
    good = {
        "department": make_department().pk, "kind": "money", "title": "夜灯", "text": "让图书馆晚两小时关门。",
        "amount": "1000.00", "quantity": "5", "fund": make_fund().pk, "audience": "all", "expires_on": today(60),
        "key": key(),
    }  # fmt: skip
    return Page(to("need_add"), good, planned=["expires_on"], numbers=["quantity"], may_be_empty=True)


def need_changed(user):
    page = need(user)
    row = make_need(state="draft", kind="money", by=user)
    page.path, page.good["version"] = to("need_edit", row.pk), row.version
    return page


def outcome(user):
    case = make_case(state="agreed", by=user)
    return Page(
        to("needcase_outcome_add", case.pk), _outcome(), amounts=["amount_cny"], came=["happened_on"],
        numbers=["number"], may_be_empty=True,
    )  # fmt: skip


def carried_out(user):
    page = outcome(user)
    page.path = to("needcase_carry_out", make_case(state="agreed", by=user).pk)
    return page


def _outcome() -> dict:
    return {
        "kind": "internships", "number": "8", "amount_cny": "1000.00", "happened_on": today(), "said_to": "李老师",
        "key": key(),
    }  # fmt: skip


def announced(user):
    good = {
        "fund": make_fund(is_public=True).pk, "amount": "100.00", "name": "钱先生", "email": "qian@example.com",
        "way": "transfer", "key": key(),
    }  # fmt: skip
    return Page(reverse("donations:give"), good)


PAGES: dict[str, tuple[type, Callable]] = {
    "gift": (gifts.GiftForm, gift),
    "gift of dollars": (gifts.GiftForm, gift_of_dollars),
    "gift of two funds": (gifts.GiftForm, gift_of_two_funds),
    "thing": (gifts.GiftForm, thing),
    "gift taken back": (gifts.TakeBackForm, gift_taken_back),
    "credit": (gifts.CreditForm, credit),
    "batch": (gifts.BatchForm, batch),
    "batch anew": (gifts.BatchForm, batch_anew),
    "pledge": (pledges.PledgeForm, pledge),
    "pledge changed": (pledges.AmendForm, pledge_changed),
    "use": (funds.UseForm, use),
    "task": (funds.GoalForm, task),
    "task changed": (funds.GoalForm, task_changed),
    "agreement": (agreements.AgreementForm, agreement),
    "agreement changed": (agreements.AgreementForm, agreement_changed),
    "tier": (agreements.TierForm, tier),
    "tier changed": (agreements.TierForm, tier_changed),
    "opportunity": (opportunities.NewOpportunityForm, opportunity),
    "opportunity changed": (opportunities.OpportunityForm, opportunity_changed),
    "need": (needs.NeedForm, need),
    "need changed": (needs.NeedForm, need_changed),
    "outcome": (cases.OutcomeForm, outcome),
    "carried out": (cases.OutcomeForm, carried_out),
    "announced gift": (payments.GiveForm, announced),
}
ROLES = {"carried out": Role.HEAD}
