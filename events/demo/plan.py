"""The demonstration's events: series, halls, seven Return Days, a forum, lectures. Written for this project."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from events.models import Kind

SERIES = [
    (Kind.RETURN_DAY, "校友返校日", "Alumni Return Day",
     "每年十月的第三个星期六，历届校友回到校园：听一堂课，吃一顿食堂，看一看老地方。",
     "On the third Saturday of October alumni of all years come back: for a lesson, a meal in the canteen, and the "
     "old places."),
    (Kind.FORUM, "校友创业论坛", "Alumni Entrepreneurship Forum",
     "创业的校友讲得失，投资的校友讲判断，在校同学来提问。",
     "Alumni who founded companies speak of what went right and wrong; students ask."),
    (Kind.LECTURE, "归来讲坛", "Lectures by Returning Alumni",
     "回校的校友给师弟师妹讲一个小时，再答一个小时。",
     "Alumni who return speak for an hour, and answer for another."),
]  # fmt: skip
PLACES = [
    ("中心校区大礼堂", "Great Hall, Central Campus", "校园一路 1 号", "1 Campus Road", 1200, True),
    ("知新楼报告厅", "Zhixin Lecture Hall", "校园一路 8 号", "8 Campus Road", 240, True),
    ("第二食堂", "Second Canteen", "校园二路 3 号", "3 Second Campus Road", 600, True),
    ("老图书馆阅览室", "Reading Room of the Old Library", "校园一路 5 号", "5 Campus Road", 80, False),
]  # fmt: skip
PROGRAMME = [
    ("重逢签到与校园漫步", "Arrival and a walk through the campus", time(8, 30), time(10), 0, False,
     "志愿者带路，从小树林走到老图书馆。", "Students lead the way, from the grove to the old library."),
    ("返校报告会", "Report to the alumni", time(10), time(11, 30), 0, False,
     "学校这一年做了什么，下一年想做什么。", "What the university did this year, and what it plans."),
    ("再上一堂课", "One lesson more", time(14), time(15, 30), 1, True,
     "请回当年的老师，坐进当年的教室。", "The teacher of those days, in the room of those days."),
    ("食堂聚餐", "Dinner in the canteen", time(17), time(19), 2, True,
     "还是那几个窗口，还是那几样菜。", "The same counters, the same dishes."),
]  # fmt: skip
TICKETS = [
    ("校友票", "Alumni", "alumni", "", ""),
    ("家属与来宾票", "Families and guests", "anyone", "餐费 30 元，现场支付", "30 yuan for the meal, paid on site"),
]
QUESTIONS = [
    ("meal", "用餐有什么需要？", "What should we know about your meal?", ["无", "素食", "清真"],
     ["Nothing", "Vegetarian", "Halal"]),
    ("access", "到场是否需要协助？", "Do you need help to get around?", [], []),
    ("plate", "开车来的话，请留车牌号。", "If you come by car: its plate number.", [], []),
]  # fmt: skip
TEXT = (
    "<p>一年一次，校园把门敞开。上午在大礼堂听学校的报告，下午可以再上一堂当年的课，傍晚在食堂坐下来，"
    "和同桌的人把没说完的话说完。</p><h2>怎么来</h2><ul><li>东门、南门均设签到处，凭报名码入校。</li>"
    "<li>携带家属请在报名时写明人数，孩子也占一个座位。</li><li>行动不便的校友请提前告知，志愿者会在校门口等您。</li></ul>"
)
TEXT_EN = (
    "<p>Once a year the campus stands open. In the morning the university reports in the Great Hall; in the afternoon "
    "you can sit through a lesson of those days once more; in the evening there is a table in the canteen, and time "
    "to finish old conversations.</p><h2>Getting in</h2><ul><li>Arrive at the East or the South Gate with the code of "
    "your registration.</li><li>Say how many come with you: children take a seat as well.</li>"
    "<li>Tell us if you need help to get around: a student will wait at the gate.</li></ul>"
)


@dataclass(frozen=True)
class ReturnDay:
    """`wanted` people of a demonstration that is large enough; two years were small for a reason that all remember."""

    years_ago: int
    wanted: int
    theme: str
    theme_en: str
    cost: int


RETURN_DAYS = [
    ReturnDay(6, 210, "重启", "Beginning Again", 58_000),
    ReturnDay(5, 120, "云上相逢", "Meeting Online", 21_000),
    ReturnDay(4, 165, "小规模，大团圆", "Few, and Together", 36_000),
    ReturnDay(3, 380, "久别", "After a Long Time", 96_000),
    ReturnDay(2, 520, "老地方见", "At the Old Place", 124_000),
    ReturnDay(1, 610, "带着孩子回来", "With the Children", 151_000),
    ReturnDay(0, 140, "一堂课", "One Lesson", 0),
]


@dataclass(frozen=True)
class Talk:
    """A forum or a lecture; `days` from today."""

    series: int
    days: int
    title: str
    title_en: str
    summary: str
    summary_en: str
    speaker: tuple[str, str, str, str]
    place: int
    capacity: int
    wanted: int
    hours: tuple[int, int] = field(default=(14, 17))


TALKS = [
    Talk(1, -190, "创业论坛：从实验室到车间", "Forum: From the Laboratory to the Workshop",
         "三位校友讲一项成果怎样走出实验室。", "Three alumni on how a result leaves the laboratory.",
         ("林知远", "Lin Zhiyuan", "材料企业创办人", "Founder of a materials company"), 1, 240, 150),
    Talk(1, 26, "创业论坛：失败的账", "Forum: The Account of a Failure",
         "把亏掉的每一笔讲清楚，比讲成功有用。", "To explain each loss is more use than to tell of success.",
         ("苏禾", "Su He", "两次创业者", "Founded two companies"), 1, 160, 96),
    Talk(2, -75, "归来讲坛：桥为什么不塌", "Lecture: Why Bridges Stand",
         "一位桥梁工程师的三十年。", "Thirty years of a bridge engineer.",
         ("顾行舟", "Gu Xingzhou", "桥梁工程师", "Bridge engineer"), 3, 80, 72),
    Talk(2, -20, "归来讲坛：乡村医生的夜", "Lecture: Nights of a Country Doctor",
         "在山里看了二十年病，他记下了路。", "Twenty years of practice in the hills, and the roads to them.",
         ("陈青禾", "Chen Qinghe", "乡镇卫生院医生", "Doctor of a township clinic"), 3, 80, 58),
    Talk(2, 12, "归来讲坛：一粒种子的旅行", "Lecture: The Journey of a Seed",
         "从试验田到饭碗，要走多少年？", "From the trial field to the bowl: how many years?",
         ("何穗", "He Sui", "育种研究员", "Plant breeder"), 3, 40, 60),
]  # fmt: skip
SUMMARY = ("{theme}：{year} 年校友返校日", "{theme}: Alumni Return Day {year}")


def third_saturday(year: int) -> date:
    first = date(year, 10, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 14)


def return_day_of(today: date, years_ago: int) -> date:
    """The Return Day so many before the one that is ahead."""
    ahead = today.year if third_saturday(today.year) > today else today.year + 1
    return third_saturday(ahead - years_ago)
