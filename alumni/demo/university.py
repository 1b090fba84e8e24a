"""The university: schools, colleges as they were called in their time, what became of them, what they teach."""

import re
from functools import cache
from typing import NamedTuple

from .lists import pool, rows

MAJOR = re.compile(r"([^()\s]+)(?:\((\d{4})?-(\d{4})?\))?")
MAIN = "main"
FIRST_YEAR, LAST_YEAR = 1900, 2030


class School(NamedTuple):
    key: str
    name: str
    english_name: str
    founded_on: str
    closed_on: str
    successor: str


class College(NamedTuple):
    key: str  # school/name
    school: str
    name: str
    english_name: str
    aliases: list[str]
    founded_on: str
    closed_on: str
    weight: int
    industries: str


class Succession(NamedTuple):
    predecessor: str
    successor: str
    kind: str
    happened_on: str


def _college(school, name, english, aliases, founded, closed, weight, industries) -> College:
    return College(f"{school}/{name}", school, name, english, aliases.split(), founded, closed, int(weight), industries)


SCHOOLS = [School(*row) for row in rows("schools")]
COLLEGES = {college.key: college for college in (_college(*row) for row in rows("colleges"))}
SUCCESSIONS = [Succession(*row) for row in rows("successions")]
TODAY = [college for college in COLLEGES.values() if college.weight]  # the colleges that exist now
NUMBERS = {college.key: number for number, college in enumerate(TODAY, 11)}  # as student numbers have them
TODAY_POOL = pool((college, college.weight) for college in TODAY)
MAJORS = {
    f"{MAIN}/{name}": [(m, int(since or 0), int(until or 9999)) for m, since, until in MAJOR.findall(text)]
    for name, text in rows("majors")
}


def _years(college: College) -> range:
    """The graduation years whose diplomas carry this college's name: spring of the year after the founding
    to the summer of its last year."""
    founded = int(college.founded_on[:4])
    return range(founded + (college.founded_on[5:7] > "06"), int(college.closed_on[:4] or LAST_YEAR))


def _ancestors(key: str) -> list[str]:
    found = [key]
    for one in found:
        found += [s.predecessor for s in SUCCESSIONS if s.successor == one and s.predecessor not in found]
    return found


@cache
def diplomas(college: str, graduation_year: int) -> list[str]:
    """The colleges whose name a diploma of that year could carry for those who are found under `college` today."""
    return [key for key in _ancestors(college) if graduation_year in _years(COLLEGES[key])]


@cache
def majors(college: str, enrolment_year: int) -> list[str]:
    everything = MAJORS[college]
    return [m for m, since, until in everything if since <= enrolment_year < until] or [everything[0][0]]
