"""A backup is worth what its restore brings back."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow
CHECKOUT = Path(__file__).resolve().parents[2]


def runner(var):
    """run(*words) with `var` as VAR_DIR: what it prints, or the last line of its complaint."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(var),
        "EMBEDDED_DURABLE": "0",
        "DEBUG": "1",
        "VENV": str(Path(sys.executable).parent.parent),
    }

    def run(*words, status=0, directory=CHECKOUT, **environment):
        done = subprocess.run(
            words, cwd=directory, env=surroundings | environment, capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout.strip() or done.stderr.splitlines()[-1:]

    return run


@pytest.fixture
def run(tmp_path):
    return runner(tmp_path / "var")


@pytest.fixture(scope="module")
def at_rest(tmp_path_factory):
    """A VAR_DIR with a migrated database whose server has stopped: the migrations take longer than all tests here."""
    var = tmp_path_factory.mktemp("at-rest") / "var"
    runner(var)(sys.executable, "manage.py", "migrate", "-v0")
    assert not (var / "postgres" / "postmaster.pid").exists()
    return var


@pytest.fixture
def migrated(at_rest, tmp_path):
    """The same in the test's own VAR_DIR."""
    subprocess.run(["cp", "-a", str(at_rest), str(tmp_path / "var")], check=True, timeout=PATIENCE)  # with its owners


def shell(run, code):
    return run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code)


def test_restore_brings_back_rows_and_files_and_keeps_what_was_there(run, tmp_path, migrated):
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


def test_a_restore_erases_again_who_was_erased_after_the_backup(run, tmp_path, migrated):
    models = "from alumni.models import Alumnus, Erasure; from alumni.services import erasing; "
    shell(run, models + "Alumnus.objects.create(name='翀堃犇'); Alumnus.objects.create(name='李娜')")
    backup = run("script/backup")
    shell(run, models + "erasing.erase_person(person_id=Alumnus.objects.get(name='翀堃犇').pk, by=None)")
    names = models + "print(*Alumnus.objects.values_list('name', flat=True), Erasure.objects.count())"
    assert shell(run, names) == "李娜 1"
    assert '{"erased": 1, "noted": 0, "others": 0}' in run("script/restore", backup)
    assert shell(run, names) == "李娜 1"


@pytest.fixture
def backup(run, migrated):
    return Path(run("script/backup"))


def test_what_is_no_backup_or_a_damaged_one_is_refused_and_changes_nothing(run, tmp_path, backup):
    assert run("script/restore", str(tmp_path), status=1) == [
        f"{tmp_path} is not a backup: database.dump is missing. Give the directory that script/backup named."
    ]
    media = backup / "media.tar"
    media.write_bytes(b"no archive")
    [said] = run("script/restore", str(backup), status=1)
    assert said.startswith(f"{media} is damaged (")
    with tarfile.open(media, "w"):
        pass
    contents = json.loads((backup / "contents.json").read_text())
    contents["rows"]["accounts_user"] += 1
    (backup / "contents.json").write_text(json.dumps(contents))
    [said] = run("script/restore", str(backup), status=1)
    assert said == f"{backup} does not hold what it says: nothing was changed. Take another backup."
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    [said] = run("script/restore", str(backup), status=1)
    assert said.startswith("pg_restore failed:")
    assert shell(run, DATABASES).split() == ["alumni_office", "postgres"]


DATABASES = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname")
    print(*[name for name, in cursor.fetchall()])
"""


def test_a_dump_that_fails_leaves_nothing_that_looks_like_a_backup(run, tmp_path):
    kept = tmp_path / "kept"
    [said] = run("script/backup", str(kept), status=1, DATABASE_URL="postgres://nobody:x@127.0.0.1:1/nothing")
    assert "Connection refused" in said or "port 1 failed" in said or "Is the server running" in said
    assert list(kept.iterdir()) == []


def test_a_directory_is_meant_from_where_one_stands(run, tmp_path, backup):
    made = Path(run(CHECKOUT / "script" / "backup", "near", directory=tmp_path))
    assert made.parent == tmp_path / "near"
    assert "tables are back" in run(CHECKOUT / "script" / "restore", f"near/{made.name}", directory=tmp_path)


def test_rights_of_a_role_that_is_not_here_are_left_out(run, backup):
    """A production's backup comes back on a bare machine, which has no such role."""
    shell(run, SUPERUSER + "cursor.execute('CREATE ROLE alumni_web'); cursor.execute(GRANT)")
    granted = Path(run("script/backup"))
    shell(run, SUPERUSER + "cursor.execute('DROP OWNED BY alumni_web'); cursor.execute('DROP ROLE alumni_web')")
    assert "tables are back" in run("script/restore", str(granted))


SUPERUSER = """
import psycopg2
from alumni_office import embedded
connection = psycopg2.connect(**embedded.postgres.connection(embedded.place()) | {"user": "postgres"})
connection.autocommit = True
cursor = connection.cursor()
GRANT = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO alumni_web"
"""
