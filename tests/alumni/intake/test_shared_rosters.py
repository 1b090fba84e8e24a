"""The six sample rosters, every row and every field against the written truth."""

import json

import pytest
from django.utils import translation

from alumni.intake.refusal import Refused
from alumni.intake.roster import read_roster
from alumni.intake.rows import RowReading
from tests.alumni.intake.samples import COLLEGES, ROSTERS, context

TRUTH = json.loads((ROSTERS / "expected.json").read_text(encoding="utf-8"))["rows"]
FILES = sorted({row["file"] for row in TRUTH if row["status"] != "refuse"})


@pytest.mark.parametrize("filename", FILES)
def test_every_row_and_field_of_a_sample_roster_is_as_expected(filename):
    readings = {
        (item.sheet, item.row): item
        for item in read_roster(ROSTERS / filename, filename, context())
        if isinstance(item, RowReading)
    }
    expected = [row for row in TRUTH if row["file"] == filename]

    assert readings.keys() == {(row["sheet"], row["row"]) for row in expected}
    for row in expected:
        reading = readings[row["sheet"], row["row"]]
        wanted = row.get("expect", {})
        assert (row["row"], reading.status) == (row["row"], row["status"])
        assert {field: reading.fields.get(field) for field in wanted} == wanted


def test_the_truncated_sample_is_refused_with_one_sentence():
    with pytest.raises(Refused) as refusal:
        list(read_roster(ROSTERS / "06-坏文件.xlsx", "06-坏文件.xlsx", context()))

    assert refusal.value.code == "truncated"
    with translation.override("en"):
        assert str(refusal.value) == (
            "This workbook is damaged or was cut off. Open it, save it again and upload the new file."
        )


def test_the_tests_know_the_colleges_of_the_samples():
    assert {row["expect"]["college"] for row in TRUTH if row.get("expect")} == COLLEGES


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (52, ["name_missing"]),
        (53, ["graduation_in_future"]),
        (54, ["phone_too_short"]),
        (55, ["email_invalid"]),
        (56, ["gender_unknown"]),
        (57, ["college_unknown"]),
        (58, ["name_formula"]),
        (59, []),
        (60, ["name_too_long"]),
        (61, ["name_markup"]),
        (62, ["control_character"]),
        (63, []),
    ],
)
def test_each_problem_row_says_its_reason(row, codes):
    name = "05-问题名单.csv"
    readings = {item.row: item for item in read_roster(ROSTERS / name, name, context()) if isinstance(item, RowReading)}

    assert [reason["code"] for reason in readings[row].reasons] == codes
