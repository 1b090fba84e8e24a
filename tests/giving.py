"""Makers of donors, funds, gifts and pledges. Each gives what the models require and takes the rest by keyword."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import (
    Campaign,
    Donor,
    Fund,
    FundUse,
    Goal,
    Instalment,
    Organisation,
    OrganisationPerson,
    Pledge,
    PledgeChange,
    PledgePayment,
    SoftCredit,
)
from donations.queries.funds import balances
from donations.services import gifts
from tests.factories import make_user, numbers


def make_organisation(name="浪潮集团有限公司", **fields):
    return Organisation.objects.create(name=name, **{"key": uuid.uuid4()} | fields)


def make_organisation_person(organisation, alumnus, part="leader", **fields):
    return OrganisationPerson.objects.create(organisation=organisation, alumnus=alumnus, part=part, **fields)


def make_donor(of=None, name="", **fields):
    """The donor that `of` is (an alumnus, an organisation, a chapter); with a name alone, somebody not on record."""
    kind = {"Alumnus": "person", "Organisation": "organisation", "Chapter": "chapter"}.get(type(of).__name__, "person")
    link = {} if of is None else {{"person": "alumnus"}.get(kind, kind): of}
    fields = {"kind": kind, "key": uuid.uuid4()} | link | fields
    return Donor.objects.create(name=name or (of.name if of else "赵先生"), **fields)


def donor_of(person, **fields):
    """The donor that a person is, made where there is none."""
    donor = Donor.objects.heads().filter(alumnus=person).first() or make_donor(person)
    for name, value in fields.items():
        setattr(donor, name, value)
    donor.save()
    return donor


def make_fund(name="齐鲁奖学金", **fields):
    fields = {
        "purpose": "奖励品学兼优的学生。", "project_code": f"P{next(numbers):05}", "opened_on": date(2015, 1, 1),
        "key": uuid.uuid4(),
    } | fields  # fmt: skip
    return Fund.objects.create(name=name, **fields)


def make_campaign(name="百年校庆募捐", **fields):
    today = timezone.localdate()
    fields = {"starts_on": date(today.year, 1, 1), "ends_on": date(today.year, 12, 31), "key": uuid.uuid4()} | fields
    return Campaign.objects.create(name=name, **fields)


def make_goal(year=None, **fields):
    return Goal.objects.create(year=year or timezone.localdate().year, **{"received": Decimal(1_000_000)} | fields)


def make_gift(donor=None, amount="100.00", fund=None, *, posted=True, by=None, checker=None, shares=None, **fields):
    """A gift of today, posted by somebody else than who entered it unless `posted` is False."""
    amount = Decimal(amount)
    cny = amount if fields.get("currency", "CNY") == "CNY" else gifts.in_yuan(amount, fields["rate"])
    fields = {"key": uuid.uuid4(), "received_on": timezone.localdate(), "method": "transfer"} | fields
    gift = gifts.enter_gift(
        donor=donor or make_donor(), amount=amount, by=by or make_user(Role.FINANCE),
        shares=shares or [gifts.Share(fund or make_fund(), cny)], **fields,
    )  # fmt: skip
    return gifts.post_gift(gift_id=gift.pk, by=checker or make_user(Role.FINANCE)) if posted else gift


def make_refund(gift, amount=None, *, posted=True, **fields):
    """All of it as a correction, or a refund of `amount`; posted by another."""
    fields = {
        "key": uuid.uuid4(), "entry": "refund" if amount else "correction", "on": timezone.localdate(),
        "amount": Decimal(amount) if amount else None, "reason": "银行退回", "by": make_user(Role.FINANCE),
    } | fields  # fmt: skip
    row = gifts.take_back(gift_id=gift.pk, **fields)
    return gifts.post_gift(gift_id=row.pk, by=make_user(Role.FINANCE)) if posted else row


def make_pledge(donor=None, amount="300.00", fund=None, *, instalments=None, **fields):
    """Pledged today, due as `instalments` say: (day, amount); all of it on the last day of the year without them."""
    today = timezone.localdate()
    amount = Decimal(amount)
    fields = {"pledged_on": today, "key": uuid.uuid4(), "code": f"PL{next(numbers):06}"} | fields
    with transaction.atomic():
        pledge = Pledge.objects.create(donor=donor or make_donor(), fund=fund or make_fund(), **fields)
        for due_on, part in instalments or [(date(today.year, 12, 31), amount)]:
            Instalment.objects.create(pledge=pledge, due_on=due_on, amount=Decimal(part))
        PledgeChange.objects.create(pledge=pledge, kind="made", amount=amount, changed_on=pledge.pledged_on)
        gifts.check_now()
    pledge.refresh_from_db()
    return pledge


def make_payment(pledge, amount="100.00", **fields):
    """A posted gift that pays the pledge's first instalment that still owes something."""
    gift = make_gift(pledge.donor, amount, pledge.fund, **fields)
    instalment = next(each for each in pledge.instalments.all() if each.owed)
    PledgePayment.objects.create(gift=gift, instalment=instalment, amount_cny=gift.amount_cny)
    return gift


def make_soft_credit(gift, donor, kind="runs", **fields):
    return SoftCredit.objects.create(gift=gift, donor=donor, kind=kind, **{"amount_cny": gift.amount_cny} | fields)


def make_use(fund, amount="50.00", *, posted=True, **fields):
    """A use of today; what it takes is given where the fund has less."""
    today = timezone.localdate()
    fields = {
        "spent_on": today, "purpose": "奖学金发放", "key": uuid.uuid4(), "own_limit": gifts.own_limit(),
        "entered_by": make_user(Role.FINANCE),
    } | fields  # fmt: skip
    if posted:
        bring(fund, Decimal(amount))
        fields = {"posted_by": make_user(Role.FINANCE), "posted_on": today} | fields
    return FundUse.objects.create(fund=fund, amount=Decimal(amount), **fields)


def bring(fund, amount: Decimal) -> None:
    """Somebody gives what the fund has less than `amount`."""
    lack = amount - balances([fund])[fund.pk].left
    if lack > 0:
        make_gift(amount=lack, fund=fund)


def as_if_on(day: date, gift_id: int) -> None:
    """Move a posted gift to another day."""
    as_owner(
        "UPDATE donations_gift SET posted_on = %s, posted_at = %s::date + time '12:00' WHERE id = %s",
        [day, day, gift_id],
    )


def as_owner(statement: str, params: list) -> None:
    """Change a gift past its triggers, as nobody but the owner of the tables can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no event may wait for a trigger that is put to sleep
        cursor.execute("ALTER TABLE donations_gift DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE donations_gift ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
