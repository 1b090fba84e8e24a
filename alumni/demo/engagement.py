"""What the office knows and did beyond the register: tiers, tags, honours, visits, consents."""

from datetime import date, timedelta

from .facts import Person
from .lists import pick, rows

TODAY = date(2026, 10, 15)  # the demonstration's own: the same data whenever it is loaded
TIERS = [(0.004, "outstanding"), (0.02, "notable"), (0.1, "active")]
TOUCHES = {
    "outstanding": (3, 4),
    "notable": (2, 3),
    "active": (0, 3),
    "regular": (0, 0),
}  # at least, and up to so many more
TAGS = [
    "年级联络人",
    "返校日志愿者",
    "导师计划",
    "校友会理事",
    "捐赠人",
    "学生会",
    "合唱团",
    "足球队",
    "校报记者",
    "支教",
]
TAGS_BY_INDUSTRY = {
    "P": ["高校教师", "中学教师"], "Q": ["医疗专家"], "S": ["公务员"], "R": ["媒体人"], "C": ["企业家"],
    "I": ["创业者", "企业家"], "J": ["金融同学会"], "F": ["企业家"], "K": ["企业家"],
}  # fmt: skip
ALL_TAGS = sorted({*TAGS, *(tag for tags in TAGS_BY_INDUSTRY.values() for tag in tags), "海外校友", "院士"})
HONOURS = [
    ("全国五一劳动奖章", "中华全国总工会"), ("国家科学技术进步奖二等奖", "国务院"),
    ("山东省劳动模范", "山东省人民政府"),
    ("全国优秀教师", "教育部"), ("山东省科学技术奖一等奖", "山东省人民政府"), ("全国三八红旗手", "中华全国妇女联合会"),
    ("泰山学者", "山东省人民政府"), ("享受国务院政府特殊津贴", "国务院"),
    ("全国卫生系统先进个人", "国家卫生健康委员会"),
]  # fmt: skip
PURPOSES = ["contact", "contact", "contact", "fundraising", "chapter", "publish", "abroad"]
CHANNELS = ["any", "any", "email", "wechat", "phone", "post"]


def make_tier(random) -> str:
    roll = random()
    return next((tier for share, tier in TIERS if roll < share), "regular")


def make_tags(random, person: Person) -> None:
    tags = set()
    if random() < 0.1:
        tags.add(pick(random, TAGS))
    if person.industry in TAGS_BY_INDUSTRY and random() < 0.1:
        tags.add(pick(random, TAGS_BY_INDUSTRY[person.industry]))
    if person.country not in ("CN", "") and random() < 0.6:
        tags.add("海外校友")
    if person.tier == "outstanding" and person.industry in "MP" and random() < 0.3:
        tags.add("院士")
    person.tags = sorted(tags)


def make_honours(random, person: Person, university: str) -> None:
    if person.tier == "outstanding":
        person.honours.append(("杰出校友", university, 2001 + int(random() * 25)))
    if random() < {"outstanding": 0.8, "notable": 0.4}.get(person.tier, 0):
        title, giver = pick(random, HONOURS)
        if title != "全国三八红旗手" or person.gender == "female":
            person.honours.append((title, giver, 1998 + int(random() * 28)))


def make_interactions(random, person: Person) -> None:
    least, more = TOUCHES[person.tier]
    number = least + int(random() * (more + 1)) if more else int(random() < 0.06)
    if person.life == "deceased":
        return
    since = date(person.degrees[-1].graduation_year, 9, 1)
    for _ in range(number):
        kind, summary = pick(random, rows("interactions"))
        on = TODAY - timedelta(days=int(random() ** 2 * 3_650))
        person.interactions.append((kind, max(on, since), summary))
    person.last_contact_on = max((on for _, on, _ in person.interactions), default=None)


def make_consents(random, person: Person) -> None:
    """Consents come from the alumnus alone, so only those who verified their record gave any."""
    if not person.is_verified or person.life == "deceased" or random() < 0.2:
        return
    purposes = {pick(random, PURPOSES) for _ in range(1 + int(random() * 2))}
    for purpose in sorted(purposes):
        channel = pick(random, CHANNELS)
        person.consents.append((purpose, channel, True))
        if random() < 0.05:
            person.consents.append((purpose, channel, False))
