"""Names with the frequencies of a real register: one person in fourteen is a 王, one in a thousand a 王伟."""

from typing import NamedTuple

from .lists import parse_pool, pick, pool, rows

SURNAMES = pool((row[0], int(row[1])) for row in rows("surnames"))
SURNAME_LATIN = {row[0]: row[2].capitalize() for row in rows("surnames")}
TRADITIONAL = {row[0]: row[2] for row in rows("characters") if row[2]}
SURNAME_TRADITIONAL = {row[0]: row[3] for row in rows("surnames") if row[3]}
LATIN = {row[0]: row[1] for row in rows("characters")}
GIVEN = {(gender, place, born): parse_pool(text) for gender, place, born, text in rows("given")}
MINORITY = rows("minority")

# Surnames that many systems read or split wrongly; a small demonstration has at least one of each.
SURPRISING = [
    "单", "解", "仇", "查", "盖", "缪", "朴", "乐", "曾", "尉迟", "万俟", "区", "种", "冼", "覃", "尉", "翟", "薄",
    "纪", "任", "宁", "亓", "逄", "綦", "禚", "郇", "仝", "臧", "欧阳", "司马", "诸葛", "上官", "皇甫", "令狐", "慕容",
    "澹台",
]  # fmt: skip
WESTERN = {
    "male": ["David", "Michael", "James", "Kevin", "Eric", "Peter", "Jason", "Daniel", "André"],
    "female": ["Grace", "Linda", "Emily", "Helen", "Cathy", "Jenny", "Alice", "Sophie", "Zoë"],
}
SINGLE_SHARE = 0.205
RARE_SHARE = 0.002
MINORITY_SHARE = 0.006


class Name(NamedTuple):
    gender: str
    surname: str
    given: str
    whole: str
    ethnicity: str
    latin: str  # of a name that pinyin does not spell


def make_name(random, *, birth_year: int, surname: str = "") -> Name:
    if not surname and random() < MINORITY_SHARE:
        whole, gender, ethnicity, latin = pick(random, MINORITY)
        return Name(gender, "", whole, whole, ethnicity, latin)
    gender = "male" if random() < 0.57 else "female"
    surname = surname or pick(random, SURNAMES)
    given = make_given(random, gender, birth_year)
    return Name(gender, surname, given, surname + given, "", "")


def make_given(random, gender: str, birth_year: int) -> str:
    born = "old" if birth_year < 1958 else "middle" if birth_year < 1980 else "young"
    if random() < SINGLE_SHARE:
        return pick(random, GIVEN[gender, "single", born])
    if random() < RARE_SHARE:
        rare = pick(random, GIVEN[gender, "rare", "any"])
        return pick(random, GIVEN[gender, "first", born]) + rare if random() < 0.5 else rare
    first = pick(random, GIVEN[gender, "first", born])
    second = pick(random, GIVEN[gender, "second", born])
    return first + second if first != second or random() < 0.2 else first + pick(random, GIVEN[gender, "second", born])


def pinyin(surname: str, given: str) -> str:
    """zhangwei, as people spell themselves in an e-mail address."""
    return (SURNAME_LATIN.get(surname, "") + "".join(LATIN.get(c, "") for c in given)).lower()


def latin_name(random, name: Name) -> str:
    """One of the ways in which someone abroad is written: Wang Wei, Wei Wang, David Wang."""
    if name.latin:
        return name.latin
    surname, given = SURNAME_LATIN[name.surname], "".join(LATIN[c] for c in name.given).capitalize()
    way = random()
    if way < 0.4:
        return f"{given} {surname}"
    if way < 0.6:
        return f"{surname} {given}"
    western = pick(random, WESTERN[name.gender])
    return f"{western} {surname}" if way < 0.85 else f"{given} ({western}) {surname}"


def traditional(name: Name) -> str:
    """The name in traditional characters, or nothing where they are the same."""
    written = SURNAME_TRADITIONAL.get(name.surname, name.surname) + "".join(TRADITIONAL.get(c, c) for c in name.given)
    return written if written != name.whole else ""
