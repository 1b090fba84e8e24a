"""The files of deploy/ agree with one another and with the code, as far as that can be seen without running them."""

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.waiting import PATIENCE

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
QUEUES = {queue.name for queue in settings.CELERY_TASK_QUEUES}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_compose_has_every_part_and_one_beat(compose):
    services = compose["services"]
    assert list(services) == ["postgres", "pgbouncer", "redis", "migrate", "web", "worker", "bulk", "beat"]
    assert "@pgbouncer:" in services["web"]["environment"]["DATABASE_URL"]
    assert services["web"]["environment"]["DISABLE_SERVER_SIDE_CURSORS"] == "1"
    assert "@postgres:" in services["worker"]["environment"]["DATABASE_URL"]


def test_compose_migrates_when_the_database_is_made_and_not_before(compose):
    services = compose["services"]
    assert services["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    words = services["postgres"]["healthcheck"]["test"]
    assert words[words.index("-h") + 1] == "127.0.0.1"


def test_compose_reads_no_variable_that_the_sample_lacks(compose):
    sample = (DEPLOY / "production.env.sample").read_text()
    named = set(re.findall(r"\$\{(\w+):\?\}", (DEPLOY / "compose.yaml").read_text()))
    assert named == {"OWNER_PASSWORD", "WEB_PASSWORD"}
    assert all(re.search(rf"^{name}=", sample, re.MULTILINE) for name in named)


def test_the_workers_listen_to_every_queue(compose):
    commands = [shlex.split(compose["services"][name]["command"]) for name in ("worker", "bulk")]
    queues = [set(words[words.index("--queues") + 1].split(",")) for words in commands]
    procfile = (DEPLOY.parent / "Procfile").read_text()
    assert [set(found.split(",")) for found in re.findall(r"--queues (\S+)", procfile)] == queues
    assert queues == [QUEUES - {"bulk"}, {"bulk"}]  # no code waits behind a newsletter
    unit = (DEPLOY / "systemd" / "alumni-worker@.service").read_text()
    assert set(re.findall(r"alumni-worker@(\w+)", unit)) == QUEUES


def test_every_unit_restarts_and_is_confined():
    for file in (DEPLOY / "systemd").glob("*.service"):
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str
        unit.read_string(file.read_text())
        service = unit["Service"]
        assert (service["Restart"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("always", "strict", "yes")


def test_nginx_logs_no_query_and_lets_the_largest_roster_in():
    from alumni.intake import limits

    text = (DEPLOY / "nginx.conf").read_text()
    assert "$request_uri" not in text.split("log_format")[1].split(";")[0]
    assert "$args" not in text
    assert int(re.search(r"client_max_body_size (\d+)m", text)[1]) * 2**20 > limits.MAX_BYTES


def test_the_sample_says_nothing_secret():
    for line in (DEPLOY / "production.env.sample").read_text().splitlines():
        if line.startswith(("SECRET_KEY=", "OWNER_PASSWORD=", "WEB_PASSWORD=")):
            assert line.endswith("=")


def test_nginx_sets_the_headers_on_its_own_answers():
    text = (DEPLOY / "nginx.conf").read_text()
    for header in (
        "Content-Security-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "Referrer-Policy",
    ):
        [variable] = re.findall(rf"add_header {header} (\$\w+) always;", text)
        theirs = header.lower().replace("-", "_")
        assert f"map $upstream_http_{theirs} {variable} {{" in text  # once each, never beside the web's own


def test_the_sample_is_read_alike_by_a_shell_and_by_systemd():
    """deploy/manage sources it, systemd and compose read its lines: what a value holds must not depend on whom."""
    command = ["/bin/sh", "-ec", 'set -a; . "$0"; env -0', DEPLOY / "production.env.sample"]
    done = subprocess.run(
        command,
        env={},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    sourced = dict(line.split("=", 1) for line in done.stdout.split("\0") if "=" in line)
    for line in (DEPLOY / "production.env.sample").read_text().splitlines():
        if line and not line.startswith("#"):
            name, value = line.split("=", 1)
            assert sourced[name] == value.strip('"')
