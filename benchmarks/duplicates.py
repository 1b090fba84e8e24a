"""Looking for duplicates: candidates of one new person under 20 ms, and a scan of 1,000 who changed."""

from django.db import transaction

from alumni.models import Alumnus
from alumni.services import duplicates
from alumni.services.duplicates.scan import BATCH, look_at

from .measuring import Result, cost_of, percentile


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
