# ruff: noqa: E501, SIM905
"""Lines among the data that are no person: totals, notes, repeated titles, headings."""

import re

from .evidence import is_person
from .titles import EXACT, fold

TOTAL_WORDS = frozenset(
    "合计 总计 小计 共计 累计 总数 总人数 人数 合计人数 人数合计 总和 total subtotal sum 合計 總計 小計 共計".split()
)
TOTAL = re.compile(
    r"(?:(?:以上|本页|本班|本表|全班|本院|本系|本届|本专业)?(?:合计|总计|小计|共计|累计|总人数|人数合计|总共|共有|总数|人数)"
    r"|(?:以上|本页|本班|本表|全班|全院|男生?|女生?|其中)?共?\s*\d+\s*[人名位]|.{2,20}[\s(（]*共\s*\d+\s*[人名位]|共\s*[\d一二三四五六七八九十百千]+\s*[人名位行条]"
    r"|男(?:生)?\s*[:：]?\s*\d+\s*[人名]?\s*[,，、;； ]\s*女|(?:grand |sub)?total\b|count\b).{0,60}",
    re.I,
)
NOTE = re.compile(
    r"[*※#]?\s*(?:备注|附注|说明|注\s*\d*|注意|填表|制表|审核|复核|统计|联系人|联系电话|日期|负责人|签字|签章|盖章|学院盖章|单位盖章|以下空白|以下无|资料来源|数据来源|截止|截至|更新|打印|第\s*\d+\s*页|导出|note|notes|remark|source|updated?|prepared by)"
    r"\s*(?:人|时间|日期|员|单位|[(（]|\d+\s*页)?.{0,6}?\s*(?:[:：].*|$|[)）].*)|(?:注|备注|说明)\s*[:：].*|第\s*\d+\s*页.*|以下空白.*",
    re.I | re.S,
)
SECTION = re.compile(
    r".*(?:学|系|班|专业|学院|[级届](?:毕?业?生)?|名单|名册|方向|研究生|本科生?|专科生?|硕士生?|博士生?|部分|校友|[:：])$"
)
DAY = re.compile(r"(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?|\s*月)?")
EXAMPLE = re.compile(r"(?:填写|填报)?(?:示例|样例|范例|样表|例|例如|举例|example|sample)\s*\d?[:：]?", re.I)
NAME_WORDS = frozenset(word for word, field in EXACT.items() if field == "name")


def skip_code(cells, name, others, titles, *, bare=False):
    """The code of the reason to skip the row, or None.

    `name` is the text of the name column, `others` the texts of the other columns that mean something;
    in a `bare` list there are no such columns, and a name alone is a person.
    """
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    first = texts[0] if texts else ""
    folded = "".join(name.split())
    if len(texts) > 1 and (folded in titles or fold(folded) in NAME_WORDS) and is_header(others, titles):
        return "repeated_header"
    if name and len(texts) > 1 and EXAMPLE.fullmatch(first):
        return "example_line"
    if is_total(first) or (is_total(name) and len(texts) <= 4):
        return "total_line"
    if len(texts) <= 3 and any(NOTE.fullmatch(text) for text in texts[:1]):
        return "note_line"
    if name and not others:
        if TOTAL.fullmatch(name):
            return "total_line"
        is_numbered = len(texts) > 1 and re.fullmatch(r"\d{1,6}[.、]?", first)  # 3 李勤学 is a person
        if (SECTION.fullmatch(name) and not is_numbered and not (bare and is_person(name))) or (
            len(name) > 12 and not name.isascii() and re.search(r"[，。；：]", name)
        ):
            return "section_line" if len(name) <= 40 else "note_line"
        return None
    if name:
        return None
    if len(texts) == 1:
        return code_of_single(first, is_leftmost=bool(cells[0].strip()), means_something=bool(others))
    if not others:
        return "only_number" if all(re.fullmatch(r"[\d.、]{1,7}", text) for text in texts) else "section_line"
    return None


def code_of_single(text, *, is_leftmost, means_something):
    """Of the only text in a line without a name."""
    if re.fullmatch(r"\d{1,6}[.、]?", text):
        return "only_number"
    if is_leftmost and (DAY.fullmatch(text) or NOTE.fullmatch(text)):
        return "note_line"
    if not means_something or (is_leftmost and SECTION.fullmatch(text)):
        return "section_line"
    return "note_line" if len(text) > 40 else None


def is_total(text):
    compact = "".join(text.split()).rstrip(":：").lower()
    return compact in TOTAL_WORDS or (bool(TOTAL.fullmatch(text)) and not text.isalpha())


def is_header(others, titles):
    same = sum("".join(text.split()) in titles or fold(text) in EXACT for text in others)
    return not others or same * 2 >= len(others)
