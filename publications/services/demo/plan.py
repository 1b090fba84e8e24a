"""Which issues there are, what stands in them, and how far each is."""

from dataclasses import dataclass, field
from datetime import date

PERIODICALS = [
    {
        "slug": "alumni-news", "kind": "newspaper", "name": "校报·校友版", "name_en": "University News, alumni edition",
        "about": "每季一期，四版，随信寄给校友，也在这里全文刊出。",
        "about_en": "Four pages each quarter, sent by post and printed here in full.",
        "sections": [("人物", "People"), ("校友活动", "Alumni together"), ("校园", "Campus"), ("校史", "History"),
                     ("来信", "Letters")],
    },
    {
        "slug": "far-and-near", "kind": "series", "name": "山之魂海之韵——天南地北山大人",
        "name_en": "Soul of the Mountains, Music of the Sea: Graduates Far and Near",
        "about": "学生采访团走到校友身边，写下他们的工作和生活。每年一卷。",
        "about_en": "Students visit graduates where they live and work, and write down what they saw. A volume a year.",
        "sections": [("人物", "People"), ("校史", "History")],
    },
    {
        "slug": "founders", "kind": "series", "name": "山之魂海之韵——山东大学校友创业风采录",
        "name_en": "Soul of the Mountains, Music of the Sea: Graduates Who Founded Companies",
        "about": "创业的人怎样失败、怎样再来，由他们自己讲。",
        "about_en": "How founders failed and began again, in their own words.",
        "sections": [("创业故事", "Founders")],
    },
    {
        "slug": "newsletter", "kind": "newsletter", "name": "校友电子简报", "name_en": "Alumni Newsletter",
        "about": "每月一封，讲校友服务和近期要做的事。", "about_en": "Once a month: services, and what is coming up.",
        "sections": [("服务", "Services"), ("校友活动", "Alumni together")],
    },
]  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """An issue; `stories` are (key of the story, how its person stands)."""

    slug: str
    number: int
    dated_on: date
    state: str
    stories: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    title_en: str = ""
    note: str = ""
    note_en: str = ""
    has_cover: bool = True


ISSUES = [
    Planned("alumni-news", 61, date(2026, 3, 15), "published", [("01-gate", "agreed"), ("02-archive", "")],
            note="这一期讲回来的人，也讲留下来的纸。", note_en="About people who came back, and paper that stayed."),
    Planned("alumni-news", 62, date(2026, 6, 15), "published", [("06-lab", ""), ("05-letters", "")],
            note="本期起恢复“来信”栏目，每信必复。", note_en="From this issue on, letters are answered again."),
    Planned("alumni-news", 63, date(2026, 9, 15), "published",
            [("03-doctor", "agreed"), ("12-map", ""), ("15-choir", "")],
            note="一位值夜班的医生，六十一次活动，第五十个秋天。",
            note_en="A doctor on night shift, sixty-one gatherings, and a fiftieth autumn."),
    Planned("alumni-news", 64, date(2026, 12, 15), "in_work",
            [("08-grain", "new"), ("17-nurse", "asked"), ("11-translator", "changed")], has_cover=False),
    Planned("far-and-near", 6, date(2025, 6, 20), "published", [("04-bridge", "agreed"), ("18-night-school", "")],
            title="路与桥", title_en="Roads and Bridges"),
    Planned("far-and-near", 7, date(2026, 5, 20), "published", [("07-teacher", "withdrawn")],
            title="西行卷", title_en="Westward"),
    Planned("far-and-near", 8, date(2027, 5, 20), "planned", title="海岸卷", title_en="Along the Coast",
            has_cover=False),
    Planned("founders", 3, date(2025, 10, 10), "published", [("09-bakery", "agreed")],
            title="从零开始", title_en="From Nothing", has_cover=False),
    Planned("founders", 4, date(2026, 11, 10), "approved", [("10-valve", "agreed")],
            title="慢功夫", title_en="Slow Work", has_cover=False),
    Planned("newsletter", 18, date(2026, 9, 1), "published", [("13-services", "")], has_cover=False),
    Planned("newsletter", 19, date(2026, 10, 1), "published", [("14-volunteers", "")], has_cover=False),
    Planned("newsletter", 20, date(2026, 12, 1), "planned", has_cover=False),
]  # fmt: skip
DRAWER = [("16-founder-robot", "refused")]

SUGGESTIONS = [
    ("submitted", "", "访一访守了三十年天文台的学长", "他在山上值守，冬天大雪封山时一个人过年。手里有三十年的观测日志，"
     "愿意拿出来给大家看。我可以帮忙联系，也可以陪采访的同学上山。"),
    ("submitted", "文学院 晨光采访队", "三代人的同一间宿舍", "我们采访了祖孙三代校友，他们先后住过同一栋楼的同一层。"
     "录音整理了两万字，照片十二张，本人都看过初稿。"),
    ("editing", "新闻学院 海岸采访团", "码头上的英语课", "采访对象在港口工作，业余给装卸工人上英语课，已经上了九年。"
     "稿件六千字，附本人签字的同意书复印件。"),
    ("accepted", "", "我父亲的实验记录本", "父亲是五十年代的学生，去世以后留下七本实验记录。我把其中的故事写了出来，"
     "约三千字，盼能在校史栏目刊出。"),
    ("declined", "创业协会 宣传组", "某品牌创始人访谈（含产品介绍）", "访谈全文，包括新品发布信息和购买方式。"),
]  # fmt: skip
