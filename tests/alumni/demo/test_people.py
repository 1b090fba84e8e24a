import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from random import Random

import pytest

from alumni.demo.careers import INTAKE
from alumni.demo.lists import pick
from alumni.demo.names import SURPRISING, make_name
from alumni.demo.people import people
from alumni.demo.rows import COLUMNS, Known, make_rows
from alumni.demo.university import COLLEGES
from alumni.models import Alumnus, Consent, ContactPoint, Degree, Interaction
from alumni.models.places import Industry, Province
from tests.waiting import PATIENCE

HASHED = """
import hashlib
from alumni.demo.people import people
print(hashlib.sha256(repr(list(people(seed=7, first=900, count=300, university="某大学"))).encode()).hexdigest())
"""
FICTION = re.compile(
    r"\+861610\d{7}|\+861740[0-5]\d{6}|\+86[1-9]\d{1,2}0\d{7}|\+1\d{3}55501\d\d|\+44(2079460|1614960)\d{3}|\+61[23]5550\d{2,4}"
)


@pytest.fixture(scope="module")
def three_thousand():
    return list(people(seed=2026, first=0, count=3_000, university="山东大学"))


def test_the_same_seed_makes_the_same_people_in_another_process():
    def made(hash_seed):
        surroundings = os.environ | {"PYTHONHASHSEED": hash_seed}
        return subprocess.run(
            [sys.executable, "-c", HASHED], env=surroundings, capture_output=True, check=True, timeout=PATIENCE
        ).stdout

    assert made("1") == made("2")


def test_another_seed_makes_other_people(three_thousand):
    others = list(people(seed=2027, first=0, count=100, university="山东大学"))

    assert sum(one.name == other.name for one, other in zip(three_thousand, others, strict=False)) < 10


def test_a_person_does_not_depend_on_how_many_were_asked_for(three_thousand):
    assert list(people(seed=2026, first=1_490, count=30, university="山东大学")) == three_thousand[1_490:1_520]


def test_nobody_can_be_reached_by_what_is_made(three_thousand):
    contacts = [contact for person in three_thousand for contact in person.contacts]
    values = {
        kind: [contact.value for contact in contacts if contact.kind == kind] for kind in ContactPoint.Kind.values
    }

    assert min(map(len, values.values())) > 100
    assert [value for value in values["email"] if not value.endswith(".example")] == []
    assert [value for value in values["mobile"] + values["phone"] if not FICTION.fullmatch(value)] == []
    assert [value for value in values["wechat"] if not value.startswith("demo_")] == []
    assert [value for value in values["qq"] if not re.fullmatch(r"990\d{8}", value)] == []


def test_names_have_the_frequencies_of_a_real_register():
    random = Random(1).random
    names = [make_name(random, birth_year=pick(random, INTAKE) - 19).whole for _ in range(200_000)]
    share = {
        "王": sum(name[0] == "王" for name in names) / len(names),
        "伟": sum("伟" in name for name in names) / len(names),
        "王伟": names.count("王伟") / len(names),
    }

    assert share == {
        "王": pytest.approx(0.071, abs=0.003),
        "伟": pytest.approx(0.044, abs=0.003),
        "王伟": pytest.approx(0.00094, abs=0.0002),
    }


def test_three_thousand_people_have_one_of_each_rarity(three_thousand):
    names = [person.name for person in three_thousand]

    assert [surname for surname in SURPRISING if not any(name.startswith(surname) for name in names)] == []
    assert any("·" in name for name in names)
    assert any(ord(char) > 0xFFFF for name in names for char in name)
    assert any(person.former_names for person in three_thousand)
    assert any(person.name_as_written not in ("", person.name) for person in three_thousand)
    assert any(not person.latin_name.isascii() for person in three_thousand)
    assert {person.life for person in three_thousand} == set(Alumnus.Life.values)
    assert {person.tier for person in three_thousand} == set(Alumnus.Tier.values)
    assert {person.kind for person in three_thousand} == set(Alumnus.Kind.values)
    assert {len(person.degrees) for person in three_thousand} == {0, 1, 2, 3}
    assert {len(person.jobs) for person in three_thousand} == {0, 1, 2, 3}
    assert {purpose for person in three_thousand for purpose, _, _ in person.consents} == set(Consent.Purpose.values)
    assert {kind for person in three_thousand for kind, _, _ in person.interactions} == set(Interaction.Kind.values)
    assert len({person.country for person in three_thousand}) > 12
    assert len({person.province for person in three_thousand}) > 25
    assert 5 <= Counter(person.tier for person in three_thousand)["outstanding"] <= 40


def test_only_values_that_the_models_know_are_made(three_thousand):
    degrees = [degree for person in three_thousand for degree in person.degrees]

    assert {degree.level for degree in degrees} <= set(Degree.Level.values)
    assert {person.province for person in three_thousand} <= {"", *Province.values}
    assert {person.industry for person in three_thousand} <= {"", *Industry.values}
    assert {contact.state for person in three_thousand for contact in person.contacts} == set(ContactPoint.State.values)


def test_everyone_studied_when_the_college_was_there(three_thousand):
    for person in three_thousand:
        for degree in person.degrees:
            college = COLLEGES[degree.college]
            assert int(college.founded_on[:4]) <= degree.graduation_year
            assert degree.graduation_year <= int(college.closed_on[:4] or 9999)
            assert degree.enrolment_year - person.birth_year >= 17
        assert not [job for job in person.jobs if int(job.started_on[:4]) < person.birth_year + 18]
        last = max((degree.graduation_year for degree in person.degrees), default=0)
        assert last <= 2026
        assert all(date(last or 1900, 1, 1) <= on for _, on, _ in person.interactions)
    assert {d.enrolment_year for p in three_thousand for d in p.degrees} & set(range(1967, 1972)) == set()


def test_some_people_stand_there_twice_and_some_share_a_name_and_a_class(three_thousand):
    again = [(three_thousand[n - 20], three_thousand[n]) for n in range(37, 3_000, 50)]
    namesakes = [
        (three_thousand[n - 3], three_thousand[n]) for b in (0, 1000, 2000) for n in range(b + 77, b + 1_000, 150)
    ]

    assert len(again) == 60
    for first, second in again:
        assert (first.name, first.gender, first.birth_year) == (second.name, second.gender, second.birth_year)
        assert first.degrees[:1] == second.degrees
        began = [int(job.started_on[:4]) for job in second.jobs]
        assert began >= [int(job.started_on[:4]) for job in first.jobs][-1:]
    reached = [{c.value for c in one.contacts} & {c.value for c in two.contacts} for one, two in again]
    assert sum(map(bool, reached)) > 40
    assert len(namesakes) == 21
    for first, second in namesakes:
        assert first.name == second.name
        assert not {c.value for c in first.contacts} & {c.value for c in second.contacts}
        if first.degrees and second.degrees:
            assert first.degrees[0].class_name == second.degrees[0].class_name
            assert first.degrees[0].student_no != second.degrees[0].student_no


def test_every_line_for_copy_has_as_many_cells_as_the_table_has_columns():
    class Anything(dict):
        def __missing__(self, key):
            return 1

    known = Known(Anything(), Anything(), Anything(), 1, "2026-10-15T00:00:00+08:00", "某大学")
    rows = make_rows(1, 0, 1_000, 1, known)

    assert rows.keys() == COLUMNS.keys()
    for table, text in rows.items():
        lines = text.splitlines()
        assert {line.count("\t") + 1 for line in lines} == {len(COLUMNS[table].split())}, table
    assert rows["alumni_alumnus"].count("\n") == 1_000
