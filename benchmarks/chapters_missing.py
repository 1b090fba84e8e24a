"""Places without a chapter: the SQL of the page under 300 ms at 1,000,000 people, with what the planner did."""

from django.db import connection

from alumni_office.accounts.roles import Permission
from chapters.queries.overview import places

from .measuring import Result, cost_of
from .search import recorded

TARGET = 300
TRIES = 5


def measure(site):
    reach = site.staff.reach(Permission.ALUMNI_VIEW)
    places.take_places(reach)  # the pages that every question reads are in memory
    costs = [cost_of(lambda: places.take_places(reach)) for _ in range(TRIES)]
    best = min(costs, key=lambda cost: cost.server)
    level = places.level_for(site.people, everyone=True)
    yield Result(
        "places without a chapter: SQL, CPU of the database", best.server, target=f"< {TARGET} ms",
        is_met=best.server < TARGET, note=f"{min(cost.wall for cost in costs):.0f} ms by the clock; one in {level}",
    )  # fmt: skip
    yield Result("places without a chapter: statements", len(recorded(lambda: places.take_places(reach))), "")
    yield Result("places without a chapter: pages read", _buffers(*places.statement(reach, level)), "")


def _buffers(sql: str, params: list) -> int:
    """Pages that EXPLAIN (ANALYZE, BUFFERS) counts, in memory or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
