import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .cells.dates import COHORT, full_year
from .cells.han import simplify
from .cells.levels import read_level
from .cells.text import half

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
    """{"college", "level", "graduation_year", "enrolment_year"} that a sheet's name or headings tell.

    The first text that knows a fact wins.
    """
    found = {}
    for text in texts:
        text = simplify(half(text))
        cohort = COHORT.search(text)
        if cohort:
            field = "graduation_year" if cohort[2] == "届" else "enrolment_year"
            found.setdefault(field, full_year(cohort[1], context.latest_graduation))
        level = read_level(text)[0] if len(text) <= 40 else None
        if level and not ("本科" in text and ("研究生" in text or "硕士" in text)):
            found.setdefault("level", level)
        for name in COLLEGE.findall(text):
            while len(name) > 2 and "college" not in found:
                college = context.resolve_college(name)
                if college:
                    found["college"] = college
                name = name[1:]
    return found
