# ruff: noqa: E501
"""Telephone numbers to E.164: Chinese mobiles by their shape, everything else by libphonenumber."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType, ValidationResult

from ..table import LostDigits
from .numbers import SCIENTIFIC, exact
from .text import half, is_empty

MOBILE = re.compile(r"1[3-9]\d{9}")
LOOSE_MOBILE = re.compile(
    r"(?<![\d])(?:(?:\+|00)?86[- ]?)?0?(1[3-9]\d[-. ]?\d{4}[-. ]?\d{4}|1[3-9]\d{2}[-. ]?\d{3}[-. ]?\d{4}|1[3-9]\d[-. ]?\d{3}[-. ]?\d{5}|1[3-9]\d{3}[-. ]\d{3}[-. ]\d{3}|1[3-9]\d[-. ]\d{5}[-. ]\d{3})(?!\d)"
)
ONE_OF_SEVERAL = re.compile(
    rf"{LOOSE_MOBILE.pattern}|(?<!\d)\(?0\d{{2,3}}\)?[- ]?\d{{7,8}}(?:(?:[-#*转]|ext\.?) ?\d{{1,6}})?(?!\d)", re.I
)
LANDLINE = re.compile(r"0?(?:10|2\d|[3-9]\d{2})\d{7,8}")
AREA_FIRST = re.compile(r"\(?0\d{2,3}\)?[- ]?\d{7,8}")
SERVICE = re.compile(r"[48]00\d{7}")
SPLIT = re.compile(r"[,;、|\n]|或者?|和|及|&|(?<=\d)\s*/+\s*(?=[+(0-9])|/|\\")
WORDS = re.compile(
    r"(?:[一-鿿]+|(?<![a-z])(?:mobile|cell|phone|tel|home|office|work|fax|ph|[mhotp])(?![a-z]))[ :.：]*|[:：]", re.I
)
EXTENSION = re.compile(r"(?:转|ext\.?|x|分机|[#*])\s*[:：]?\s*(\d{1,6})\s*$", re.I)
DASHED_EXTENSION = re.compile(r"^(0\d{2,3}[- ]?\d{7,8})-(\d{1,5})$")
WECHAT_TOO = re.compile(r"微信(?:同号|同步|号?同)|同微信|\(微信\)|（微信）|v同|同v", re.I)
NUMBER = re.compile(r"[+(]?\d[\d\s().+-]*\d")


@dataclass(frozen=True)
class Phones:
    mobiles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    extensions: tuple[tuple[str, str], ...] = ()
    is_wechat: bool = False
    doubt: str | None = None


def read_phones(text, country=None):
    if type(text) is LostDigits:
        return Phones(doubt="phone_lost_digits")
    if len(text) == 11 and MOBILE.fullmatch(text) and country in (None, "CN"):
        return Phones((f"+86{int(text)}",))
    return read_odd_phones(text, country)


@lru_cache(maxsize=8192)
def read_odd_phones(text, country):
    if is_empty(text):
        return Phones()
    line = (
        half(text)
        .replace("—", "-")
        .replace("–", "-")
        .replace("‐", "-")
        .replace("－", "-")
        .replace("−", "-")
        .replace("+ ", "+")
    )
    if len(line) > 400:
        return Phones(doubt="phone_unreadable")
    mobiles, landlines, extensions, doubt = [], [], [], None
    area = ""
    for piece in chain.from_iterable(map(apart, SPLIT.split(line))):
        if not re.search(r"\d", piece):
            continue
        number = chinese_mobiles(piece, country)
        if number:
            mobiles += number
            continue
        piece, extension = without_extension(piece)
        piece = WORDS.sub(" ", piece).strip(" .-()" if piece.count("(") != piece.count(")") else " .-")
        if area and re.fullmatch(r"\d{7,8}", piece):
            piece = area + piece
        kind, found = parsed(piece, country)
        if kind is None:
            doubt = doubt or found
            continue
        (mobiles if kind == "mobile" else landlines).append(found)
        if extension:
            extensions.append((found, extension))
        local = re.match(r"\(?(0\d{2,3})\)?[- ]?\d{7,8}$", piece)
        area = local[1] if local else area
    if not mobiles and not landlines and doubt is None:
        doubt = "phone_unreadable"
    return Phones(
        tuple(dict.fromkeys(mobiles)),
        tuple(dict.fromkeys(landlines)),
        tuple(extensions),
        bool(WECHAT_TOO.search(text)),
        doubt,
    )


def apart(piece):
    """The numbers of a piece in which only blanks or words stand between them: 手机13800138000 家0531-88364701."""
    several = [match[0] for match in ONE_OF_SEVERAL.finditer(piece)]
    if len(several) > 1 and not re.search(r"\d{2}|\+", ONE_OF_SEVERAL.sub(" ", piece)):
        return several
    return [piece]


def chinese_mobiles(piece, country):
    """All the mobiles in a piece that is nothing but mobiles, or []."""
    if country not in (None, "CN", "HK", "MO", "TW") and not re.fullmatch(
        r"\D*(?:(?:\+|00)?86[- ]?)?1[3-9]\d{9}\D*|\D*(?:\+|00)86.*|\D*1[3-9]\d[- ]\d{4}[- ]\d{4}\D*", piece
    ):
        return []
    if re.search(r"\+(?!86)\d|^\s*00(?!86)\d", piece):
        return []
    if country in ("US", "CA") and not phonenumbers.is_valid_number(phonenumbers.parse(piece, "CN")):
        return []
    found = [re.sub(r"\D", "", match) for match in LOOSE_MOBILE.findall(piece)]
    rest = LOOSE_MOBILE.sub(" ", piece)
    return [f"+86{digits}" for digits in found] if not re.search(r"\d{2}", rest) else []


def without_extension(piece):
    dashed = DASHED_EXTENSION.match(piece.strip())
    if dashed:
        return dashed[1], dashed[2]
    match = EXTENSION.search(piece)
    return (piece[: match.start()], match[1]) if match else (piece, "")


def parsed(piece, country):
    """("mobile" or "landline", E.164) or (None, doubt)"""
    if SCIENTIFIC.fullmatch(piece):
        piece = exact(piece)
        if not piece:
            return None, "phone_lost_digits"
    digits = re.sub(r"\D", "", piece)
    is_foreign = piece.startswith("+") or digits.startswith("00")
    if digits.startswith("00"):
        piece = f"+{digits[2:]}"
    if not is_foreign and country in (None, "CN"):
        return chinese(digits)
    try:
        number = phonenumbers.parse(piece, country or "CN")
    except NumberParseException:
        return None, "phone_unreadable"
    kind, found = sorted_number(number)
    if kind is None and AREA_FIRST.fullmatch(piece):  # someone abroad who left a number at home
        return chinese(digits)
    return kind, found


def chinese(digits):
    if digits.startswith("86") and len(digits) >= 12:
        digits = digits[2:]
    if digits.startswith(("017951", "17951")):
        digits = digits.partition("17951")[2]
    if re.fullmatch(r"0?1[3-9]\d{9}", digits):
        return "mobile", f"+86{digits.lstrip('0')}"
    if (LANDLINE.fullmatch(digits) and not digits.startswith("1")) or re.fullmatch(r"0?10\d{8}", digits):
        return "landline", f"+86{digits.lstrip('0')}"
    if SERVICE.fullmatch(digits):
        return "landline", f"+86{digits}"
    if len(digits) in (7, 8) and not digits.startswith("1"):
        return None, "phone_without_area"
    return None, "phone_too_short" if len(digits) < 11 else "phone_unreadable"


def sorted_number(number):
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != ValidationResult.IS_POSSIBLE:
        return None, "phone_too_short" if possible in (
            ValidationResult.TOO_SHORT,
            ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
        ) else "phone_unreadable"
    national = str(number.national_number)
    if number.country_code == 86:
        return chinese(("0" if not national.startswith("1") or len(national) == 10 else "") + national)
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    fixed = phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE
    return ("landline" if fixed else "mobile"), text
