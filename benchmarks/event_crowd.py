"""200 people who register for one event in the same moment: by HTTP, against gunicorn as in production."""

import http.client
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from alumni_office.mail.models import Message
from events.models import Event, Registration

from .measuring import Result, number
from .public import WORKERS, production, served

CLIENTS, SEATS = 200, 40
PATIENCE = 60  # seconds until a client gives up
FIELD = re.compile(r'name="(csrfmiddlewaretoken|key)" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What one client got; status 0: nothing."""

    status: int
    seconds: float


def measure(site):
    with tempfile.TemporaryDirectory() as static:
        environment = production(static) | {"STATEMENT_TIMEOUT": "30000"}
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], env=environment, check=True)
        with served(environment) as (port, _process):
            for has_list in (False, True):
                event = _event(has_list)
                try:
                    yield from _said(event, _rush(port, event))
                finally:
                    _forget(event)
    cache.clear()  # how often this machine has registered


def _event(has_list: bool) -> Event:
    starts_at = timezone.now() + timedelta(days=30)
    return Event.objects.create(
        kind="return_day", title="抢票返校日", state="open", starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8), capacity=SEATS, has_waiting_list=has_list, guests_allowed=True,
        key=uuid4(),
    )  # fmt: skip


def _rush(port: int, event: Event) -> list[Answer]:
    """Everybody opens the form at once, and sends it at once when all have it."""
    address, together = f"/events/{event.pk}/register/", threading.Barrier(CLIENTS)

    def one(number: int) -> list[Answer]:
        opened, page, cookies = _ask(port, "GET", address)
        together.wait(timeout=2 * PATIENCE)
        fields = dict(FIELD.findall(page)) | {
            "name": f"来宾{number}", "email": f"crowd-{number}@example.com", "companions": "0",
        }  # fmt: skip
        sent, _page, _cookies = _ask(port, "POST", address, fields, cookies)
        return [opened, sent]

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [answer for answers in pool.map(one, range(CLIENTS)) for answer in answers]


def _ask(
    port: int, method: str, address: str, fields: dict | None = None, cookies: str = ""
) -> tuple[Answer, str, str]:
    """The answer, its page and the cookies that came with it."""
    began = time.perf_counter()
    headers = {"Host": "localhost", "Accept-Language": "zh-CN", "Content-Type": "application/x-www-form-urlencoded"}
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        client.request(method, address, urlencode(fields or {}) or None, headers | {"Cookie": cookies})
        response = client.getresponse()
        page = response.read().decode()
        given = "; ".join(each.partition(";")[0] for each in response.headers.get_all("Set-Cookie", []))
        return Answer(response.status, time.perf_counter() - began), page, given
    except OSError:
        return Answer(0, time.perf_counter() - began), "", ""
    finally:
        client.close()


def _said(event: Event, answers: list[Answer]):
    event.refresh_from_db()
    rows = Counter(Registration.objects.filter(event=event).values_list("state", flat=True))
    kinds = Counter(answer.status for answer in answers)
    bad = sum(many for status, many in kinds.items() if status == 0 or status >= 500)
    slowest = max(answer.seconds for answer in answers)
    what = "with a waiting list" if event.has_waiting_list else "without one"
    told = Message.objects.filter(purpose="events.registration", to__startswith="crowd-").count()
    kept = CLIENTS if event.has_waiting_list else SEATS
    yield Result(
        f"{CLIENTS} at once, {what}: 5xx or no answer", bad, "", target="none", is_met=bad == 0,
        note=f"{WORKERS} workers; answers {dict(sorted(kinds.items()))}; the slowest after {number(slowest)} s",
    )  # fmt: skip
    yield Result(
        f"seats that they got of {SEATS}, {what}", rows["confirmed"], "", target=f"{SEATS}",
        is_met=(rows["confirmed"], event.taken, sum(rows.values()), told) == (SEATS, SEATS, kept, kept),
        note=f"counted by the event: {event.taken}; on the waiting list: {rows['waiting']}; told by mail: {told}",
    )  # fmt: skip


def _forget(event: Event) -> None:
    Message.objects.filter(purpose="events.registration", to__startswith="crowd-").delete()
    Registration.objects.filter(event=event).delete()
    event.delete()
