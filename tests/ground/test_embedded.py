"""The embedded servers under the accidents of a first start. Each test has a directory of its own."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest

from alumni_office import embedded
from alumni_office.embedded import Place, Trouble, postgres, redis
from tests.waiting import PATIENCE, wait_until

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    here = Place(tmp_path / "var", durable=False)
    yield here
    if here.pgdata.exists():
        postgres.stop(here)


def command(here, *arguments, **environment):
    """Start a command on the embedded servers of `here`."""
    surroundings = {"PATH": os.environ["PATH"], "VAR_DIR": str(here.var), "EMBEDDED_DURABLE": "0", "DEBUG": "1"}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=surroundings | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(process):
    """Return the exit status and the output; the errors instead, where the command failed."""
    output, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors if process.returncode else output


def processes_of(here):
    # Where VAR_DIR is long, sockets stand elsewhere, and Redis names its socket only.
    places = {str(here.var), str(here.sockets), str(here.redis_socket)}
    return [p.pid for p in psutil.process_iter() if any(place in " ".join(_words(p)) for place in places)]


def _words(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def refusal(here):
    with pytest.raises(Trouble) as caught, embedded.running(here):
        pass
    return str(caught.value)


def test_servers_run_inside_and_are_gone_outside(here):
    with embedded.running(here):
        assert postgres.is_ready(here)
        assert redis.is_ready(here)
    assert not postgres.is_ready(here)
    assert not redis.is_ready(here)
    assert processes_of(here) == []


def test_the_last_to_leave_stops_them(here):
    with embedded.running(here):
        with embedded.running(here):
            pass
        assert postgres.is_ready(here)
        assert redis.is_ready(here)


def test_three_processes_that_start_at_once_share_one_server(here):
    words = ["-m", "alumni_office.embedded", sys.executable, "-c", "import time; time.sleep(1); print('done')"]
    assert [outcome(process) for process in [command(here, *words) for _ in range(3)]] == [(0, "done\n")] * 3
    assert processes_of(here) == []


def test_a_command_from_a_bare_shell_finds_the_servers_and_leaves_no_process(here):
    status, output = outcome(command(here, "manage.py", "check", "--database", "default"))
    assert (status, output) == (0, "System check identified no issues (0 silenced).\n")
    assert processes_of(here) == []


def test_the_database_knows_chinese(here):
    with embedded.running(here), closing(psycopg2.connect(**postgres.connection(here))) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("SELECT cardinality(show_trgm('山东大学')), upper('é'), lower('Ａ'), '山' ~ '^[[:alpha:]]$'")
        assert cursor.fetchone() == (5, "É", "ａ", True)


def test_the_applications_role_owns_its_database_and_has_the_webs_limits(here):
    with embedded.running(here), closing(psycopg2.connect(**postgres.connection(here))) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, True)
        names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "jit", "listen_addresses")
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
        assert cursor.fetchone() == ("30s", "2s", "1min", "off", "")


def test_the_directory_may_be_long_and_chinese(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    here = Place(tmp_path / "校友 会" / ("d" * 90) / "var", durable=False)
    script = (
        "import django; django.setup();"
        "from django.core.cache import cache; cache.set('k', 'v'); print(cache.get('k'));"
        "from alumni_office.celery import app; app.connection().ensure_connection(max_retries=1); print('broker');"
        "from django.db import connection; connection.ensure_connection(); print('database')"
    )
    process = command(
        here,
        "-m", "alumni_office.embedded", sys.executable, "-c", script,
        DJANGO_SETTINGS_MODULE="alumni_office.settings",
    )  # fmt: skip
    assert outcome(process) == (0, "v\nbroker\ndatabase\n")
    shutil.rmtree(here.sockets, ignore_errors=True)


def test_an_interrupted_initdb_is_begun_again(here):
    making = here.var / "postgres.making"
    making.mkdir(parents=True)
    (making / "PG_VERSION").write_text("18\n")
    with embedded.running(here):
        assert postgres.is_ready(here)
    assert not making.exists()


@pytest.mark.parametrize("lost", ["PG_VERSION", "global/pg_control"])
def test_half_a_database_gets_a_sentence(here, lost):
    with embedded.running(here):
        pass
    (here.pgdata / lost).unlink()
    assert refusal(here) == (
        f"{here.pgdata} is only half a database: move it away (mv {here.pgdata} {here.pgdata}.old) "
        "and start again; script/restore brings back a backup."
    )


def test_a_database_that_lost_its_log_gets_a_sentence(here):
    with embedded.running(here):
        pass
    shutil.rmtree(here.pgdata / "pg_wal")
    said = refusal(here)
    assert said.startswith("PostgreSQL did not start (")
    assert f"move it away (mv {here.pgdata} {here.pgdata}.old): script/restore brings back a backup." in said


def test_a_database_of_another_version_gets_a_sentence(here):
    with embedded.running(here):
        pass
    (here.pgdata / "PG_VERSION").write_text("17\n")
    assert refusal(here).startswith(f"{here.pgdata} was made by PostgreSQL 17, this release brings 18: back it up")


def test_a_killed_server_comes_back_though_another_process_has_its_number(here):
    with embedded.running(here):
        server = psutil.Process(int((here.pgdata / "postmaster.pid").read_text().split()[0]))
        lines = (here.pgdata / "postmaster.pid").read_text().splitlines()
        server.kill()
        wait_until(lambda: not postgres.is_ready(here), "the killed server answers no more")
        (here.pgdata / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        embedded.revive(here)
        assert postgres.is_ready(here)


def test_a_server_that_recovers_is_waited_for(here):
    with embedded.running(here):
        postmaster = psutil.Process(int((here.pgdata / "postmaster.pid").read_text().split()[0]))
        postmaster.suspend()  # it does not answer, and is there
        threading.Timer(7, postmaster.resume).start()
        embedded.revive(here)
        assert postgres.is_ready(here)
        assert postmaster.is_running()


def test_a_killed_redis_comes_back(here):
    with embedded.running(here):
        [pid] = [pid for pid in processes_of(here) if "redis" in psutil.Process(pid).name()]
        psutil.Process(pid).kill()
        wait_until(lambda: not redis.is_ready(here), "the killed Redis answers no more")
        embedded.revive(here)
        assert redis.is_ready(here)


def test_a_redis_whose_socket_was_deleted_is_ended(here):
    with embedded.running(here):
        [pid] = [pid for pid in processes_of(here) if "redis" in psutil.Process(pid).name()]
        here.redis_socket.unlink()
    assert not psutil.pid_exists(pid)


def test_a_full_disk_gets_a_sentence(here, monkeypatch):
    usage = shutil.disk_usage(here.var.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=5 * 2**20))
    assert refusal(here) == (
        f"The disk of {here.var} is full (5 MB free, 200 MB needed): "
        "free some space, or choose another disk with VAR_DIR=..."
    )


def test_a_disk_that_fills_up_during_the_first_start_gets_a_sentence(here, tmp_path, monkeypatch):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(small)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False, timeout=PATIENCE).returncode:
        pytest.skip("may not mount a small disk here")
    try:
        monkeypatch.setattr(sys.modules["alumni_office.embedded.place"], "LEAST_FREE_BYTES", 0)
        there = Place(small / "var", durable=False)
        assert refusal(there) == (
            f"The disk of {there.var} is full: free some space, or choose another disk with VAR_DIR=..."
        )
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True, timeout=PATIENCE)


def test_a_var_that_is_a_file_gets_a_sentence(here):
    here.var.write_text("")
    assert refusal(here) == f"{here.var} is not a directory: move it away, or choose another with VAR_DIR=..."


def test_a_name_that_a_shell_would_change_gets_a_sentence(tmp_path):
    assert "PostgreSQL takes no directory with one of" in refusal(Place(tmp_path / "$HOME"))
    assert not (tmp_path / "$HOME").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_var_that_may_not_be_written_gets_a_sentence(here):
    here.var.mkdir(mode=0o500)
    assert "cannot be written by this user" in refusal(here)


def test_a_url_replaces_an_embedded_server(here, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    with embedded.running(here):
        assert not here.pgdata.exists()
        assert redis.is_ready(here)
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    shutil.rmtree(here.var)
    with embedded.running(here):
        assert not here.var.exists()


def test_an_imitation_takes_the_place_of_a_missing_redis(here, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setattr(redis, "find_server", lambda: None)
    with embedded.running(here):
        assert redis.is_ready(here)
        assert redis.cache_url(here).startswith("redis://127.0.0.1:")
        assert "for trying out only" in capsys.readouterr().err
    assert not redis.is_ready(here)
