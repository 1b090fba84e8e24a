"""Registering for one event, by 2 workers at once: the service against the bare SQL transaction of the same rows."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import django
from django.db import connection, transaction
from django.utils import timezone

from .measuring import Result

WORKERS = 2
SECONDS = 4.0
ROUNDS = 3  # in turns, so that a busy machine slows both alike; the middle one counts
SIDES = ("service", "bare", "bare without its mail")
WIDE = 10_000_000  # seats: nobody waits

INSERT = """
INSERT INTO events_registration (event_id, name, reading, email, phone, language, state, seats, source, note, code, key,
    version, registered_at, end_reason)
VALUES (%s, %s, 'li lai bin', %s, '', 'zh-hans', 'confirmed', 1, 'self', '', %s, %s, 1, now(), '') RETURNING id
"""
MAIL = """
INSERT INTO mail_message (purpose, "to", reply_to, subject, text, html, message_id, key, epoch, state, attempts, due_at,
    created_at, error, answer)
VALUES ('events.registration', %s, '', %s, %s, '', %s, %s, 0, 'due', 0, now(), now(), '', '')
"""


def measure(site):
    rates: dict[str, list[float]] = {side: [] for side in SIDES}
    event_id = _event()
    try:
        for _each in range(ROUNDS):
            for side in SIDES:
                rates[side].append(_together(side, event_id))
    finally:
        _forget(event_id)
    ours, bare, unmailed = (sorted(rates[side])[ROUNDS // 2] for side in SIDES)
    yield Result(
        f"registrations a second, {WORKERS} workers, one event", ours, "/s", bare, ours / bare, ">= 0.5 x",
        ours / bare >= 0.5,
        note="limit writes the same rows: lock the event, insert the registration (a trigger counts its seat) and its "
        "mail, commit",
    )  # fmt: skip
    yield Result(
        "the same, the limit without the mail", ours, "/s", unmailed, ours / unmailed,
        note="limit: lock the event, insert the registration, commit: nobody is told",
    )  # fmt: skip


def _event() -> int:
    from events.models import Event

    starts_at = timezone.now() + timedelta(days=30)
    return Event.objects.create(
        kind="return_day", title="压测返校日", state="open", starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8), capacity=WIDE, guests_allowed=True, key=uuid4(),
    ).pk  # fmt: skip


def _forget(event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM mail_message WHERE purpose = 'events.registration'")
        cursor.execute("DELETE FROM events_registration WHERE event_id = %s", [event_id])
        cursor.execute("DELETE FROM events_event WHERE id = %s", [event_id])


def _together(side: str, event_id: int) -> float:
    """Registrations a second of all workers, which begin when all of them are ready."""
    command = [sys.executable, "-m", "benchmarks.event_registration", side, str(event_id)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen(command, **pipes) for _each in range(WORKERS)]
    for worker in workers:
        worker.stdout.readline()
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return sum(int(worker.communicate()[0].split()[-1]) for worker in workers) / SECONDS


def _work(side: str, event_id: int) -> int:
    """How many this worker makes in the time."""
    sides = (_service(event_id), lambda n: _bare(event_id, n), lambda n: _bare(event_id, n, mailed=False))
    one = dict(zip(SIDES, sides, strict=True))[side]
    one(0)  # everything is imported and connected
    print("ready", flush=True)
    sys.stdin.readline()
    done, ends = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        done += 1
        one(done)
    return done


def _service(event_id: int):
    from django.utils import translation

    from events.models import Event
    from events.services.registering.enrolling import register
    from events.services.registering.wishes import Wish

    event, mine = Event.objects.get(pk=event_id), os.getpid()
    translation.activate("zh-hans")

    def one(number: int) -> None:
        wish = Wish(name="李来宾", email=f"{mine}-{number}@example.com", language="zh-hans")
        register(event=event, wish=wish, key=uuid4(), by=None)

    return one


def _bare(event_id: int, number: int, *, mailed: bool = True) -> None:
    mine = f"{os.getpid()}-{number}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT capacity, taken FROM events_event WHERE id = %s FOR NO KEY UPDATE", [event_id])
        cursor.execute(INSERT, [event_id, "李来宾", f"{mine}@bare.example", uuid4().hex[:12], uuid4()])
        row = cursor.fetchone()[0]
        if mailed:
            cursor.execute(MAIL, [f"{mine}@bare.example", "您已报名", "字" * 300, uuid4().hex, f"bench-{row}"])


if __name__ == "__main__":
    django.setup()
    print(_work(sys.argv[1], int(sys.argv[2])))
