"""Looking for duplicates: candidates of one new person under 20 ms, and a scan of 1,000 who changed."""

from django.db import transaction

from alumni.models import Alumnus, DuplicateCheck
from alumni.services import duplicates
from alumni.services.duplicates.scan import BATCH, look_at

from .apart import run_apart
from .measuring import Result, cost_of, percentile

SECONDS = 20


def measure(site):
    people = list(
        Alumnus.objects.present()
        .order_by("pk")
        .values_list("pk", flat=True)[: site.people : max(site.people // 1_000, 1)]
    )[:1_000]
    costs = [cost_of(lambda p=pk: duplicates.candidates_of(person=p)) for pk in people[:150]]
    worst = percentile([cost.cpu for cost in costs], 95)
    yield Result(
        "candidates of one person", worst, target="< 20 ms", is_met=worst < 20,
        note=f"p95 of CPU; median {percentile([cost.cpu for cost in costs], 50):.1f}",
    )  # fmt: skip

    def scan():
        with transaction.atomic():
            for start in range(0, len(people), BATCH):
                look_at(people=people[start : start + BATCH])
            transaction.set_rollback(True)

    cost = cost_of(scan)
    yield Result(
        "scan of 1,000 who changed", cost.cpu / len(people) * 1_000, note=f"CPU; {cost.wall:,.0f} ms by the clock"
    )
    done = run_apart("duplicates", ",".join(map(str, people)))
    yield Result(
        f"the background's scan for {SECONDS} s: peak memory", done["memory"], "MB", note=f"{done['people']:,} people"
    )


def work(people: str) -> dict:
    """Work off what waits, as the background does, and forget it."""
    with transaction.atomic():
        DuplicateCheck.objects.create(people=[int(person) for person in people.split(",")])
        seen = duplicates.sweep(seconds=SECONDS)
        transaction.set_rollback(True)
    return {"people": seen}
