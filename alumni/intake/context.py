import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .cells.dates import COHORT, full_year
from .cells.han import simplify
from .cells.levels import read_level
from .cells.text import half

CLASS = re.compile(r"(?![全各本共])[^\s统名汇]{0,16}[\d〇零一二三四五六七八九十][^\s统名汇]{0,4}班")
MAJOR = re.compile(r"(?![各所全不非本])([一-鿿]{2,15})专业")
COLLEGE = re.compile(r"[一-鿿]{1,14}?(?:学院|学部|系|学堂)")


@dataclass(frozen=True)
class Context:
    """What the upload knows beyond the file."""

    today: date
    resolve_college: Callable[[str], str | None]  # text to the canonical name of a college
    school: str = ""
    college: str = ""

    @property
    def latest_graduation(self):
        return self.today.year + 1


def hints(texts, context):
    """What a sheet's name or headings tell: college, level, graduation and enrolment year, class, major.

    The first text that knows a fact wins.
    """
    found = {}
    for text in texts:
        text = simplify(half(text)).strip()
        cohort = COHORT.search(text)
        if cohort:
            field = "graduation_year" if cohort[2] == "届" else "enrolment_year"
            found.setdefault(field, full_year(cohort[1], context.latest_graduation))
        level = read_level(text)[0] if len(text) <= 40 else None
        if level and not ("本科" in text and ("研究生" in text or "硕士" in text)):
            found.setdefault("level", level)
        if CLASS.fullmatch(text):
            found.setdefault("class_name", text)
        elif major := MAJOR.fullmatch(text):
            found.setdefault("major", major[1])
        for name in COLLEGE.findall(text):
            while len(name) > 2 and "college" not in found:
                college = context.resolve_college(name)
                if college:
                    found["college"] = college
                name = name[1:]
    return found
