import re
from functools import lru_cache

from .countries import CODES, country_before, folded
from .han import simplify
from .regions import CITIES, MUNICIPALITIES, PROVINCES, SUFFIXES
from .text import half

POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
LABELLED_POSTCODE = re.compile(r"[(（\[]?\s*(?:邮编|邮政编码|邮码)?\s*[:：]?\s*(?<!\d)(\d{6})(?!\d)\s*[)）\]]?")
PROVINCE = re.compile("|".join(sorted(PROVINCES, key=len, reverse=True)))
CITY = re.compile("|".join(sorted(CITIES, key=len, reverse=True)))
CITY_STATES = {"SG", "HK", "MO", "MC", "LU", "AE"}
PARTING = re.compile(r"[\s\-/·,，、—]+")  # 山东-济南
STATE = re.compile(r"(?<=\w), ?[A-Z]{2}$")  # Boston, MA: a state, or a province of Canada
STREET = ("路", "街", "道", "大")


@lru_cache(maxsize=4096)
def read_postcode(text, country):
    if country not in (None, "CN"):
        text = half(text).upper()
        return (text, None) if re.fullmatch(r"[A-Z0-9][A-Z0-9 -]{1,10}", text) else (None, "postcode_unreadable")
    text = half(text).replace(" ", "").removesuffix(".0")
    if re.fullmatch(r"[0-8]\d{5}", text):
        return text, None
    if re.fullmatch(r"[1-7]\d{4}", text):  # a number that lost its leading zero: 010010, 030001, 071000
        return f"0{text}", None
    inside = POSTCODE.findall(text)
    return (inside[0], None) if len(inside) == 1 else (None, "postcode_unreadable")


def region_of(address):
    """(province, city) in short names, as far as the beginning of a Chinese address says."""
    return region_of_beginning(address[:14])  # 新疆维吾尔自治区巴音郭楞 fits; few enough to remember


@lru_cache(maxsize=32768)
def region_of_beginning(text):
    text = PARTING.sub("", simplify(text)).removeprefix("中华人民共和国").removeprefix("中国")
    province, rest = "", text
    match = PROVINCE.match(text)
    if match and not text.startswith("吉林市"):
        province = match[0]
        rest = text[len(province) :]
        for suffix in SUFFIXES:
            if rest.startswith(suffix):
                rest = rest.removeprefix(suffix)
                break
    if province in MUNICIPALITIES:
        return (province, province) if not rest.startswith(STREET) else ("", "")
    match = CITY.match(rest)
    if match and (not province or CITIES[match[0]] == province):
        following = rest[len(match[0]) :]
        if province or not following.startswith((*STREET, "区", "县")):
            return CITIES[match[0]], match[0]
    is_bare = province and text == province + rest and rest  # 山东大学 is no address in Shandong
    return ("" if is_bare else province), ""


def read_address(text):
    """(address, postcode written in it or "")"""
    text = text.strip(" ,，;；")
    match = POSTCODE.search(text) and LABELLED_POSTCODE.search(text)
    if match and (match.start() == 0 or match.end() == len(text) or "邮" in match[0]) and len(text) > len(match[0]) + 3:
        rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,，;；:：、/")
        return rest, match[1]
    return text, ""


@lru_cache(maxsize=4096)
def read_city(text):
    """{"city": as written, "province": ..., "country": ...} of a city cell."""
    text = half(text).strip(" ,，")
    code, rest = country_before(text)
    whole = CODES.get(folded(text)) if len(text) > 2 or not text.isascii() else None
    if whole:
        return {"country": whole, **({"city": text} if whole in CITY_STATES else {})}
    if code and rest and rest != text:
        return {**read_city(STATE.sub("", rest)), "country": code}
    province = region_of(text)[0]
    if not province:
        return {"city": text}
    rest = text
    match = PROVINCE.match(simplify(text))
    if (
        match
        and match[0] == province
        and province not in MUNICIPALITIES
        and simplify(text) not in CITIES
        and not text.startswith("吉林市")
    ):
        rest = text[len(province) :]
        for suffix in SUFFIXES:
            if rest.startswith(suffix):
                rest = rest.removeprefix(suffix)
                break
        rest = rest.strip(" ,，-/·")
    elif province in MUNICIPALITIES:
        rest = " ".join(dict.fromkeys(part for part in PARTING.split(text) if part))  # 北京-北京
    found = {"province": province}
    if rest:
        found["city"] = rest
    return found


@lru_cache(maxsize=4096)
def read_place(text):
    """{"country", "province", "city"} of a cell that may hold any of them."""
    text = half(text).strip(" ,，")
    code, rest = country_before(text)
    if code:
        if code in ("CN",) and rest:
            return {"country": "CN", **read_place(rest)}
        found = {"country": code}
        if rest:
            found["city"] = STATE.sub("", rest)
        return found
    return read_city(text)


@lru_cache(maxsize=4096)
def read_province(text):
    text = half(text).strip()
    province, _ = region_of(text)
    return province or simplify(text)
