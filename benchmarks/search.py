"""What the search service adds to its own SQL: target 1.5 x at the 95th percentile."""

from django.db import connection

from alumni.queries.search import search

from .measuring import Result, in_turns, percentile

TARGET = 1.5


def measure(site):
    every = []
    for kind, questions in site.questions(40).items():
        pairs = [
            (lambda q=q: search(site.staff, *q), replay(recorded(lambda q=q: search(site.staff, *q))))
            for q in questions
        ]
        ours, raw = in_turns(pairs)
        every += zip(ours, raw, strict=True)
        yield result(f"service against its SQL: {kind}", ours, raw, target=False)
    yield result("service against its SQL: all kinds", *map(list, zip(*every, strict=True)), target=True)


def result(what: str, ours, raw, *, target: bool) -> Result:
    mine, limit = percentile([cost.cpu for cost in ours], 95), percentile([cost.cpu for cost in raw], 95)
    middle = percentile([cost.cpu for cost in ours], 50) / percentile([cost.cpu for cost in raw], 50)
    ratio = mine / limit
    note = f"p95 of CPU; median {middle:.2f} x"
    return Result(
        what, mine, "ms", limit, ratio, f"<= {TARGET} x" if target else "", ratio <= TARGET if target else None, note
    )


def recorded(work) -> list[tuple[str, list]]:
    """The statements that `work` sends."""
    sent = []

    def note(execute, sql, params, many, context):
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return sent


def replay(statements):
    """The same statements through the driver, and their rows fetched: nothing can answer with less."""

    def run():
        with connection.connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

    return run
