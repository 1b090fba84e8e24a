"""Senders that are killed, servers that go away: counted at the mail server, never from our own rows.

RECIPIENTS=20000 KILLS=20 script/faults asks it at full size and prints what was counted."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, Consent, ContactPoint
from publications.emails import building
from publications.models import Delivery, Mailing
from publications.queries.progress import ended
from tests.factories import start_mailing
from tests.waiting import PATIENCE, wait_until

from .careless import MARK_LATER, NO_CLAIM
from .sink import Sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

RECIPIENTS = int(os.environ.get("RECIPIENTS", "800"))
KILLS = int(os.environ.get("KILLS", "5"))
CHECKOUT = Path(__file__).resolve().parents[2]
LEASE = 3
LONG = 600  # seconds for a whole mailing


def readers(number):
    people = Alumnus.objects.bulk_create([Alumnus(name="王伟") for _each in range(number)])
    now = timezone.now()
    ContactPoint.objects.bulk_create(
        ContactPoint(alumnus=person, kind="email", value=f"r{place}@example.com", state="verified", verified_at=now)
        for place, person in enumerate(people)
    )
    Consent.objects.bulk_create(
        Consent(alumnus=person, purpose="contact", channel="email", given=True, source="alumnus") for person in people
    )


class Senders:
    """Two of them; one that was killed is replaced. `without` takes a guard out of them."""

    def __init__(self, port, senders=2, without=None):
        self.without = without
        self.environment = os.environ | {
            "EMAIL_URL": f"smtp://127.0.0.1:{port}", "MAIL_LEASE": str(LEASE), "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "alumni_office.settings", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        self.running = [self.start() for _each in range(senders)]

    def start(self):
        kind = "careless" if self.without else "sender"
        command = [sys.executable, "-m", f"tests.publications.{kind}", str(LEASE), connection.settings_dict["NAME"]]
        command += [self.without] if self.without else []
        return subprocess.Popen(command, cwd=CHECKOUT, env=self.environment)

    def kill(self, place):
        self.running[place].kill()
        self.running[place].wait(PATIENCE)
        self.running[place] = self.start()

    def end(self):
        for process in self.running:
            process.kill()
            process.wait(PATIENCE)


def until_done():
    wait_until(lambda: Mailing.objects.filter(state="done").exists(), "the mailing is done", LONG)


def twice(server):
    return [number for number, times in Counter(number for _to, number, _mail in server.stored).items() if times > 1]


def record(mailing, server, states):
    """Write down for script/faults what was counted."""
    if "FAULTS_TABLE" in os.environ:
        said = {building.message_id(pk) for pk in mailing.deliveries.filter(state="sent").values_list("pk", flat=True)}
        arrived = {number for _to, number, _mail in server.stored}
        row = {
            "test": os.environ["PYTEST_CURRENT_TEST"].partition("::")[2].partition(" ")[0], "recipients": mailing.total,
            "sent": states["sent"], "in doubt": states["in_doubt"], "lost": len(said - arrived),
            "twice": len(twice(server)),
        }  # fmt: skip
        with Path(os.environ["FAULTS_TABLE"]).open("a") as file:
            file.write(json.dumps(row) + "\n")


def compare(mailing, server, *, doubts):
    """Rows, figures of the page and the mail server's own count say the same. Returns how many are in doubt."""
    mailing.refresh_from_db()
    states = Counter(mailing.deliveries.values_list("state", flat=True))
    taken = Counter(number for _to, number, _mail in server.stored)
    sent = {building.message_id(pk) for pk in mailing.deliveries.filter(state="sent").values_list("pk", flat=True)}
    doubtful = {
        building.message_id(pk) for pk in mailing.deliveries.filter(state="in_doubt").values_list("pk", flat=True)
    }
    record(mailing, server, states)
    assert mailing.state == "done"
    assert set(states) <= {"sent", "in_doubt"}
    assert twice(server) == []
    assert sent - set(taken) == set()  # lost
    assert set(taken) - sent - doubtful == set()
    assert len(doubtful) <= doubts
    assert ended(mailing.pk) == dict(states)
    return len(doubtful)


def test_killed_senders_lose_nothing_and_send_nothing_twice():
    readers(RECIPIENTS)
    mailing, server, dice = start_mailing(), Sink(), random.Random(7)
    senders = Senders(server.port)
    try:
        for kill in range(1, KILLS + 1):
            wait_until(lambda kill=kill: len(server.stored) >= RECIPIENTS * kill // (KILLS + 1), "letters arrive", LONG)
            time.sleep(dice.random() * 0.05)
            senders.kill(dice.randrange(2))
        wait_until(
            lambda: not Delivery.objects.filter(state__in=["queued", "claimed", "sending"]).exists(),
            "all is sent",
            LONG,
        )
        until_done()
    finally:
        senders.end()
    compare(mailing, server, doubts=KILLS)


def test_killed_between_the_servers_word_and_ours_is_in_doubt_each_time():
    """The mail server itself kills its client after it stored the mail and before it said so."""
    number = 40
    readers(number)
    mailing, killed = start_mailing(), []

    def kill(_recipient):
        if len(server.stored) % 10 == 5 and len(killed) < 3:
            killed.append(len(server.stored))
            senders.running[0].kill()
            return "drop"
        return None

    server = Sink(dot=kill)
    senders = Senders(server.port, senders=1)
    try:
        for times in range(1, 4):
            wait_until(lambda times=times: len(killed) >= times, "the sender is killed once more")
            senders.running[0].wait(PATIENCE)
            senders.running[0] = senders.start()
        until_done()
    finally:
        senders.end()
    assert compare(mailing, server, doubts=3) == 3


def test_connections_of_the_database_that_break_leave_nothing_in_doubt():
    """No sender dies: each has the server's answer in hand and writes it down when the database is back."""
    readers(RECIPIENTS // 2)
    mailing, server = start_mailing(), Sink()
    senders = Senders(server.port)
    try:
        for times in range(1, 7):
            wait_until(lambda times=times: len(server.stored) >= RECIPIENTS // 2 * times // 7, "letters arrive", LONG)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        until_done()
    finally:
        senders.end()
    assert compare(mailing, server, doubts=0) == 0


def test_a_sender_that_was_stopped_for_longer_than_its_lease_sends_nothing_twice():
    """Its letter is in doubt by then, and what it still held is another's: it writes down the late answer, no more."""
    number = 120
    readers(number)
    mailing, stopped = start_mailing(), []

    def stop(_recipient):
        if len(server.stored) == 15 and not stopped:
            stopped.append(senders.running[0])
            senders.running[0].send_signal(signal.SIGSTOP)

    server = Sink(dot=stop)
    senders = Senders(server.port, senders=1)
    try:
        wait_until(lambda: stopped, "the sender is stopped")
        senders.running.append(senders.start())
        wait_until(lambda: Delivery.objects.filter(state="in_doubt").exists(), "its letter is in doubt")
        stopped[0].send_signal(signal.SIGCONT)
        wait_until(
            lambda: Delivery.objects.filter(answer__startswith="late: 250").exists(), "the late answer is written"
        )
        until_done()
        stopped[0].wait(PATIENCE)
    finally:
        senders.end()
    assert compare(mailing, server, doubts=1) == 1


def test_control_a_sender_that_marks_after_the_batch_sends_twice_when_killed():
    """Without the commits around each letter the tests above must see letters sent twice."""
    number = 120
    readers(number)
    start_mailing()
    server = Sink(dot=lambda _recipient: time.sleep(0.01))  # slow enough to die in the middle of its first batch
    senders = Senders(server.port, senders=1, without=MARK_LATER)
    try:
        wait_until(lambda: len(server.stored) >= 20, "letters arrive")
        senders.kill(0)
        wait_until(lambda: len(server.stored) >= number + 5, "letters arrive twice")
    finally:
        senders.end()
    assert len(twice(server)) >= 5


def test_control_senders_that_claim_nothing_send_twice():
    """Without the claim two senders must be seen to take the same letters."""
    readers(200)
    start_mailing()
    both = threading.Event()

    def meet(_recipient):
        """Who came first waits with its batch in hand for the other, however long a process takes to begin."""
        if server.connections >= 2:
            both.set()
        both.wait(40)

    server = Sink(connect=meet, dot=lambda _recipient: time.sleep(0.005))
    senders = Senders(server.port, senders=2, without=NO_CLAIM)
    try:
        wait_until(lambda: twice(server), "a letter arrives twice")
    finally:
        senders.end()


def test_a_sender_grows_no_larger_over_a_mailing():
    """A long mailing in one process: what it holds after the first letters it holds at the end."""
    readers(RECIPIENTS)
    start_mailing()
    sizes = {}

    def weigh(_recipient):
        if len(server.stored) in (RECIPIENTS // 4, RECIPIENTS - 1):
            sizes[len(server.stored)] = memory_of(senders.running[0].pid)

    server = Sink(dot=weigh)
    senders = Senders(server.port, senders=1)
    try:
        until_done()
    finally:
        senders.end()
    early, late = sizes.values()
    assert late - early < 3, sizes  # MB


def memory_of(pid):
    """MB of the process's own memory in use."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon:"))
