"""manage.py roster: the same services from a shell."""

import json

import pytest
from django.core.management import CommandError, call_command

from alumni.models import Alumnus, Roster, RosterRow
from alumni_office.jobs.models import Job
from tests.alumni.intake.samples import ROSTERS

from .steps import SAMPLES, roster_file

TRUTH = json.loads((ROSTERS / "expected.json").read_text(encoding="utf-8"))["rows"]


def said(capsys, *arguments):
    call_command("roster", *map(str, arguments), "--json")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_without_apply_every_line_is_told_and_nothing_is_written(university, capsys):
    lines = said(capsys, *[ROSTERS / name for name in SAMPLES])

    told = {(line["file"], line["sheet"], line["row"]): line for line in lines}
    assert told.keys() == {(row["file"], row["sheet"], row["row"]) for row in TRUTH}
    for row in TRUTH:
        line = told[row["file"], row["sheet"], row["row"]]
        assert line["status"] == row["status"]
        assert {name: line["fields"].get(name) for name in row.get("expect", {})} == row.get("expect", {})
        assert bool(line["reason"]) == (
            row["status"] != "ok" or (line.get("would") == "ambiguous" and bool(line["reason"]))
        )
    would = [line.get("would") for line in lines]
    assert {word: would.count(word) for word in set(would)} == {
        "created": 534, "updated": 44, "ambiguous": 1, "rejected": 6, "skipped": 1, None: 1,
    }  # fmt: skip
    assert [model.objects.count() for model in (Alumnus, Roster, RosterRow, Job)] == [0, 0, 0, 0]


def test_apply_writes_and_undo_takes_back(university, capsys):
    lines = said(capsys, ROSTERS / SAMPLES[0], "--apply")

    created = {line["person"] for line in lines if line["did"] == "created"}
    assert created == set(Alumnus.objects.values_list("pk", flat=True))
    assert len(created) == 122
    assert said(capsys, "--undo", lines[0]["roster"]) == [{"roster": lines[0]["roster"], "undone": 122, "kept": 0}]
    assert Alumnus.objects.count() == 0


def test_the_college_is_used_where_the_file_names_none(university, capsys, tmp_path):
    lines = said(capsys, roster_file(tmp_path, {"姓名": "王伟"}), "--college", "文学院")

    assert lines[0]["fields"]["college"] == "文学院"
    lines = said(capsys, roster_file(tmp_path, {"姓名": "王伟"}), "--college", "数学系")
    assert lines[0]["fields"]["college"] == "数学学院"
    with pytest.raises(CommandError):
        call_command("roster", str(roster_file(tmp_path, {"姓名": "王伟"})), "--college", "魔法学院")


def test_without_colleges_every_row_of_one_must_be_mapped(db, capsys):
    lines = said(capsys, ROSTERS / SAMPLES[0])

    assert {(line["status"], line["would"]) for line in lines} == {("error", "rejected"), ("skip", "skipped")}
