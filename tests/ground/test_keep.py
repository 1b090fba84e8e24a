"""A backup is worth what its restore brings back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path):
    surroundings = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "EMBEDDED_DURABLE": "0",
        "DEBUG": "1",
        "VENV": str(Path(sys.executable).parent.parent),
    }

    def run(*words, status=0):
        done = subprocess.run(words, cwd=CHECKOUT, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout.strip() or done.stderr.splitlines()[-1:]

    return run


def shell(run, code):
    return run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code)


def test_restore_brings_back_rows_and_files_and_keeps_what_was_there(run, tmp_path):
    run(sys.executable, "manage.py", "migrate", "-v0")
    count = "from alumni_office.accounts.models import User; print(User.objects.count())"
    shell(run, "from alumni_office.accounts.models import User; User.objects.create_user('a@example.edu.cn')")
    media = tmp_path / "var" / "media"
    (media / "jobs").mkdir(parents=True)
    (media / "jobs" / "导出.csv").write_text("姓名")

    backup = Path(run("script/backup"))
    rows = json.loads((backup / "contents.json").read_text())["rows"]
    assert rows["accounts_user"] == 1
    shell(run, "from alumni_office.accounts.models import User; User.objects.all().delete()")
    (media / "jobs" / "导出.csv").unlink()
    assert shell(run, count) == "0"

    said = run("script/restore", str(backup))
    assert f"{sum(rows.values())} rows in {len(rows)} tables are back." in said
    assert shell(run, count) == "1"
    assert (media / "jobs" / "导出.csv").read_text() == "姓名"
    assert run(sys.executable, "manage.py", "migrate", "--check", "-v0") == []
    again = json.loads((Path(run("script/backup", str(tmp_path / "second"))) / "contents.json").read_text())
    assert again["rows"] == rows


def test_a_restore_erases_again_who_was_erased_after_the_backup(run, tmp_path):
    run(sys.executable, "manage.py", "migrate", "-v0")
    models = "from alumni.models import Alumnus, Erasure; from alumni.services import erasing; "
    shell(run, models + "Alumnus.objects.create(name='翀堃犇'); Alumnus.objects.create(name='李娜')")
    backup = run("script/backup")
    shell(run, models + "erasing.erase_person(person_id=Alumnus.objects.get(name='翀堃犇').pk, by=None)")
    names = models + "print(*Alumnus.objects.values_list('name', flat=True), Erasure.objects.count())"
    assert shell(run, names) == "李娜 1"
    assert '{"erased": 1, "noted": 0, "others": 0}' in run("script/restore", backup)
    assert shell(run, names) == "李娜 1"


def test_what_is_no_backup_is_refused(run, tmp_path):
    assert run("script/restore", str(tmp_path), status=1) == [
        f"{tmp_path} is not a backup: database.dump is missing. Give the directory that script/backup named."
    ]
