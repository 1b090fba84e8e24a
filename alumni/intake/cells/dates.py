# ruff: noqa: E501, SIM905
"""Years and partial dates as people write them: 98级, 九八年七月, 1998.7, 34516, Jul-98, 民国38年."""

import re
from datetime import date, timedelta
from functools import lru_cache

from .han import simplify
from .text import half

DIGITS = str.maketrans("〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖", "0001122233445566778899")
HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十廿卅]+")
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
SERIAL_ORIGIN = date(1899, 12, 30)

YEAR = r"(?P<year>\d{4}|\d{2})"
FULL = re.compile(
    rf"{YEAR}(?:年|[-/.,、]) ?(?P<month>\d{{1,2}})(?:月(?:份)?|[-/.,、]) ?(?P<day>\d{{1,2}})日?(?:[t ]?\d{{1,2}}:\d{{2}}.*)?"
)
MONTH = re.compile(rf"{YEAR}(?:年|[-/.,、]) ?(?P<month>\d{{1,2}})(?:月(?:份|底|初|中旬)?|[-/.])?")
YEAR_ONLY = re.compile(
    rf"{YEAR}(?P<kind>年|级|届|學年|学年|级学生)?(?:[(]?(?:春|夏|秋|冬|上半年|下半年)(?:季)?[)]?)?(?:入学|毕业|左右|前后|生)?"
)
COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])?")
DAY_FIRST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>(?:19|20)\d{2})")
MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>(?:19|20)\d{2})")
SHORT = re.compile(r"(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])")
BLANKS = re.compile(r"\d{4} \d{1,2}(?: \d{1,2})?")
NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -])?(?P<name>[a-z]{3,9})\.?[ ,'’-]*(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?,? +)?(?P<year>\d{4}|\d{2})"
)
YEAR_NAMED = re.compile(r"(?P<year>\d{4})[ -](?P<name>[a-z]{3,9})")
REPUBLIC = re.compile(r"民国(\d{1,3})年?(.*)")
SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter|class of|graduated in|graduated|'|’)", re.I)
COHORT = re.compile(r"(?<!\d)(\d{4}|\d{2}) ?(级|届)")


def arabic(text):
    """Chinese numerals to digits: 一九九八 is 1998, 十二 is 12, 三十 is 30."""

    def digits(match):
        word = match[0].replace("廿", "二十").replace("卅", "三十")
        if "十" in word:
            tens, _, ones = word.partition("十")
            if len(tens) > 1 or len(ones) > 1 or ones == "十":
                return match[0]
            return str(int((tens or "一").translate(DIGITS)) * 10 + int((ones or "零").translate(DIGITS)))
        return word.translate(DIGITS)

    return HAN_NUMBER.sub(digits, text)


def full_year(digits, latest):
    """Four digits from two: the last hundred years up to `latest`."""
    year = int(digits)
    if len(digits) > 2:
        return year
    century = latest // 100 * 100
    return century + year if century + year <= latest else century - 100 + year


@lru_cache(maxsize=16384)
def prepared(text):
    text = simplify(half(text)).strip().lower().strip(".。,;~ ")
    if not text.isascii():
        text = arabic(re.sub("[两二]千(?=[级届年])", "2000", text))
        republic = REPUBLIC.fullmatch(text)
        if republic:
            text = f"{int(republic[1]) + 1911}年{republic[2]}"
        text = text.replace("号", "日").replace("至今", "").replace("约", "").replace("大约", "")
    text = text.replace("~", "-").replace("—", "-").replace("–", "-").replace("－", "-")
    text = re.sub(r" *([-/.年月日级届]) *", r"\1", text)
    text = re.sub(r"(?<=[年月日\d])出?生$", "", text.replace("。", "."))
    if BLANKS.fullmatch(text):
        text = text.replace(" ", "-")
    return re.sub(r"[(](?:春|夏|秋|冬)季?[)]", "", text)


@lru_cache(maxsize=16384)
def read_date(text, latest):
    """("1976", "1976-09" or "1976-09-27", doubt); two-digit years end at `latest`."""
    prepared_text = prepared(text)
    parts = parts_of(prepared_text, latest)
    if parts is None:
        return None, "date_unreadable"
    year, month, day = parts
    if month is None:
        return f"{year:04}", None
    if not 1 <= month <= 12:
        return None, "date_unreadable"
    if day is None:
        return f"{year:04}-{month:02}", None
    try:
        return date(year, month, day).isoformat(), None
    except ValueError:
        return None, "date_unreadable"


def parts_of(text, latest):
    match = COMPACT.fullmatch(text)
    if match:
        return int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None
    match = FULL.fullmatch(text)
    if match:  # 1976-09-00 and 1976-00-00: the zeros say that it is not known
        month, day = int(match["month"]) or None, int(match["day"]) or None
        return full_year(match["year"], latest), month, day if month else None
    match = MONTH.fullmatch(text)
    if match:
        return full_year(match["year"], latest), int(match["month"]) or None, None
    match = MONTH_FIRST.fullmatch(text)
    if match:
        return int(match["year"]), int(match["month"]), None
    match = SHORT.fullmatch(text)
    if match:
        return full_year(match["year"], latest), int(match["month"]), int(match["day"])
    match = YEAR_ONLY.fullmatch(text)
    if match:
        return full_year(match["year"], latest), None, None
    match = DAY_FIRST.fullmatch(text)
    if match:
        first, second = int(match["a"]), int(match["b"])
        month, day = (second, first) if first > 12 else (first, second)
        return int(match["year"]), month, day
    if text.isdecimal() and 10_000 <= int(text) <= 60_000:
        serial = SERIAL_ORIGIN + timedelta(days=int(text))
        return serial.year, serial.month, serial.day
    return english_parts(text, latest)


def english_parts(text, latest):
    match = NAMED_MONTH.fullmatch(text) or YEAR_NAMED.fullmatch(text)
    if match and match["name"][:3] in MONTHS:
        groups = match.groupdict()
        day = groups.get("day") or groups.get("day2")
        return full_year(match["year"], latest), MONTHS[match["name"][:3]], int(day) if day else None
    shorter = SEASON.sub("", text).strip(" ,")
    if shorter != text and YEAR_ONLY.fullmatch(shorter):
        return full_year(YEAR_ONLY.fullmatch(shorter)["year"], latest), None, None
    return None


@lru_cache(maxsize=4096)
def read_year(text, latest):
    """(year, "级", "届" or None, doubt): the suffix says which year it is, whatever the column."""
    text = prepared(text)
    cohort = COHORT.search(text)
    if cohort:
        return full_year(cohort[1], latest), cohort[2], None
    if text.isdecimal() and len(text) == 4:
        return int(text), None, None
    parts = parts_of(text, latest)
    if parts is None:
        leading = re.match(r"(\d{4})(?!\d)", text)
        if leading and 1900 <= int(leading[1]) <= 2100:
            return int(leading[1]), None, None
        return None, None, "year_unreadable"
    return parts[0], None, None


PERIOD = re.compile(r"(.+?\d[年月级]?)(?:-{1,2}|至|到|—)(\d.+)")


@lru_cache(maxsize=4096)
def read_period(text, latest):
    """(enrolment year, graduation year, doubt) of "1994.9-1998.7"."""
    text = prepared(text)
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d{3})", text)
    if len(years) == 2:
        return int(years[0]), int(years[1]), None
    match = PERIOD.fullmatch(text)
    if match:
        first, second = (parts_of(part.strip(), latest) for part in match.groups())
        if first and second:
            return first[0], second[0], None
    return None, None, "year_unreadable"
