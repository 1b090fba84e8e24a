"""Events for everybody: queries and time of a page that is made anew, and its rate when it is kept."""

import statistics
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.test.utils import override_settings
from django.utils import timezone

from events.models import Event, Place, Session, Speaker, Ticket

from .measuring import Result, cost_of
from .public import against_hello
from .requests import Browser
from .search import recorded

QUERIES = 8
TIMES = 20
PARTS = 12


def measure(site):
    event = full_event()
    pages = {"an event of 12 parts": event.get_absolute_url(), "the list of events": "/events/"}
    with override_settings(ALLOWED_HOSTS=["localhost"], PAGE_CACHE_SECONDS=0):
        visitor = Browser()
        for name, address in pages.items():
            yield from _made_anew(name, lambda a=address: visitor.get(a))
    yield from against_hello(pages)


def _made_anew(name: str, ask: Callable) -> Iterator[Result]:
    ask()
    asked = len(recorded(ask))
    yield Result(f"queries: {name}", asked, "", target=f"<= {QUERIES}", is_met=asked <= QUERIES)
    costs = [cost_of(ask) for _ in range(TIMES)]
    middle, cpu = (statistics.median(each) for each in zip(*((c.wall, c.cpu) for c in costs), strict=True))
    yield Result(f"{name}, made anew", middle, note=f"median of {TIMES}; {cpu:.0f} ms of CPU")


def full_event() -> Event:
    """With a speaker in each part, and four kinds of tickets."""
    starts_at = timezone.now() + timedelta(days=30)
    place, _made = Place.objects.get_or_create(name="基准礼堂", defaults={"capacity": 2000})
    event = Event.objects.create(
        kind="return_day", title="返校日", title_en="Return Day", text="<p>一年一次，校园把门敞开。</p>" * 20,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=12), place=place, capacity=2000, state="open",
        key=uuid.uuid4(),
    )  # fmt: skip
    for number in range(PARTS):
        begins = starts_at + timedelta(hours=number)
        part = Session.objects.create(
            event=event, title=f"环节 {number}", starts_at=begins, ends_at=begins + timedelta(minutes=50), place=place
        )
        Speaker.objects.create(session=part, name="特邀嘉宾", role="讲述者")
    for number in range(4):
        Ticket.objects.create(event=event, name=f"票种 {number}", capacity=500)
    return event
