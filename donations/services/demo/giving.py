"""Ten years of gifts in yuan, in dollars and in kind, two campaigns, and pledges in every state."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, College, Source
from alumni_office.accounts.models import User
from alumni_office.money.currencies import in_yuan
from donations.demo import giving as words
from donations.models import (
    Allocation,
    Campaign,
    Donor,
    Fund,
    FundUse,
    Gift,
    GiftNote,
    Goal,
    Instalment,
    Organisation,
    OrganisationPerson,
    Pledge,
    PledgeChange,
    PledgePayment,
    SoftCredit,
)
from donations.services import codes
from donations.services.gifts import check_now, own_limit
from events.services.registering.wishes import reading_of

LEAST = 200  # people: fewer give nothing
YEARS = 10
DONORS = 160  # people who give
DOLLAR = [Decimal("6.6423"), Decimal("6.7518"), Decimal("6.6174"), Decimal("6.8985"), Decimal("6.8976"),
          Decimal("6.4515"), Decimal("6.7261"), Decimal("7.0467"), Decimal("7.1217"), Decimal("7.1884")]  # fmt: skip


def key(*parts) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(map(str, ("giving", *parts))))


@dataclass
class Making:
    """What the parts of the demonstration hand on to each other."""

    dice: Random
    today: date
    clerk: User
    checker: User
    funds: list[Fund] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    people: list[Donor] = field(default_factory=list)
    bodies: list[Donor] = field(default_factory=list)
    colleges: list[College] = field(default_factory=list)

    @property
    def first_year(self) -> int:
        return self.today.year - YEARS + 1

    def day_in(self, year: int) -> date:
        """A day of the year that is over."""
        last = min(date(year, 12, 31), self.today - timedelta(days=1))
        return date(year, 1, 1) + timedelta(days=self.dice.randrange(max((last - date(year, 1, 1)).days, 1)))


def load(users: dict) -> None:
    """Nothing when there are gifts already, or too few people. Runs inside the caller's transaction."""
    people = Alumnus.objects.approachable().filter(source=Source.DEMO)
    if Gift.objects.exists() or people.count() < LEAST:
        return
    making = Making(
        Random(7),  # noqa: S311  the same at every load
        timezone.localdate(), users["staff@demo.example"], users["finance@demo.example"],
        colleges=list(College.objects.filter(closed_on=None).order_by("pk")),
    )  # fmt: skip
    _funds(making)
    _donors(making, list(people.order_by("pk")[: DONORS * 3 : 3]))
    _gifts(making)
    _pledges(making)
    _uses(making)
    check_now()


def _funds(making: Making) -> None:
    for number, plan in enumerate(words.FUNDS):
        making.funds.append(
            Fund.objects.create(
                name=plan.name, name_en=plan.name_en, purpose=plan.purpose, purpose_en=plan.purpose_en,
                restriction=plan.restriction, project_code=plan.code, opened_on=date(int(plan.code[1:5]), 1, 1),
                is_public=True, steward=making.clerk, key=key("fund", plan.code), created_by=making.clerk,
                college=next((each for each in making.colleges if number == 2 and "医学" in each.name), None),
            )
        )  # fmt: skip
    this = making.today.year
    for number, (name, english, is_open, text, text_en) in enumerate(words.CAMPAIGNS):
        starts, ends = (this - 1, this + 2) if is_open else (this - 6, this - 4)
        campaign = Campaign.objects.create(
            name=name, name_en=english, text=text, text_en=text_en, starts_on=date(starts, 1, 1),
            ends_on=date(ends, 12, 31), is_public=True, key=key("campaign", number), created_by=making.clerk,
        )  # fmt: skip
        campaign.funds.set([making.funds[6 if is_open else 1]])
        making.campaigns.append(campaign)
        for year in range(starts, ends + 1):
            Goal.objects.create(campaign=campaign, year=year, received=1_500_000, committed=2_000_000)
    for year in range(making.first_year, this + 1):
        Goal.objects.create(year=year, received=3_000_000 + 300_000 * (year - making.first_year), committed=4_000_000)
    for college in making.colleges[:6]:
        Goal.objects.create(year=this, college=college, received=400_000, committed=500_000)
    for person, task in ((making.clerk, 800_000), (making.checker, 300_000)):
        Goal.objects.create(year=this, person=person, received=task)


def _donors(making: Making, people: list[Alumnus]) -> None:
    for person in people:
        making.people.append(_donor(making, "person", person.name, alumnus=person, name_of=person.pk))
    for number, name in enumerate(words.COMPANIES + words.FOUNDATIONS):
        kind = "company" if name in words.COMPANIES else "foundation"
        body = Organisation.objects.create(
            name=name, kind=kind, province="37", key=key("organisation", name), created_by=making.clerk
        )
        if kind == "company":
            OrganisationPerson.objects.create(organisation=body, alumnus=people[number], part="founder", title="董事长")
        making.bodies.append(_donor(making, "organisation", name, organisation=body, name_of=name))
    making.bodies += [_donor(making, "class", name, name_of=name) for name in words.CLASSES]
    making.people += [_donor(making, "person", name, name_of=name) for name in words.FRIENDS]


def _donor(making: Making, kind: str, name: str, *, name_of, **link) -> Donor:
    return Donor.objects.create(
        kind=kind, name=name, reading=reading_of(name), key=key("donor", name_of),
        created_by=making.clerk, **link,
    )  # fmt: skip


def _gifts(making: Making) -> None:
    """Each year more donors than the year before; companies and classes give large sums."""
    planned: list[tuple[Gift, list[tuple[Fund, Decimal]]]] = []
    for year in range(making.first_year, making.today.year + 1):
        many = 24 + 5 * (year - making.first_year)
        for _each in range(many):
            planned.append(_gift(making, year, making.dice.choice(making.people), words.SUMS))
        for _each in range(3 + (year - making.first_year) // 2):
            planned.append(_gift(making, year, making.dice.choice(making.bodies), words.COMPANY_SUMS))
    for number, (what, worth) in enumerate(words.THINGS):
        planned.append(_thing(making, number, what, worth))
    _post(making, planned)
    gifts = [gift for gift, _parts in planned]
    _notes(making, gifts)


def _gift(making: Making, year: int, donor: Donor, sums) -> tuple[Gift, list[tuple[Fund, Decimal]]]:
    dice = making.dice
    amount, rate, currency = Decimal(dice.choice(sums)), Decimal(1), "CNY"
    if sums is words.SUMS and dice.random() < 0.06:
        currency, rate = "USD", DOLLAR[year - making.first_year]
    worth = (amount if currency == "CNY" else in_yuan(amount, rate)).quantize(Decimal("0.01"))
    day = making.day_in(year)
    campaign = next((each for each in making.campaigns if each.starts_on <= day <= each.ends_on), None)
    campaign = campaign if dice.random() < 0.4 else None
    open_funds = [fund for fund in making.funds if fund.opened_on <= day]
    fund = campaign.funds.get() if campaign else dice.choice(open_funds)
    parts = [(fund, worth)]
    if worth >= 1000 and dice.random() < 0.15:
        half, other = (worth / 2).quantize(Decimal("0.01")), dice.choice(open_funds)
        parts = parts if other == fund else [(fund, half), (other, worth - half)]
    method = "transfer" if sums is words.COMPANY_SUMS else dice.choice(["transfer", "transfer", "cash", "card"])
    gift = Gift(
        donor=donor, currency=currency, amount=amount, rate=rate, amount_cny=worth, received_on=day, method=method,
        campaign=campaign, college=dice.choice([None, *making.colleges[:8]]), is_anonymous=dice.random() < 0.05,
        key=key("gift", year, dice.random()),
    )  # fmt: skip
    return gift, parts


def _thing(making: Making, number: int, what: str, worth: Decimal):
    day = making.day_in(making.today.year - number)
    gift = Gift(
        kind="thing", donor=making.bodies[number], amount=worth, amount_cny=worth, received_on=day, method="handed",
        description=what, valued_by="泉城资产评估事务所", valued_on=day, kept_at="中心校区实验楼",
        key=key("thing", number),
    )  # fmt: skip
    return gift, [(making.funds[3], worth)]


def _post(making: Making, planned) -> None:
    for gift, _parts in planned:
        gift.own_limit, gift.entered_by = own_limit(), making.clerk
    Gift.objects.bulk_create([gift for gift, _parts in planned])
    Allocation.objects.bulk_create(
        Allocation(gift=gift, fund=fund, amount_cny=part) for gift, parts in planned for fund, part in parts
    )
    _as_of_their_days(making, [gift for gift, _parts in planned])


def _as_of_their_days(making: Making, gifts: list[Gift]) -> None:
    """Posted on the day after they came in, as a careful office does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE donations_gift SET state = 'posted', posted_by_id = %s, posted_on = received_on + 1,"
            " posted_at = received_on + 1 + time '10:00' WHERE id = ANY (%s)",
            [making.checker.pk, [gift.pk for gift in gifts]],  # type: ignore[attr-defined]
        )


def _notes(making: Making, gifts: list[Gift]) -> None:
    """Some in honour of somebody; founders are credited with what their companies gave."""
    for number, gift in enumerate(gifts[:: len(gifts) // 20]):
        GiftNote.objects.create(
            gift=gift, tribute=("honour", "memory")[number % 2], tribute_to=words.TRIBUTES[number % len(words.TRIBUTES)]
        )
    founders = {row.organisation_id: row.alumnus_id for row in OrganisationPerson.objects.all()}
    own = {donor.alumnus_id: donor for donor in making.people}
    credited = [
        (gift, own[founders[gift.donor.organisation_id]])
        for gift in gifts
        if gift.kind == "money" and gift.donor.organisation_id and gift.donor.organisation_id in founders
    ]
    SoftCredit.objects.bulk_create(
        SoftCredit(
            gift=gift, donor=founder, kind="runs", amount_cny=gift.amount_cny, entered_by=making.clerk
        )
        for gift, founder in credited
    )  # fmt: skip


def _pledges(making: Making) -> None:
    """Some on time, some late, some fulfilled, some amended, some cancelled."""
    donors = making.bodies[:18] + making.people[:18]
    for number, donor in enumerate(donors):
        each = Decimal(50_000 if donor in making.bodies else 1_000)
        pledged_on = making.today - timedelta(days=200 + 37 * (number % 20))
        pledge = Pledge.objects.create(
            donor=donor, fund=making.funds[number % len(making.funds)], pledged_on=pledged_on,
            campaign=making.campaigns[1] if number % 3 == 0 else None, code=codes.new(codes.PLEDGE, making.dice.choice),
            college=making.colleges[number % 8], key=key("pledge", number), created_by=making.clerk,
        )  # fmt: skip
        parts = [
            Instalment.objects.create(pledge=pledge, due_on=pledged_on + timedelta(days=90 * (part + 1)), amount=each)
            for part in range(4)
        ]
        PledgeChange.objects.create(
            pledge=pledge, kind="made", amount=each * 4, changed_on=pledged_on, made_by=making.clerk
        )
        _pay(making, pledge, parts, paid=(4, 2, 1, 0, 1, 2)[number % 6])
        if number % 6 == 4:
            _cancel(making, pledge)


def _pay(making: Making, pledge: Pledge, parts: list[Instalment], *, paid: int) -> None:
    planned = []
    for part in parts[:paid]:
        day = min(part.due_on + timedelta(days=5), making.today - timedelta(days=1))
        gift = Gift(
            donor=pledge.donor, amount=part.amount, amount_cny=part.amount, received_on=day, method="transfer",
            campaign=pledge.campaign, college=pledge.college, key=key("payment", pledge.key, part.due_on),
        )  # fmt: skip
        planned.append((gift, [(pledge.fund, part.amount)]))
    _post(making, planned)
    for (gift, _parts), part in zip(planned, parts, strict=False):
        PledgePayment.objects.create(gift=gift, instalment=part, amount_cny=part.amount, matched_by=making.clerk)


def _cancel(making: Making, pledge: Pledge) -> None:
    pledge.refresh_from_db()
    pledge.instalments.filter(paid=0).delete()
    PledgeChange.objects.create(
        pledge=pledge, kind="cancelled", amount=-pledge.owed, changed_on=making.today - timedelta(days=20),
        reason="公司重组，来函说明", made_by=making.clerk,
    )  # fmt: skip


def _uses(making: Making) -> None:
    """Each fund spends a part of what it received, the endowment nothing."""
    for fund, plan in zip(making.funds, words.FUNDS, strict=True):
        given = sum(fund.allocations.values_list("amount_cny", flat=True), Decimal(0))
        for number, (what, english) in enumerate(plan.uses):
            amount = (given * Decimal("0.3")).quantize(Decimal("1"))
            day = making.today - timedelta(days=60 + 100 * number)
            if amount > 0:
                FundUse.objects.create(
                    fund=fund, amount=amount, spent_on=day, purpose=what, purpose_en=english, own_limit=own_limit(),
                    entered_by=making.clerk, posted_by=making.checker, posted_on=day, key=key("use", fund.pk, number),
                )  # fmt: skip
