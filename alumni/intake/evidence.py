"""What the values of a column say about it, whatever stands above them."""

import re
import unicodedata

from .cells.genders import GENDERS
from .cells.levels import read_level

SURNAMES = set(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金"
    "邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍"
    "覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项"
    "闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封"
    "燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅利满"
)
ID_CARD = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
KINDS = {
    "mobiles": re.compile(r"(?:\+?86|0086)?1[3-9]\d{9}(?:[、,;/]?(?:\+?86)?1[3-9]\d{9})*"),
    "phones": re.compile(r"\(?0\d{2,3}\)?-?\d{7,8}"),
    "emails": re.compile(r"[^@]+@[\w.-]+\.[A-Za-z]{2,}.*"),
    "id_card": ID_CARD,
    "postcode": re.compile(r"[0-8]\d{5}"),
    "year": re.compile(r"(?:19[3-9]\d|20[0-3]\d)年?"),
    "enrolment_year": re.compile(r"(?:\d{2}|\d{4}|[〇零一二三四五六七八九]{2,4})级"),
    "graduation_year": re.compile(r"(?:\d{2}|\d{4}|[〇零一二三四五六七八九]{2,4})届"),
    "running": re.compile(r"\d{1,5}"),
    "latin": re.compile(r"[A-Za-zÀ-ɏḀ-ỿ .,'’-]+"),
    "han": re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+"),
    "college": re.compile(r".*(?:学院|学部|系|学堂|研究所|研究院|书院)"),
}


def squeeze(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def shares(values):
    """{kind: share of the filled values that are of it}."""
    texts = [squeeze(value) for value in values if value.strip()]
    if not texts:
        return {}
    total = len(texts)
    found = {kind: sum(bool(shape.fullmatch(text)) for text in texts) / total for kind, shape in KINDS.items()}
    found["gender"] = sum(text.lower() in GENDERS for text in texts) / total
    found["level"] = sum(read_level(text)[0] is not None for text in texts) / total
    found["name"] = sum(is_person(text) for text in texts) / total
    return found


def is_person(text):
    return 2 <= len(text) <= 4 and text[0] in SURNAMES and bool(KINDS["han"].fullmatch(text))


def confirmed(meaning, values):
    """The field after a look at the values: what the title says, unless they say otherwise."""
    share = shares(values)
    if not share:
        return meaning
    if share["id_card"] >= 0.5:
        return "ignore"
    if (
        meaning == "level"
        and max(share["level"], share["enrolment_year"], share["graduation_year"], share["year"]) < 0.2
    ):
        return "ignore"  # 学生类别: 定向, 委培
    if meaning in CORRECTIONS:
        for kind, instead in CORRECTIONS[meaning]:
            if share.get(kind, 0) >= 0.6:
                return instead
    return meaning


CORRECTIONS = {
    "enrolment_year": [("level", "level"), ("graduation_year", "graduation_year")],
    "graduation_year": [("level", "level"), ("enrolment_year", "enrolment_year")],
    "level": [("enrolment_year", "enrolment_year"), ("graduation_year", "graduation_year"), ("year", "enrolment_year")],
    "name": [("gender", "gender"), ("running", "ignore")],
    "english_name": [("name", "name")],
    "address": [("emails", "emails"), ("postcode", "postcode")],
    "address_and_postcode": [("postcode", "postcode")],
    "phones": [("emails", "emails")],
    "mobiles": [("emails", "emails")],
    "emails": [("mobiles", "mobiles")],
}


def guessed(values, *, nameless):
    """The field of a column whose title says nothing, or None. Names only where there is no name column."""
    share = shares(values)
    if not share:
        return None
    for kind in ("mobiles", "emails", "phones", "gender"):
        if share[kind] >= 0.6:
            return kind
    for kind in ("level", "enrolment_year", "graduation_year"):
        if share[kind] >= 0.8:
            return kind
    if nameless and share["name"] >= 0.7:
        return "name"
    return None
