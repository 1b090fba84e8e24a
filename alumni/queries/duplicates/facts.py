"""What is known of people, as the scoring of duplicates takes it: folded, in sets, without models."""

import json
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from alumni.models import ContactPoint
from alumni_office.names import fold

PHONES = (ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE)


class DegreeFacts(NamedTuple):
    school: int | None  # of today's line
    college: int | None  # of today's line
    college_name: str
    level: str
    graduation_year: int | None
    enrolment_year: int | None
    major: str
    class_name: str
    student_no: str


@dataclass(slots=True)
class Facts:
    name: str
    other_names: frozenset[str] = frozenset()
    keys: set[str] = field(default_factory=set)  # the whole name, its readings, the Latin name both ways
    gender: str = ""
    birth_date: str = ""
    native_place: str = ""
    ethnicity: str = ""
    degrees: list[DegreeFacts] = field(default_factory=list)
    contacts: set[tuple[str, str]] = field(default_factory=set)  # (kind, value); telephones are one kind
    mobiles: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    employers: set[str] = field(default_factory=set)


# One row a person: one round trip for however many.
KNOWN = """
    SELECT a.id, a.name, a.name_as_written, a.latin_name, a.former_names, a.gender, a.birth_date, a.native_place,
           a.ethnicity,
           (SELECT array_agg(k.key) FROM alumni_searchkey k WHERE k.person_id = a.id AND k.rank = 1),
           (SELECT json_agg(json_build_array(coalesce(d.school_id, c.school_id), d.college_id, c.name, d.level,
                   d.graduation_year, d.enrolment_year, d.major, d.class_name, d.student_no))::text
              FROM alumni_degree d LEFT JOIN alumni_college c ON c.id = d.college_id WHERE d.alumnus_id = a.id),
           (SELECT json_agg(json_build_array(p.kind, p.value))::text
              FROM alumni_contactpoint p WHERE p.alumnus_id = a.id AND p.value <> ''),
           (SELECT array_agg(e.employer) FROM alumni_employment e WHERE e.alumnus_id = a.id AND e.employer <> '')
    FROM alumni_alumnus a
    WHERE a.id = ANY(%s) AND a.merged_into_id IS NULL AND a.archived_at IS NULL
"""
STEPS = """
    SELECT 'college', predecessor_id, successor_id FROM alumni_succession
    UNION ALL
    SELECT 'school', id, successor_id FROM alumni_school WHERE successor_id IS NOT NULL
"""


def of(people: set[int]) -> dict[int, Facts]:
    """Return the facts of those of these people who are present."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS)
        steps = cursor.fetchall()
        colleges = _lines((one, other) for kind, one, other in steps if kind == "college")
        schools = _lines((one, other) for kind, one, other in steps if kind == "school")
        cursor.execute(KNOWN, [sorted(people)])
        return {row[0]: _facts(row, colleges, schools) for row in cursor}


def _facts(row, colleges: dict[int, int], schools: dict[int, int]) -> Facts:
    _pk, name, written, latin, former, gender, birth_date, native_place, ethnicity, keys, degrees, contacts, jobs = row
    folded = fold(name)
    facts = Facts(
        folded, frozenset(fold(other) for other in (written, latin, *former) if other) - {folded}, set(keys or ()),
        gender, birth_date, native_place, ethnicity, employers={fold(employer) for employer in jobs or ()},
    )  # fmt: skip
    for school, college, college_name, *rest in json.loads(degrees or "[]"):
        level, graduation_year, enrolment_year, major, class_name, student_no = rest
        facts.degrees.append(
            DegreeFacts(
                schools.get(school, school), colleges.get(college, college), fold(college_name or ""), level,
                graduation_year, enrolment_year, fold(major), fold(class_name), student_no,
            )
        )  # fmt: skip
    for kind, value in json.loads(contacts or "[]"):
        if kind == ContactPoint.Kind.ADDRESS:
            facts.addresses.add(fold(value))
            continue
        facts.contacts.add(("phone" if kind in PHONES else kind, value))
        if kind == ContactPoint.Kind.MOBILE:
            facts.mobiles.add(value)
    return facts


def sharers(values: set[tuple[str, str]], limit: int) -> dict[tuple[str, str], int]:
    """Return how many people have each of these (kind, value), counted up to `limit`."""
    kinds, texts = [kind for kind, _ in values], [value for _, value in values]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.kind, v.value, (SELECT count(*) FROM (SELECT FROM alumni_contactpoint c"
            " WHERE c.kind = ANY(CASE v.kind WHEN 'phone' THEN ARRAY['mobile', 'phone'] ELSE ARRAY[v.kind] END)"
            '   AND c.value = v.value COLLATE "C" LIMIT %s) AS counted)'
            " FROM unnest(%s::text[], %s::text[]) AS v(kind, value)",
            [limit, kinds, texts],
        )
        return {(kind, value): count for kind, value, count in cursor}


def _lines(steps) -> dict[int, int]:
    """Return a common number for all that are linked by `steps`."""
    line: dict[int, int] = {}

    def root(pk):
        while line.get(pk, pk) != pk:
            pk = line[pk]
        return pk

    for one, other in steps:
        line[root(one)] = root(other)
    return {pk: root(pk) for pk in line}
