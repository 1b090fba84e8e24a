"""Mailings: letters a second against a bare loop with the same commits, rendering, preparing, the progress page."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, Consent, ContactPoint
from alumni_office.accounts.models import User
from publications.emails.building import Letter, Recipient
from publications.models import Delivery, Mailing
from publications.queries.progress import progress
from publications.services import mailings, sending

from .measuring import Result

LETTERS = int(os.environ.get("BENCH_LETTERS", "10000"))
SENDERS = [int(each) for each in os.environ.get("BENCH_SENDERS", str(settings.MAIL_SENDERS)).split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))  # each in the other order than the one before
TEXT = "{{ name|校友 }}，您好：\n\n" + "学校近日举行了新学期的第一次校友返校日活动，来自各地的校友回到母校。\n" * 12
HTML = (
    "<p>{{ name|校友 }}，您好：</p>"
    + "<p>学校近日举行了新学期的第一次校友返校日活动，来自各地的校友回到母校。</p>" * 12
)
FOOT = '<p><a href="{{ unsubscribe }}">退订</a></p>'


def measure(site):
    agree()
    by = User.objects.order_by("pk").first()
    mailing = _prepared(by, Alumnus.objects.all())
    yield Result(
        f"preparing {mailing.total:,} recipients", mailing.took, "s", target="<= 60 s at a million",
        is_met=mailing.took <= 60, note=f"  worker {mailing.memory:.0f} MB",
    )  # fmt: skip
    yield _page(mailing)
    yield _rendering(mailing)
    mailings.stop(mailing_id=mailing.pk, by=by)
    _forget(mailing)
    few = Alumnus.objects.filter(contacts__kind="email").order_by("pk").values("pk")[: LETTERS * 2]
    with Sink() as port:
        for senders in SENDERS:
            yield from _compared(by, few, port, senders)


def agree() -> None:
    """Everybody with an address agrees, once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alumni_consent (alumnus_id, purpose, channel, given, wording, source, at)"
            " SELECT DISTINCT c.alumnus_id, 'contact', 'email', true, '', 'demo', now() FROM alumni_contactpoint c"
            " WHERE c.kind = 'email' AND NOT EXISTS (SELECT FROM alumni_consent s WHERE s.alumnus_id = c.alumnus_id"
            " AND s.purpose = 'contact' AND s.channel = 'email' AND s.given)"
        )
    assert Consent.objects.exists()
    assert ContactPoint.objects.exists()


def _prepared(by, people) -> Mailing:
    words = {"subject": "校友通讯 2026 年第 3 期", "text": TEXT + "{{ unsubscribe }}", "html": HTML + FOOT}
    mailing = mailings.create(by=by, title="benchmark", key=uuid4(), versions=[words], stop_share=100)
    mailings.check(mailing_id=mailing.pk, by=by, expected=1)
    mailings.approve(mailing_id=mailing.pk, by=by)
    mailings.send_now(mailing_id=mailing.pk, by=by)
    start = time.monotonic()
    sending.prepare(mailing_id=mailing.pk, people=people)
    mailing.refresh_from_db()
    mailing.took = time.monotonic() - start
    mailing.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return mailing


def _page(mailing) -> Result:
    times = []
    for _each in range(50):
        start = time.perf_counter()
        progress(mailing)
        times.append(time.perf_counter() - start)
    return Result("figures of the progress page", sorted(times)[25] * 1000, "ms")


def _rendering(mailing) -> Result:
    letter = Letter(mailing, mailing.versions.get())
    rounds = []
    for _round in range(5):  # the best: the others waited for a processor that somebody else had
        start = time.process_time()
        for number in range(1000):
            letter.build(Recipient(number, "王小明", "wang@example.com", {"name": "王小明"}))
        rounds.append(time.process_time() - start)
    each = min(rounds)
    return Result("CPU to render one letter", each, "ms", target="<= 0.1 ms", is_met=each <= 0.1)


def _compared(by, few, port, senders):
    """The bare loop says the same bytes over one kept-open connection of smtplib and makes the same commits, one a
    letter, in a narrow table of its own; it claims, asks and renders nothing. The one that pipelines does so over our
    connection."""
    rounds = [_round(by, few, port, senders, is_turned=number % 2 == 1) for number in range(ROUNDS)]
    ours, bare, lean = ([each[kind] for each in rounds] for kind in ("ours", "bare", "lean"))
    speed, cpu = _middle(each.speed for each in ours), _middle(each.cpu for each in ours)
    ratio = _ratio(ours, bare)
    note = f"  {senders} senders, {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}, {Sink.name}"
    yield Result(
        f"{ours[0].letters:,} letters, a second: bare loop is the limit", speed, "/s",
        _middle(each.speed for each in bare), ratio, ">= 0.6 x", ratio >= 0.6, note,
    )  # fmt: skip
    yield Result(
        "the same, a bare loop that pipelines is the limit", speed, "/s", _middle(each.speed for each in lean),
        _ratio(ours, lean),
    )  # fmt: skip
    bare_cpu = _middle(each.cpu for each in bare)
    yield Result("CPU a letter, database too: bare loop", cpu, "ms", bare_cpu, bare_cpu / cpu)
    yield from _others(port, ours[-1])
    if len(ours[-1].memory) > 1:
        first, last = ours[-1].memory[0], ours[-1].memory[-1]
        yield Result(
            f"memory of a sender after {ours[0].letters // senders:,} letters: after 1,000", last, "MB", first,
            last / first, "<= 1.1 x", last <= 1.1 * first,
        )  # fmt: skip


def _round(by, few, port, senders, *, is_turned):
    """Send one mailing each way; return what each took."""
    mailing = _prepared(by, Alumnus.objects.filter(pk__in=few))
    mail, count = _mail(mailing), mailing.total
    took = {}
    for kind in ("lean", "ours", "bare") if is_turned else ("bare", "ours", "lean"):
        took[kind] = _timed(kind, port, mailing.pk if kind == "ours" else count, mail, senders, count)
    sent = Delivery.objects.filter(mailing=mailing, state="sent").count()
    assert sent == count, f"{sent} of {count}"
    _forget(mailing)
    return took


def _mail(mailing) -> bytes:
    return Letter(mailing, mailing.versions.get()).build(Recipient(1, "王小明", "wang@example.com", {"name": "王小明"}))


def _middle(values) -> float:
    return statistics.median(values)


def _ratio(ours, limits) -> float:
    return _middle(mine.speed / limit.speed for mine, limit in zip(ours, limits, strict=True))


def _others(port, ours):
    """Django's own way, and django-newsletter's."""
    plain = _timed("django", port, ours.letters // 4, b"", 1, ours.letters // 4)
    yield Result(
        "the same, EmailMultiAlternatives is the limit", ours.speed, "/s", plain.speed, ours.speed / plain.speed,
        ">= 1 x", ours.speed >= plain.speed,
    )  # fmt: skip
    yield Result("CPU a letter, EmailMultiAlternatives", ours.cpu, "ms", plain.cpu, plain.cpu / ours.cpu)
    yield _newsletter(port, ours, ours.letters // 20)


@dataclass(frozen=True)
class Timed:
    """Letters a second, from the moment that all processes are ready to the end of the last one; ms of CPU of senders
    and their backends for each letter."""

    letters: int
    speed: float
    cpu: float
    memory: tuple[float, ...] = ()


def _newsletter(port: int, ours: Timed, letters: int) -> Result:
    """django-newsletter, by the Python that NEWSLETTER_PYTHON names (benchmarks/newsletter.txt)."""
    python = os.environ.get("NEWSLETTER_PYTHON")
    if not python:
        return Result("django-newsletter: skipped", 0, "/s", note="  not installed: see benchmarks/newsletter.txt")
    with tempfile.TemporaryDirectory() as directory:
        go = Path(directory) / "go"
        go.touch()
        environment = {name: os.environ[name] for name in ("PATH", "LC_ALL") if name in os.environ}
        done = subprocess.run(
            [python, "benchmarks/newsletter_sender.py", str(port), str(letters), str(go)], env=environment,
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    start, end, cpu = json.loads(done.stdout.splitlines()[-1])
    speed = letters / (end - start)
    return Result(
        "the same, django-newsletter is the limit", ours.speed, "/s", speed, ours.speed / speed, ">= 3 x",
        ours.speed >= 3 * speed, f"  its CPU a letter {cpu / letters:.2f} ms",
    )  # fmt: skip


def _timed(kind: str, port: int, what: int, mail: bytes, processes: int, letters: int) -> Timed:
    with tempfile.TemporaryDirectory() as directory:
        go, file = Path(directory) / "go", Path(directory) / "mail"
        file.write_bytes(mail)
        environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        command = [sys.executable, "-m", "benchmarks.mailing_sender", kind, str(port), str(what), str(file), str(go)]
        started = [
            subprocess.Popen([*command, str(place), str(processes)], env=environment, stdout=subprocess.PIPE, text=True)
            for place in range(processes)
        ]
        for process in started:
            assert process.stdout.readline() == "ready\n"
        go.touch()
        said = [json.loads(process.stdout.readline()) for process in started]
        starts, ends, cpu, memory = zip(*said, strict=True)
        for process in started:
            process.wait()
        return Timed(letters, letters / (max(ends) - min(starts)), sum(cpu) / letters, tuple(memory[0]))


def _forget(mailing) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publications_delivery WHERE mailing_id = %s", [mailing.pk])
    Mailing.objects.filter(pk=mailing.pk, state="done").update(ended_at=timezone.now())


class Sink:
    """smtp-sink of postfix where there is one, else the tests' own."""

    name = ""

    def __enter__(self) -> int:
        from tests.publications.sink import free_port

        port = free_port()
        program = os.environ.get("SMTP_SINK") or shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin")
        if program:
            Sink.name = "smtp-sink"
            account = [] if os.geteuid() else ["-u", "nobody"]
            command = [program, *account, f"127.0.0.1:{port}", "200"]
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        else:
            Sink.name = "the tests' sink"
            directory = tempfile.mkdtemp()
            self.process = subprocess.Popen([sys.executable, "tests/publications/sink.py", directory, str(port)])
        time.sleep(1)
        return port

    def __exit__(self, *_error) -> None:
        self.process.kill()
        self.process.wait()
