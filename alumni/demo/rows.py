"""People as lines for COPY, table by table.

Needs no database, so that another process can make the next lines while these are copied in.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from .engagement import TODAY
from .facts import Person
from .people import people
from .university import COLLEGES

NULL = r"\N"
COLUMNS = {
    "alumni_alumnus": "id source entered_at updated_at kind name name_as_written latin_name former_names gender "
    "birth_date life tier country province city industry ethnicity native_place notes "
    "verified_at last_contact_on field_sources",
    "alumni_degree": "source entered_at alumnus_id school_id college_id major level class_name student_no "
    "enrolment_year graduation_year supervisor",
    "alumni_employment": "source entered_at alumnus_id employer job_title started_on ended_on is_current",
    "alumni_contactpoint": "source entered_at alumnus_id kind value postcode state verified_at audience",
    "alumni_alumnustag": "source entered_at alumnus_id tag_id",
    "alumni_honour": "source entered_at alumnus_id title awarded_by year",
    "alumni_interaction": "source entered_at entered_by_id alumnus_id kind happened_on summary",
    "alumni_consent": "source at alumnus_id purpose channel given wording",
}
WORDING = "本人同意校友工作办公室按所列用途和方式与我联系，并知悉可以随时撤回。"
CONFIRMED = '{"city": {"source": "alumnus"}}'


class Known(NamedTuple):
    """Primary keys of what people's rows point at, and the moment of the load."""

    schools: dict[str, int]
    colleges: dict[str, int]
    tags: dict[str, int]
    staff: int
    at: str
    university: str


def make_rows(seed: int, first: int, count: int, first_id: int, known: Known) -> dict[str, str]:
    """The text that COPY reads, by table, for `count` people from number `first` on; ids run from `first_id`."""
    found = people(seed=seed, first=first, count=count, university=known.university)
    return rows_of(found, first_id - first, known)


def rows_of(found: Iterable[Person], offset: int, known: Known) -> dict[str, str]:
    tables: dict[str, list[str]] = {table: [] for table in COLUMNS}
    demo, add = f"demo\t{known.at}", {table: lines.append for table, lines in tables.items()}
    for person in found:
        pk = person.number + offset
        verified = _verified_at(person.number)
        add["alumni_alumnus"](_alumnus(person, pk, demo, known.at, verified if person.is_verified else NULL))
        for d in person.degrees:
            school = known.schools[COLLEGES[d.college].school]
            add["alumni_degree"](
                f"{demo}\t{pk}\t{school}\t{known.colleges[d.college]}\t{d.major}\t{d.level}\t{d.class_name}\t{d.student_no}\t"
                f"{d.enrolment_year}\t{d.graduation_year}\t{d.supervisor}\n"
            )
        for j in person.jobs:
            add["alumni_employment"](
                f"{demo}\t{pk}\t{j.employer}\t{j.title}\t{j.started_on}\t{j.ended_on}\t{'t' if j.is_current else 'f'}\n"
            )
        for c in person.contacts:
            source = "alumnus" if c.by_alumnus else "demo"
            add["alumni_contactpoint"](
                f"{source}\t{known.at}\t{pk}\t{c.kind}\t{c.value}\t{c.postcode}\t{c.state}\t"
                f"{verified if c.state == 'verified' else NULL}\t{c.audience}\n"
            )
        for tag in person.tags:
            add["alumni_alumnustag"](f"{demo}\t{pk}\t{known.tags[tag]}\n")
        for title, giver, year in person.honours:
            add["alumni_honour"](f"{demo}\t{pk}\t{title}\t{giver}\t{year}\n")
        for kind, on, summary in person.interactions:
            add["alumni_interaction"](f"staff\t{known.at}\t{known.staff}\t{pk}\t{kind}\t{on}\t{summary}\n")
        for purpose, channel, given in person.consents:
            add["alumni_consent"](
                f"alumnus\t{known.at}\t{pk}\t{purpose}\t{channel}\t"
                f"{'t' if given else 'f'}\t{WORDING if given else ''}\n"
            )
    return {table: "".join(lines) for table, lines in tables.items()}


def _alumnus(p: Person, pk: int, demo: str, at: str, verified: str) -> str:
    former = "{" + ",".join(f'"{name}"' for name in p.former_names) + "}"
    return (
        f"{pk}\t{demo}\t{at}\t{p.kind}\t{p.name}\t{p.name_as_written}\t{p.latin_name}\t{former}\t{p.gender}\t{p.birth_date}\t"
        f"{p.life}\t{p.tier}\t{p.country}\t{p.province}\t{p.city}\t{p.industry}\t{p.ethnicity}\t{p.native_place}\t{p.notes}\t"
        f"{verified}\t{p.last_contact_on or NULL}\t{CONFIRMED if p.is_verified and p.city else '{}'}\n"
    )


def _verified_at(number: int) -> str:
    return f"{TODAY - timedelta(days=number * 37 % 900)} 10:{number % 60:02d}:00+08"
