import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .han import simplify
from .text import clean, is_empty

MAX_LENGTH = 60
HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PLAIN = re.compile(r"(?!不详|未知|暂无|没有|空缺|.*(?:先生|女士|小姐|同学|老师|校友|不详|保密)$)[\u4e00-\u9fff]{2,4}")
ALL_HAN = re.compile(rf"[{HAN} ]+")
DOTS = re.compile(rf"(?<=[{HAN}A-Za-z]) ?[·•．‧・･∙⋅●。.᛫‐⸱ㆍ]+ ?(?=[{HAN}])")
BRACKET = re.compile(r"[(（\[【〔<＜《〈{｛]([^()（）\[\]【】]*)[)）\]】〕>＞》〉}｝]")
MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&(?:#\w+|[a-z]{2,6});|javascript:|\{\{|\{%|\$\{", re.I)
FORMULA = tuple("=+-@＝＋－＠\t\r|%")
ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w+")
NUMBERED = re.compile(r"^\d{1,4}\s*[.、．)）]\s*(?=\D)")
TRAILING = re.compile(rf"(?<=[{HAN}])\s*(?:[*＊#※★☆▲△+]+|\d{{1,2}})$")
LEADING = re.compile(r"^[*＊#※★☆▲△●○]+\s*")
MASKED = re.compile(rf"[{HAN}]\s*[*＊?？×]+\s*[{HAN}]")  # 王*伟: what stood there is gone
LABEL = re.compile(r"^(?:姓名|校友姓名)\s*[:：]\s*")
MIXED = re.compile(rf"([{HAN}·]{{2,}})\s*[ /,，]\s*([A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .,'’-]+)")
MIXED_REVERSED = re.compile(rf"([A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .,'’-]+?)\s*[ /,，]\s*([{HAN}·]{{2,}})")
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .,'’-]+")
HONORIFIC = re.compile(rf"(?<=[{HAN}]{{2}})\s*(?:先生|女士|小姐|同学|老师|校友)$")
SALUTATION = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof)\.?\s+(?=[a-z])", re.I)
DECEASED = re.compile(r"故|逝|去世|亡|病故|deceased", re.I)
FORMER = re.compile(r"^(?:原名|曾用名|又名|原|曾名|别名|née|nee|formerly)\s*[:：]?\s*(.{2,20})$", re.I)
SEX = {
    "女": "female",
    "男": "male",
    "f": "female",
    "m": "male",
    "女生": "female",
    "男生": "male",
    "female": "female",
    "male": "male",
}


@dataclass(frozen=True)
class Name:
    name: str = ""
    as_written: str = ""
    english: str = ""
    former: str = ""
    gender: str = ""
    is_deceased: bool = False
    note: str = ""
    doubt: str | None = None


@lru_cache(maxsize=32768)
def read_name(text):
    if PLAIN.fullmatch(text):
        return Name(simplify(text), text)
    text, had_control = clean(text)
    doubt = refused(text)
    if doubt:
        return Name(doubt=doubt)
    facts = without_notes(text)
    name = tidy(facts.pop("text"))
    if not name and facts.get("english"):
        name = facts.pop("english")
    for shape, order in ((MIXED, (1, 2)), (MIXED_REVERSED, (2, 1))):
        both = shape.fullmatch(name)
        if both:
            name, facts["english"] = both[order[0]].strip(), both[order[1]].strip(" .,")
    if len(name) == 1 < len(text):  # 王*, 王1: a surname, and the rest hidden
        return Name(doubt="name_not_a_name")
    doubt = refused(name) or ("control_character" if had_control else None)
    if doubt and doubt != "control_character":
        return Name(doubt=doubt)
    written = name
    name = unicodedata.normalize("NFC", simplify(DOTS.sub("·", name)))
    return Name(name, written, doubt=doubt, **facts)


def refused(text):
    if is_empty(text):
        return "name_missing"
    if text.startswith(FORMULA):
        return "name_formula"
    if MARKUP.search(text):
        return "name_markup"
    if len(text) > MAX_LENGTH:
        return "name_too_long"
    if ADDRESS.search(text) or not any(character.isalpha() for character in text):
        return "name_not_a_name"
    if MASKED.search(text):
        return "name_not_a_name"
    if sum(character.isdigit() for character in text) >= 5:
        return "name_not_a_name"
    return None


def without_notes(text):
    """The name without what stands in brackets or around it, and the facts found there."""
    facts = {"text": text}
    for inside in BRACKET.findall(text):
        inside = inside.strip()
        former = FORMER.match(inside)
        if inside.lower() in SEX:
            facts["gender"] = SEX[inside.lower()]
        elif former:
            facts["former"] = simplify(former[1].strip())
        elif DECEASED.search(inside):
            facts["is_deceased"] = True
        elif LATIN.fullmatch(inside):
            facts["english"] = inside
        elif inside:
            facts["note"] = inside
    rest = BRACKET.sub(" ", text).strip()
    bracketed_han = re.fullmatch(rf"[{HAN}·]{{2,}}", facts.get("note", ""))
    if bracketed_han and LATIN.fullmatch(rest):  # Wei Wang (王伟)
        facts["english"], rest = rest, facts.pop("note")
    facts["text"] = rest
    return facts


def tidy(text):
    text = compatible(text)
    text = text.strip('"“” ').lstrip("'`’‘ ")  # the mark that makes a cell text in a spreadsheet
    text = LABEL.sub("", NUMBERED.sub("", text))
    text = LEADING.sub("", TRAILING.sub("", text))
    text = SALUTATION.sub("", HONORIFIC.sub("", text)).strip(" ,，、;；:：.·•．‧・")
    if ALL_HAN.fullmatch(text) and " " in text:
        together = text.replace(" ", "")
        return together if len(together) <= 4 else text.replace(" ", "·")
    return text


def compatible(text):
    """Half-width letters and whole characters for radicals and compatibility forms; dots stay as they are."""
    return "".join(
        unicodedata.normalize("NFKC", character)
        if ("\uff00" < character < "\uff5f" and character != "．")
        or "\u2e80" <= character < "\u2fe0"
        or "\uf900" <= character < "\ufb00"
        or "\U0002f800" <= character < "\U0002fa20"
        else character
        for character in unicodedata.normalize("NFC", text)
    )


@lru_cache(maxsize=8192)
def read_latin_name(text):
    text = " ".join(compatible(text).split()).strip(" ,.")
    if is_empty(text):
        return "", None
    if len(text) > MAX_LENGTH or MARKUP.search(text) or text.startswith(FORMULA):
        return "", "english_name_unreadable"
    return text, None
