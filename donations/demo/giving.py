from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class DemoFund:
    code: str
    name: str
    name_en: str
    purpose: str
    purpose_en: str
    restriction: str = "purpose"
    uses: tuple[tuple[str, str], ...] = ()  # (what for, in English)


FUNDS = [
    DemoFund(
        "P2016001", "归来奖学金", "Return Scholarship", "每年奖励一百名家境不宽裕而学业用心的本科生。",
        "A hundred undergraduates a year who study well and have little.",
        uses=(("发放本年度奖学金", "Scholarships of the year"), ("颁奖会场地与证书", "Hall and certificates")),
    ),
    DemoFund(
        "P2016002", "图书馆夜灯基金", "Library Night Light Fund", "让阅览室的灯亮到凌晨一点，买学生荐的书。",
        "Reading rooms stay lit until one at night; books that students ask for.",
        uses=(("购置学生荐购图书", "Books that students asked for"), ("夜间值班补贴", "Night staff")),
    ),
    DemoFund(
        "P2017001", "临床医学教学基金", "Clinical Teaching Fund", "资助临床教师进修和教学病例库。",
        "Further training of clinical teachers, and a library of cases.",
        uses=(("教学病例库建设", "Library of cases"),),
    ),
    DemoFund(
        "P2018001", "校友发展基金", "Alumni Development Fund", "由学校统筹，用于最急需的地方。",
        "For what the university needs most.", restriction="free",
        uses=(("实验楼门厅修缮", "Repairs to the entrance of the laboratory"),),
    ),
    DemoFund(
        "P2019001", "青年教师留本基金", "Endowment for Young Teachers", "本金永久保留，收益支持青年教师起步。",
        "The capital stays; its income helps young teachers begin.", restriction="endowment",
    ),
    DemoFund(
        "P2020001", "紧急援助基金", "Emergency Relief Fund", "学生家中遭遇变故时，三天内到账的援助。",
        "Help within three days when something happens at a student’s home.",
        uses=(("临时困难补助", "Relief to students"),),
    ),
    DemoFund(
        "P2021001", "体育馆座椅计划", "Seats for the Gymnasium", "一把座椅一块铭牌，修一座能坐下三千人的体育馆。",
        "A seat, a plate: a gymnasium for three thousand.", uses=(("首批座椅采购", "The first seats"),),
    ),
    DemoFund(
        "P2023001", "创业种子基金", "Seed Fund", "给毕业三年内创业的校友第一笔小钱。",
        "The first small sum for alumni who found a company within three years of graduating.",
        uses=(("第一批种子项目", "The first projects"),),
    ),
]  # fmt: skip
# (name, in English, whether it runs still, what it says, in English)
CAMPAIGNS = [
    ("图书馆夜灯计划", "Keep the Lights On", False,
     "二十四小时亮着的不只是灯。三年筹集五百万元，让图书馆晚两个小时关门。",
     "Five million yuan in three years, so that the library closes two hours later."),
    ("下一代的座位", "A Seat for the Next", True,
     "新体育馆三千个座位，每个座位都可以有名字。", "Three thousand seats for the new gymnasium; each can have a name."),
]  # fmt: skip
COMPANIES = [
    "泉城精密仪器有限公司", "千佛山医药股份有限公司", "趵突软件有限公司", "大明湖文化传媒有限公司",
    "泰山重工集团有限公司",
    "黄河建材有限公司", "青岛海岸线物流有限公司", "沂蒙农业科技有限公司",
    "崂山新材料有限公司", "齐风投资管理有限公司",
    "稷下教育咨询有限公司",
    "东岳电力设备有限公司", "蓬莱阁酒店管理有限公司", "微山湖食品有限公司", "鲁班建筑设计有限公司",
    "孟府文具有限公司",
]  # fmt: skip
FOUNDATIONS = ["海岱公益基金会", "汶水助学基金会"]
CLASSES = ["数学 1983 级", "临床医学 1987 级", "机械 1991 级", "中文 1996 级"]
FRIENDS = ["退休教师贺先生", "校门口书店老板娘"]
THINGS = [
    ("高效液相色谱仪一台", Decimal("380000.00")), ("三角钢琴一架", Decimal("120000.00")),
    ("地方志八百册", Decimal("36000.00")), ("实训机床两台", Decimal("260000.00")),
]  # fmt: skip
TRIBUTES = ["我们的班主任", "父亲", "实验室的老师们", "1987 年的同桌"]
# Usual gifts of people, in yuan; the first is the most frequent.
SUMS = [100, 100, 100, 200, 200, 300, 500, 500, 1000, 1000, 2000, 5000, 10000, 20000, 50000]
COMPANY_SUMS = [20000, 50000, 100000, 200000, 500000, 1000000]
TIERS = [
    ("泰山", "Mount Tai", Decimal(1_000_000)),
    ("齐鲁", "Qilu", Decimal(100_000)),
    ("趵突", "Baotu Spring", Decimal(10_000)),
]
ISSUER: dict[str, Any] = {
    "credit_code": "53370000MJD6000006", "bank": "演示银行泉城支行", "account": "0000 0000 0000 0001",
}  # fmt: skip
LETTERS: list[dict[str, Any]] = [
    {
        "name": "感谢信", "title": "致{name}的感谢信", "title_en": "Thank you, {name}", "is_for_credit": False,
        "text": "尊敬的{name}：\n\n感谢您于{date}捐赠{amount}，用于{funds}。您的心意已经到达，我们会把它的用途告诉您。",
        "text_en": "Dear {name},\n\nThank you for {amount} on {date} for {funds}. It has arrived, and we will tell you"
                   " what it did.",
    },
]  # fmt: skip
