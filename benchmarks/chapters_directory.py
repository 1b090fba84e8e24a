"""The public directory at 1,000 chapters: queries and time when it is made, and its rate when it is kept."""

import statistics
from collections.abc import Callable, Iterator
from datetime import date

from django.test.utils import override_settings

from alumni.models.places import COUNTRIES, Province
from alumni_office.ui.worldtiles import CONTINENT_OF
from chapters.models import Chapter

from .measuring import Result, cost_of
from .public import against_hello
from .requests import Browser
from .search import recorded

CHAPTERS = 1_000
QUERIES = 8
TIMES = 20
ABROAD = 4  # one in so many


def measure(site):
    fill()
    page = Chapter.objects.living().filter(terms__isnull=False).order_by("pk")[0].public_url
    pages = [
        ("directory", "/chapters/", {}),
        ("its overseas part", "/chapters/", {"kind": "overseas"}),
        ("a chapter", page, {}),
    ]
    with override_settings(ALLOWED_HOSTS=["localhost"], PAGE_CACHE_SECONDS=0):
        visitor = Browser()
        for name, address, query in pages:
            yield from _made_anew(name, lambda a=address, q=query: visitor.get(a, **q))
    yield from against_hello({"directory": "/chapters/", "home with its map": "/"})


def _made_anew(name: str, ask: Callable) -> Iterator[Result]:
    ask()
    asked = len(recorded(ask))
    yield Result(f"queries: {name} at {CHAPTERS:,}", asked, "", target=f"<= {QUERIES}", is_met=asked <= QUERIES)
    costs = [cost_of(ask) for _ in range(TIMES)]
    middle, cpu = (statistics.median(each) for each in zip(*((c.wall, c.cpu) for c in costs), strict=True))
    yield Result(f"{name} at {CHAPTERS:,}, made anew", middle, note=f"median of {TIMES}; {cpu:.0f} ms of CPU")


def fill() -> None:
    """Chapters beside those of the demonstration, until there are CHAPTERS that everyone sees."""
    missing = CHAPTERS - Chapter.objects.listed().count()
    codes = sorted(code for code in CONTINENT_OF if code in COUNTRIES)
    first = Chapter.objects.count()
    made = []
    for number in range(first, first + max(missing, 0)):
        province, country = Province.values[number % len(Province.values)], codes[number % len(codes)]
        where = (
            {"kind": "regional", "province": province} if number % ABROAD else {"kind": "overseas", "country": country}
        )
        made.append(
            Chapter(
                **where, city=f"第{number}城", name=f"第{number}城校友会", name_en=f"Alumni Chapter of Town {number}",
                recognition="active", recognition_since=date(2020, 1, 1), founded_on=date(2019, 1, 1),
            )
        )  # fmt: skip
    Chapter.objects.bulk_create(made)
