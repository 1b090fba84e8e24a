"""The demonstration's club: sixty companies with people of the demonstration, and a pipeline that lives. Names are
invented; written for this project."""

import random
import uuid
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.accounts.models import User
from donations.models import (
    ClubMembership,
    ClubSeat,
    ClubTier,
    Goal,
    Opportunity,
    OpportunityStep,
    Organisation,
    OrganisationPerson,
)
from donations.models.opportunities import OPEN, STALE_AFTER, Stage
from donations.services import club as services

SPACE = uuid.UUID("636c7562-206f-6620-636f-6d70616e6965")
PLACES = [
    ("37", "济南"),
    ("37", "青岛"),
    ("37", "烟台"),
    ("11", "北京"),
    ("31", "上海"),
    ("44", "深圳"),
    ("32", "苏州"),
]
WORDS = [
    "泉城", "岱岳", "海右", "齐川", "明湖", "历山", "东岳", "汶水", "云杉", "青禾", "北辰", "远帆", "蓝石", "新桥",
    "正和", "启明", "恒木", "瑞安", "长风", "同舟",
]  # fmt: skip
# (what it does, English, trade as GB/T 4754 has it)
TRADES = [
    ("智能装备有限公司", "Smart Machines", "C"), ("软件股份有限公司", "Software", "I"),
    ("生物医药有限公司", "Biomedicine", "C"),
]  # fmt: skip
TIERS = [
    {
        "name": "会员", "name_en": "Member", "order": 10, "years": 3,
        "conditions": "创办或主持一家企业的校友，企业依法登记满一年，信用记录良好。",
        "conditions_en": "Alumni who lead a company that was registered a year ago or more and is in good standing.",
        "fee_note": "每年 2,000 元，用于俱乐部活动", "fee_note_en": "CNY 2,000 a year, for what the club does",
    },
    {
        "name": "理事", "name_en": "Council member", "order": 20, "years": 3,
        "conditions": "入会满一年，愿意每年支持至少一项与学校的合作。",
        "conditions_en": "A member for a year or more who supports a cooperation with the university each year.",
        "fee_note": "每年 10,000 元", "fee_note_en": "CNY 10,000 a year",
    },
    {
        "name": "青年创业会员", "name_en": "Young founder", "order": 30, "years": 2,
        "conditions": "毕业十年以内、企业成立不满三年的创业校友。",
        "conditions_en": "Alumni who graduated within ten years and whose company is younger than three.",
        "fee_note": "免会费", "fee_note_en": "No fee",
    },
]  # fmt: skip
# (kind, title, amount in units of 10,000 CNY, next step)
IDEAS = [
    ("donation", "设立助学金", 50, "送交协议草案"), ("donation", "实验室设备捐赠", 120, "邀请参观新实验楼"),
    ("cooperation", "共建联合实验室", 300, "与科研院商定课题"), ("recruitment", "秋季专场招聘", None, "确认岗位清单"),
    ("technology", "专利技术转化", 80, "安排技术对接会"), ("sponsorship", "校园马拉松赞助", 20, "寄送赞助方案"),
    ("donation", "图书馆修缮", 200, "向董事会汇报"), ("cooperation", "实习基地挂牌", None, "起草三方协议"),
    ("donation", "创新创业基金", 100, "电话回访"),
]  # fmt: skip
SAID = [
    "电话介绍学校的设想，对方有兴趣。",
    "登门拜访，谈了合作方向。",
    "寄送学院资料和往年案例。",
    "来校座谈，参观校史馆。",
]


def load(users: dict[str, User]) -> None:
    """Add it; nothing where there is a tier, or an opportunity, already."""
    staff, head = users.get("staff@demo.example"), users.get("head@demo.example")
    if staff is None or ClubTier.objects.exists() or Opportunity.objects.exists():
        return
    dice = random.Random(7)  # noqa: S311
    people = list(Alumnus.objects.approachable().filter(user__isnull=True).order_by("pk")[:59])
    alumna = Alumnus.objects.filter(user=users.get("alumna@demo.example")).first()
    if alumna:
        people.insert(0, alumna)
    tiers = [ClubTier.objects.create(key=uuid.uuid5(SPACE, str(words["name"])), **words) for words in TIERS]
    companies = [_company(number, person, staff, dice) for number, person in enumerate(people)]
    _members(companies, people, tiers, staff, dice)
    if head:
        ClubSeat.objects.create(user=head, from_on=timezone.localdate() - timedelta(days=300))
    _cards(companies, [user for user in (staff, head) if user], dice)
    for user in (staff, head):
        if user:
            Goal.objects.get_or_create(
                year=timezone.localdate().year, person=user, campaign=None, college=None,
                defaults={"received": Decimal(3_000_000), "committed": Decimal(5_000_000)},
            )  # fmt: skip


def _company(number: int, person: Alumnus, staff: User, dice: random.Random) -> Organisation:
    trade, trade_en, industry = TRADES[number // len(WORDS) % len(TRADES)]
    province, city = PLACES[number % len(PLACES)]
    name = f"{city}{WORDS[number % len(WORDS)]}{trade}"
    row = Organisation.objects.create(
        key=uuid.uuid5(SPACE, f"company-{number}"), name=name, name_en=f"Company {number + 1} {trade_en}",
        industry=industry, province=province, city=city, size=dice.choice(["micro", "small", "medium", "large"]),
        about=f"{name}由校友创办，长期招收母校毕业生。",
        about_en="Founded by an alumnus; has taken on graduates for years.",
        created_by=staff, opened_at=timezone.now() if number % 3 == 0 else None,
    )  # fmt: skip
    part = dice.choice(OrganisationPerson.RUNS)
    OrganisationPerson.objects.create(
        organisation=row, alumnus=person, part=part, title=dice.choice(["董事长", "总经理", "创始人"])
    )
    return row


def _members(companies, people, tiers, staff: User, dice: random.Random) -> None:
    """Forty-eight members of whom some must renew and some left, six who applied, one who was declined."""
    today = timezone.localdate()
    for number, (company, person) in enumerate(zip(companies[:55], people, strict=False)):
        row = ClubMembership.objects.create(
            key=uuid.uuid5(SPACE, f"member-{number}"), alumnus=person, organisation=company, tier=dice.choice(tiers),
            statement="希望与母校开展合作，也愿意接收学生实习。",
        )  # fmt: skip
        if number == 54:
            _decide(services.decline, row, staff, decided_on=today - timedelta(days=20), reason="企业登记不满一年")
        elif number < 48:
            since = today - timedelta(days=dice.randrange(30, 700) if (number + 1) % 12 else 1110)
            _decide(services.admit, row, staff, decided_on=since, from_on=since)
            if number % 16 == 7:
                services.end(membership_id=row.pk, ended_on=today - timedelta(days=5), reason="本人退出", by=staff)
            if number in (0, 3, 5):
                ClubSeat.objects.create(alumnus=person, title="理事", from_on=since)


def _decide(service, row: ClubMembership, staff: User, **said) -> None:
    with transaction.atomic():
        service(membership_id=row.pk, by=staff, **said)


def _cards(companies, owners: list[User], dice: random.Random) -> None:
    """Seventy in all stages; each fourth of the open ones is stale."""
    today = timezone.localdate()
    stages = [*OPEN * 11, *[Stage.CARRIED_OUT] * 9, *[Stage.LOST] * 6]
    for number, stage in enumerate(stages):
        kind, title, amount, following = IDEAS[number % len(IDEAS)]
        is_open, is_stale = stage in OPEN, stage in OPEN and number % 4 == 0
        idle = STALE_AFTER[stage] + dice.randrange(5, 60) if is_stale else dice.randrange(0, 12)
        last = today - timedelta(days=idle)
        card = Opportunity.objects.create(
            key=uuid.uuid5(SPACE, f"card-{number}"), title=title, kind=kind, stage=stage,
            organisation=companies[number * 7 % len(companies)],
            amount=amount and Decimal(amount * dice.randrange(5, 16) * 1000),
            likelihood={Stage.LEAD: 10, Stage.CONTACT: 20, Stage.INTENT: 40, Stage.PROPOSAL: 60, Stage.AGREEMENT: 85,
                        Stage.CARRIED_OUT: 100, Stage.LOST: 0}[stage],
            expected_on=today + timedelta(days=dice.randrange(20, 500)), owner=owners[number % len(owners)],
            created_by=owners[0], last_step_on=last, closed_on=None if is_open else last,
            lost_reason="对方今年预算已定" if stage == Stage.LOST else "", next_step=following if is_open else "",
            next_on=today + timedelta(days=dice.randrange(-3, 30)) if is_open and not is_stale else None,
        )  # fmt: skip
        for step in range(dice.randrange(1, 4)):
            OpportunityStep.objects.create(
                key=uuid.uuid5(SPACE, f"step-{number}-{step}"), opportunity=card, by=card.owner,
                kind=dice.choice(OpportunityStep.BY_HAND), text=dice.choice(SAID),
                done_on=last - timedelta(days=step * dice.randrange(3, 20)),
            )  # fmt: skip
