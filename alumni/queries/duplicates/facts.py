"""What is known of people, as the scoring of duplicates takes it: folded, in sets, without models."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from alumni.models import Alumnus, College, ContactPoint, Degree, Employment, School, SearchKey, Succession
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


class Lines:
    """Colleges and schools that became one another count as one."""

    def __init__(self):
        self.colleges = _lines(Succession.objects.values_list("predecessor_id", "successor_id"))
        self.schools = _lines(School.objects.exclude(successor=None).values_list("pk", "successor_id"))
        self.names = {
            pk: (fold(name), school) for pk, name, school in College.objects.values_list("pk", "name", "school")
        }

    def degree(self, school, college, *rest) -> DegreeFacts:
        name, its_school = self.names.get(college, ("", None))
        school = school or its_school
        level, graduation_year, enrolment_year, major, class_name, student_no = rest
        return DegreeFacts(
            self.schools.get(school, school), self.colleges.get(college, college), name,
            level, graduation_year, enrolment_year, fold(major), fold(class_name), student_no,
        )  # fmt: skip


def of(people: set[int], lines: Lines | None = None) -> dict[int, Facts]:
    """Return the facts of those of these people who are present."""
    ids = sorted(people)
    lines = lines or Lines()
    known = {}
    for pk, name, written, latin, former, *rest in (
        Alumnus.objects.present().filter(pk__in=ids).values_list(
            "pk", "name", "name_as_written", "latin_name", "former_names", "gender", "birth_date",
            "native_place", "ethnicity",
        )
    ):  # fmt: skip
        folded = fold(name)
        others = frozenset(fold(other) for other in (written, latin, *former) if other) - {folded}
        known[pk] = Facts(folded, others, set(), *rest)
    ids = sorted(known)
    for pk, key in SearchKey.objects.filter(person__in=ids, rank=SearchKey.Rank.HEAD).values_list("person_id", "key"):
        known[pk].keys.add(key)
    _add_degrees(known, ids, lines)
    for pk, kind, value in ContactPoint.objects.filter(alumnus__in=ids).values_list("alumnus_id", "kind", "value"):
        if kind == ContactPoint.Kind.ADDRESS:
            known[pk].addresses.add(fold(value))
        else:
            known[pk].contacts.add(("phone" if kind in PHONES else kind, value))
            if kind == ContactPoint.Kind.MOBILE:
                known[pk].mobiles.add(value)
    for pk, employer in (
        Employment.objects.filter(alumnus__in=ids).exclude(employer="").values_list("alumnus_id", "employer")
    ):
        known[pk].employers.add(fold(employer))
    return known


def _add_degrees(known: dict[int, Facts], ids: list[int], lines: Lines) -> None:
    rows = Degree.objects.filter(alumnus__in=ids).values_list(
        "alumnus_id", "school_id", "college_id", "level", "graduation_year", "enrolment_year", "major",
        "class_name", "student_no",
    )  # fmt: skip
    for pk, *row in rows:
        known[pk].degrees.append(lines.degree(*row))


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
