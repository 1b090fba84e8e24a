"""How likely two records are one person.

Every fact that the records share or contradict adds to the logarithm (base 10) of the odds: how
much more often one person's two records agree in it than two people's do. A name counts by how
many people have it, a telephone by how many share it, so that a name alone never suffices. The
score says the same from 0 to 100: 50 is even odds, 12.5 more is a hundred times as likely.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log10

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from alumni.queries.duplicates.facts import DegreeFacts, Facts

PROPOSED = 50

EXPECTED = 0.05  # records of a person beyond the first
PEOPLE = 1_000_000  # among whom nothing else but the fact at hand tells a person
# How many may have a name that few in the database have: two characters, three, more.
RARE_NAME = {2: 100, 3: 10}
RARE_LATIN_NAME = 50
RARE_READING = 200
SAME_DEGREE = {"graduation_year": 1.5, "enrolment_year": 1.4, "college": 1.3, "major": 0.5, "class": 0.6, "level": 0.1}
CONTACT = {"phone": 5.0, "email": 5.0, "wechat": 4.5, "qq": 4.5}
LANDLINE = 2.5


@dataclass(frozen=True)
class Reason:
    code: str
    weight: float


def score(
    one: Facts, other: Facts, sizes: Mapping[str, int], sharers: Mapping[tuple[str, str], int]
) -> tuple[int, list[str]]:
    """Return (score, codes of the reasons): the name, what agrees, what differs, weightiest first."""
    name = _name(one, other, sizes)
    others = [*_contacts(one, other, sharers), *_degrees(one, other), *_person(one, other), *_work_and_home(one, other)]
    odds = name.weight + sum(reason.weight for reason in others)
    others.sort(key=lambda reason: (reason.weight < 0, -abs(reason.weight)))
    codes = [name.code, *(reason.code for reason in others if reason.code)]
    return max(0, min(100, round(50 + 6.25 * odds))), list(dict.fromkeys(codes))


def _name(one: Facts, other: Facts, sizes: Mapping[str, int]) -> Reason:
    """The odds to begin with: of all who have this name, how many are this person."""
    if one.name == other.name:
        return _prior("same_name", _bearers(one.name, sizes), EXPECTED)
    if one.name in other.other_names or other.name in one.other_names or one.other_names & other.other_names:
        return _prior("former_name", _bearers(one.name, sizes), EXPECTED / 3)
    common = one.keys & other.keys
    if common:
        bearers = max(RARE_READING, *(sizes.get(key, 0) for key in common))
        only_letters = one.name.isascii() or other.name.isascii()
        return _prior("same_reading", bearers, EXPECTED if only_letters else EXPECTED / 30)
    if _alike(one.name, other.name):
        return _prior("similar_name", PEOPLE / 300, EXPECTED)
    return _prior("other_name", PEOPLE * 50, EXPECTED)


def _prior(code: str, bearers: float, expected: float) -> Reason:
    return Reason(code, log10(expected / bearers))


def _bearers(name: str, sizes: Mapping[str, int]) -> int:
    rare = RARE_LATIN_NAME if name.isascii() else RARE_NAME.get(len(name), 5)
    return max(rare, sizes.get(name, 0))


def _alike(one: str, other: str) -> bool:
    """One character or letter written otherwise."""
    if one.isascii() and other.isascii():
        return fuzz.ratio(one, other) >= 85
    return min(len(one), len(other)) >= 3 and DamerauLevenshtein.distance(one, other) == 1


def _contacts(one: Facts, other: Facts, sharers: Mapping[tuple[str, str], int]) -> Iterator[Reason]:
    weights = []
    for kind, value in one.contacts & other.contacts:
        weight = CONTACT[kind]
        if kind == "phone" and value not in one.mobiles | other.mobiles:
            weight = LANDLINE
        weights.append((max(0.3, weight - 2 * log10(max(1, sharers.get((kind, value), 2) - 1))), kind))
    # Who shares a telephone often shares an e-mail as well: the second says half.
    for rank, (weight, kind) in enumerate(sorted(weights, reverse=True)):
        yield Reason(f"same_{kind}", weight / 2**rank)
    kinds = {kind for kind, _ in one.contacts} & {kind for kind, _ in other.contacts}
    for kind in kinds & {"phone", "email"}:
        if not any(reason == kind for _, reason in weights):
            yield Reason(f"other_{kind}", -0.1)


def _degrees(one: Facts, other: Facts) -> list[Reason]:
    pairs = [_degree(mine, theirs) for mine in one.degrees for theirs in other.degrees]
    best = max(pairs, key=lambda reasons: sum(reason.weight for reason in reasons), default=[])
    numbers = {
        (mine.school, mine.student_no)
        for mine in one.degrees
        for theirs in other.degrees
        if mine.student_no and mine.student_no == theirs.student_no and _same_or_unknown(mine.school, theirs.school)
    }
    return [*best, Reason("same_student_no", 5.0)] if numbers else best


def _degree(mine: DegreeFacts, theirs: DegreeFacts) -> list[Reason]:
    reasons = []
    levels_differ = bool(mine.level and theirs.level and mine.level != theirs.level)
    year = _year(mine, theirs)
    if year:
        reasons.append(year)
    if mine.college and theirs.college:
        if mine.college == theirs.college or mine.college_name == theirs.college_name:
            reasons.append(Reason("same_college", SAME_DEGREE["college"]))
        else:
            reasons.append(Reason("other_college", -0.5 if levels_differ else -1.2))
    if mine.major and theirs.major:
        if fuzz.ratio(mine.major, theirs.major) >= 80:
            reasons.append(Reason("same_major", SAME_DEGREE["major"]))
        elif not levels_differ:
            reasons.append(Reason("other_major", -0.5))
    if mine.level and mine.level == theirs.level:
        reasons.append(Reason("", SAME_DEGREE["level"]))
    if year and year.weight > 0 and mine.class_name and theirs.class_name:
        same = mine.class_name == theirs.class_name
        reasons.append(Reason("same_class", SAME_DEGREE["class"]) if same else Reason("other_class", -0.5))
    numbers_differ = mine.student_no and theirs.student_no and mine.student_no != theirs.student_no
    if numbers_differ and not levels_differ and _same_or_unknown(mine.school, theirs.school):
        # Two numbers in one school at one level are two people, or one who studied there twice.
        reasons.append(Reason("other_student_no", -0.5 if year and year.weight < 0 else -3.0))
    return reasons


def _year(mine: DegreeFacts, theirs: DegreeFacts) -> Reason | None:
    for field in ("graduation_year", "enrolment_year"):
        one, other = getattr(mine, field), getattr(theirs, field)
        if one and other:
            if one == other:
                return Reason(f"same_{field}", SAME_DEGREE[field])
            near = abs(one - other) == 1
            levels_differ = bool(mine.level and theirs.level and mine.level != theirs.level)
            return Reason(f"other_{field}", -0.3 if levels_differ else -0.6 if near else -1.5)
    return None


def _same_or_unknown(one, other) -> bool:
    return one is None or other is None or one == other


def _person(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.gender and other.gender:
        yield Reason("", 0.1) if one.gender == other.gender else Reason("other_gender", -2.0)
    if one.birth_date and other.birth_date:
        yield _birth(one, other)
    if one.native_place and other.native_place and fuzz.ratio(one.native_place, other.native_place) >= 80:
        yield Reason("same_native_place", 0.7)
    if one.ethnicity and other.ethnicity and one.ethnicity != other.ethnicity:
        yield Reason("other_ethnicity", -0.8)


def _birth(one: Facts, other: Facts) -> Reason:
    """Who graduated in one year was born within few years: then the year of birth says little."""
    years = {degree.graduation_year for degree in one.degrees} & {degree.graduation_year for degree in other.degrees}
    same_time = bool(years - {None})
    size = min(len(one.birth_date), len(other.birth_date))
    if one.birth_date[:size] == other.birth_date[:size]:
        known = {4: 1.5, 7: 2.6, 10: 4.0}[size]
        return Reason("same_birth_date" if size > 4 else "same_birth_year", known - (1.0 if same_time else 0))
    if size == 10 and DamerauLevenshtein.distance(one.birth_date, other.birth_date) == 1:
        return Reason("near_birth_date", -0.5)  # a digit mistyped or two exchanged
    return Reason("other_birth_date", -2.0)


def _work_and_home(one: Facts, other: Facts) -> Iterator[Reason]:
    if _any_alike(one.employers, other.employers, 90):
        yield Reason("same_employer", 0.8)
    if _any_alike(one.addresses, other.addresses, 90):
        yield Reason("same_address", 0.8)


def _any_alike(some: set[str], others: set[str], ratio: int) -> bool:
    return bool(some & others) or any(
        fuzz.ratio(one, other) >= ratio or (min(len(one), len(other)) >= 4 and fuzz.partial_ratio(one, other) == 100)
        for one in some
        for other in others
    )
