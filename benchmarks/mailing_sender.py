"""One process of the mailing benchmark: ours, the bare loop, or Django's own way. Started by benchmarks.mailing."""

import json
import smtplib
import sys
import time
from pathlib import Path

import django

TEMPLATE = "{{ name }}，您好：" + "学校近日举行了新学期的第一次校友返校日活动，来自各地的校友回到母校。\n" * 12


_before = 0.0


def used() -> float:
    """Milliseconds of CPU of this process and its database backend so far."""
    from benchmarks.measuring import backend_cpu, backend_pid

    return time.process_time() * 1000 + backend_cpu(backend_pid())


def ready(go: Path) -> float:
    """Wait for the others; return when the work begins."""
    global _before
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.005)
    _before = used()
    return time.time()


_memory: list[float] = []  # megabytes after a thousand letters, and after the last


def _counting(send):
    """`send` of a line, which looks at the memory after a thousand letters."""
    letters = 0

    def counted(*arguments):
        nonlocal letters
        letters += 1
        if letters == 1000:
            _memory.append(_resident())
        return send(*arguments)

    return counted


def _resident() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def ours(port, what, _mail, go, place, processes):
    from publications.models import Mailing, Sender
    from publications.services import sending
    from publications.services.sending import preparing, running, seats

    running._line.open()
    running._line.send = _counting(running._line.send)
    preparing.open_seats(Mailing.objects.get(pk=what), processes)
    seat = Sender.objects.get(mailing=what, number=place + 1)
    start = ready(go)
    while Mailing.objects.filter(pk=what, state="sending").exists():
        following = str(seats.reserve(seat.pk) or "")
        while following:
            following = sending.run(mailing_id=what, ticket=following)
        time.sleep(0.1)  # the others have the last letters in hand: who looks all the time takes their processor
    _memory.append(_resident())
    return start


def bare(port, what, mail, go, place, processes):
    """The same bytes, and around each mail one durable commit that marks one row sent and the next one sending: one
    UPDATE of two narrow rows, whose answer is read before the next MAIL, as ours is."""
    server = smtplib.SMTP("127.0.0.1", port)
    server.ehlo()

    def say():
        server.mail("alumni@localhost")
        server.rcpt("wang@example.com")
        return server.data(mail)

    return _looped(say, what, go, place, processes)


def lean(port, what, mail, go, place, processes):
    """The bare loop over our own connection, which says MAIL, RCPT and DATA at once where the server lets it."""
    from alumni_office.mail.transport import Line

    line = Line()
    line.open()
    return _looped(lambda: line.send("alumni@localhost", "wang@example.com", mail), what, go, place, processes)


def _looped(say, what, go, place, processes):
    from django.db import connection

    table = f"bench_bare_{place}"
    numbers = range(place, what, processes)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TABLE {table} (id int PRIMARY KEY, state text, answer text) WITH (fillfactor = 80)")
        cursor.execute(f"INSERT INTO {table} SELECT n, 'queued', '' FROM generate_series(0, %s) n", [what + processes])
    start = ready(go)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET state = 'sending' WHERE id = %s", [place])
        for number in numbers:
            answer = say()
            cursor.execute(
                f"UPDATE {table} SET state = CASE WHEN id = %s THEN 'sent' ELSE 'sending' END, answer = %s"
                " WHERE id IN (%s, %s)",
                [number, str(answer), number, number + processes],
            )
        end_of = time.time()
        cursor.execute(f"DROP TABLE {table}")
    return start, end_of


def plain(port, what, _mail, go, place, processes):
    """Django's templates and EmailMultiAlternatives over one connection, and no bookkeeping at all."""
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.template import Context, Template

    text, html = Template(TEMPLATE), Template(f"<p>{TEMPLATE}</p>")
    backend = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
    backend.open()
    start = ready(go)
    for number in range(place, what, processes):
        words = Context({"name": f"王小明{number}"})
        mail = EmailMultiAlternatives(
            "校友通讯 2026 年第 3 期", text.render(words), "alumni@localhost", [f"r{number}@example.com"],
            connection=backend,
        )  # fmt: skip
        mail.attach_alternative(html.render(words), "text/html")
        mail.send()
    return start


def main():
    kind, port, what, file, go, place, processes = sys.argv[1:]
    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    work = {"ours": ours, "bare": bare, "lean": lean, "django": plain}[kind]
    start = work(int(port), int(what), Path(file).read_bytes(), Path(go), int(place), int(processes))
    start, end = start if isinstance(start, tuple) else (start, time.time())
    print(json.dumps([start, end, used() - _before, _memory]), flush=True)


if __name__ == "__main__":
    main()
