import re

from .cells.han import simplify
from .cells.text import half

SEPARATOR = re.compile(r"\s*[/,，、|;；]\s*|\s+|(?<=学院)[-—－]+|\s*[-—–]\s*")
COLLEGE_FIRST = re.compile(r"(.+?(?:学院|学部))(.+)")
UNIVERSITY_FIRST = re.compile(r"(.+?大学)(.{2,})")
BRACKET = re.compile(r"[(（].*?[)）]")


def read_college(reading, text):
    """The college as the office names it; what else the cell says fills the major and the school."""
    resolve = reading.sheet.college
    fields = reading.fields
    college = resolve(text)
    if college:
        fields.setdefault("college", college)
        return
    found, rest, school = search(resolve, simplify(half(text)))
    if found:
        fields.setdefault("college", found)
        if rest and "major" not in reading.sheet.columns:
            fields.setdefault("major", rest)
        if school and "school" not in reading.sheet.columns:
            fields.setdefault("school", school)
    else:
        reading.doubt("college_unknown", "college", text=text)


def search(resolve, text):
    """(college, major, school) of what may be 山东大学 医学院 护理学系 or 数学学院统计学."""
    for attempt in (text, text.replace(" ", ""), BRACKET.sub("", text).strip()):
        college = resolve(attempt)
        if college:
            return college, "", ""
    match = UNIVERSITY_FIRST.fullmatch(text.replace(" ", ""))
    if match:
        college, rest, _ = search(resolve, match[2])
        if college:
            return college, rest, match[1]
    parts = [part for part in SEPARATOR.split(text) if part]
    if len(parts) > 1:
        for index, part in enumerate(parts):
            college = resolve(part)
            if college:
                others = [other for other in parts[index + 1 :] if not resolve(other)]
                return college, " ".join(others), ""
    match = COLLEGE_FIRST.fullmatch(text)
    if match and resolve(match[1]):
        return resolve(match[1]), match[2].strip(" -—－/"), ""
    return None, "", ""
