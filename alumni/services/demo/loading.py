import io
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from alumni.demo.rows import COLUMNS, Known, make_rows
from alumni.hooks import demonstrations
from alumni.models import Alumnus, Source
from alumni_office.accounts.models import User

from . import fill
from .circle import load_circle
from .claims import load_claims
from .logins import COLLEGE, load_logins
from .requests import load_requests
from .searches import load_searches
from .university import load_colleges, load_schools, load_tags

PEOPLE = 3_000
CHUNK = 20_000
BULK = 50_000  # from so many on the search is written after them all
SEED = 2026

Report = Callable[[str, int, int], None]


class AlreadyThere(Exception):
    """People are in the database, and a demonstration beside them was not asked for."""


def load(*, people: int | None = None, seed: int = SEED, beside: bool = False, report: Report = lambda *_: None) -> int:
    """Bring the demonstration up to `people` people (PEOPLE); return how many were added.

    The university, its logins and the first PEOPLE come in one transaction, the others in
    transactions of CHUNK, then what other apps add (`hooks.demonstrations`): a killed load goes on
    with the next call. Raises AlreadyThere when
    anyone is in the database before and `beside` is False.
    """
    people = people or PEOPLE
    done = Alumnus.objects.filter(source=Source.DEMO).count()
    if not beside and Alumnus.objects.exists():
        raise AlreadyThere
    added = max(people - done, 0)
    _without_time_limit()
    with transaction.atomic():
        known, users, finish = load_university()
        if done < PEOPLE:
            first = min(PEOPLE, people)
            copy_in(make_rows(seed, done, first - done, next_id(), known))
            analyze()  # the search rows are written next, by plans that need to know how many came
            done = first
            finish()
            load_requests()
    report("people", done, people)
    in_bulk = people - done >= BULK
    for rows, count in made_ahead(seed, done, people, next_id(), known):
        with transaction.atomic():
            copy_in(rows, with_search=not in_bulk)
        done += count
        report("people", done, people)
    # Inside a caller's transaction the triggers write the search rows at its end, and nobody else sees the people yet.
    if not connection.in_atomic_block and fill.is_needed():
        fill.fill(report=lambda at, total: report("search", at, total))
    analyze()
    for add in demonstrations:
        with transaction.atomic():
            add(users)
    return added


def _without_time_limit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def load_university() -> tuple[Known, dict[str, User], Callable[[], None]]:
    schools = load_schools(name=settings.UNIVERSITY_NAME, english_name=settings.UNIVERSITY_NAME_EN)
    colleges = load_colleges(schools=schools)
    tags = load_tags()
    users = load_logins(colleges=colleges)
    known = Known(
        schools, colleges, tags, users["staff@demo.example"].pk, timezone.now().isoformat(), settings.UNIVERSITY_NAME
    )

    def finish() -> None:
        load_searches(colleges=colleges, tags=tags, users=users)
        load_claims(users=users, college=colleges[COLLEGE])
        load_circle(users=users)

    return known, users, finish


def next_id() -> int:
    return (Alumnus.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def made_ahead(seed: int, first: int, end: int, first_id: int, known: Known) -> Iterator[tuple[dict[str, str], int]]:
    """The rows of people `first` to `end`, chunk by chunk, made by another process while the last ones are copied."""
    chunks = [(at, min(CHUNK, end - at)) for at in range(first, end, CHUNK)]
    if not chunks:
        return
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as maker:
        waiting: list[tuple[Future, int]] = []
        for at, count in chunks:
            waiting.append((maker.submit(make_rows, seed, at, count, first_id + at - first, known), count))
            if len(waiting) > 2:
                future, count = waiting.pop(0)
                yield future.result(), count
        for future, count in waiting:
            yield future.result(), count


def copy_in(rows: dict[str, str], *, with_search: bool = True) -> None:
    """Copy made rows in, inside the caller's transaction."""
    with connection.cursor() as cursor:
        # Nobody may take a primary key between the one that was read and the sequence that follows it.
        cursor.execute("LOCK TABLE alumni_alumnus IN SHARE ROW EXCLUSIVE MODE")
        for table, text in rows.items():
            columns = ", ".join(COLUMNS[table].split())
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(text))
        cursor.execute("SELECT setval(pg_get_serial_sequence('alumni_alumnus', 'id'), max(id)) FROM alumni_alumnus")
        if not with_search:
            # The triggers noted who came; fill() writes them all at once.
            cursor.execute("DELETE FROM alumni_searchqueue")


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join([*COLUMNS, *fill.TABLES, 'alumni_term', 'alumni_termkey'])}")
