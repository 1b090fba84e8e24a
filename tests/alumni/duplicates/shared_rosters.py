"""The people of the six sample rosters, each row a record of its own, and the truth about them."""

import json
from pathlib import Path

from django.db import connection

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Roster, RosterRow
from tests.factories import make_college, make_school

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
TRUTH = json.loads((ROSTERS / "expected.json").read_text(encoding="utf-8"))


def same_people() -> set[frozenset]:
    return {frozenset(map(tuple, group)) for group in TRUTH["same_person"]}


def load() -> dict[tuple, Alumnus]:
    """Return {(file, sheet, row): person} of all rows that are to be taken in."""
    rosters = {}
    people = {}
    for row in TRUTH["rows"]:
        if "expect" not in row or row["status"] not in ("ok", "warning"):
            continue
        roster = rosters.get(row["file"]) or rosters.setdefault(
            row["file"],
            Roster.objects.create(filename=row["file"], file=row["file"], sha256="0" * 64, size=1, state="applied"),
        )
        person = _person(row["expect"])
        people[row["file"], row["sheet"], row["row"]] = person
        RosterRow.objects.create(
            roster=roster, sheet=row["sheet"] or "", number=row["row"], alumnus=person, outcome="created"
        )
    index_now()
    return people


def index_now():
    """Let the search's deferred trigger work inside the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _person(facts) -> Alumnus:
    written = facts.get("name_as_written", "")
    person = Alumnus.objects.create(
        source="roster",
        name=facts["name"],
        name_as_written=written if written != facts["name"] else "",
        latin_name=facts.get("english_name", ""),
        gender=facts.get("gender", ""),
        birth_date=facts.get("birth", ""),
        country=facts.get("country", ""),
        city=facts.get("city", ""),
    )
    school = make_school(facts["school"]) if facts.get("school") else None
    college = make_college(facts["college"], school) if facts.get("college") else None
    Degree.objects.create(
        alumnus=person,
        school=school,
        college=college,
        **{name: facts[name] for name in ("enrolment_year", "graduation_year") if name in facts},
        **{name: facts.get(name, "") for name in ("major", "level", "class_name", "student_no")},
    )
    if facts.get("employer") or facts.get("job_title"):
        Employment.objects.create(
            alumnus=person, employer=facts.get("employer", ""), job_title=facts.get("job_title", "")
        )
    contacts = [("mobile", value) for value in facts.get("mobiles", ())]
    contacts += [("email", value) for value in facts.get("emails", ())]
    contacts += [(kind, facts[kind]) for kind in ("wechat", "address") if facts.get(kind)]
    ContactPoint.objects.bulk_create(ContactPoint(alumnus=person, kind=kind, value=value) for kind, value in contacts)
    return person
