"""A bell that cannot be rung holds nobody up: the row is there, and a sweep finds it."""

import logging
import re
import time
from pathlib import Path

import pytest
from celery import Celery

from alumni_office.celery import Task, app
from alumni_office.jobs import tasks

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def broker_away(tmp_path):
    away = Celery("away", task_cls=Task, set_as_current=False)
    away.config_from_object("django.conf:settings", namespace="CELERY")
    away.conf.broker_url = f"redis+socket://{tmp_path}/nobody.sock"
    yield away
    away.close()


def test_publishing_without_a_broker_returns_at_once_and_is_logged(broker_away, caplog):
    @broker_away.task(name="ring")
    def ring():
        raise AssertionError

    started = time.monotonic()
    with caplog.at_level(logging.WARNING):
        assert ring.delay() is None
    assert time.monotonic() - started < 20  # it does not try again: that would be a minute
    assert [record.getMessage() for record in caplog.records if record.name == "alumni_office.celery"] == [
        "The broker is away: ring waits for its sweep."
    ]


def test_tasks_survive_a_lost_worker_and_are_not_started_twice():
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert conf.task_ignore_result is True
    assert conf.task_soft_time_limit < conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]
    assert [queue.name for queue in conf.task_queues] == ["default", "mail", "heavy", "bulk"]


@pytest.mark.parametrize("file", ["Procfile", "deploy/compose.yaml"])
def test_every_queue_has_a_worker_and_a_code_never_waits_behind_a_mailing(file):
    served = [set(found.split(",")) for found in re.findall(r"--queues (\S+)", (CHECKOUT / file).read_text())]
    assert set.union(*served) == {queue.name for queue in app.conf.task_queues}
    assert [queues for queues in served if "bulk" in queues] == [{"bulk"}]


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
    assert tasks.sweep.name in {entry["task"] for entry in app.conf.beat_schedule.values()}
