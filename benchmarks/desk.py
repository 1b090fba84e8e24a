"""The first page: counting its numbers takes under 2 s of the database's CPU, the page under 20 queries."""

from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.queries.overview import snapshot
from alumni_office.accounts.roles import Permission

from .measuring import Result, meter, percentile

MOST_CPU, MOST_QUERIES = 2000, 20


def measure(site):
    reach = site.staff.reach(Permission.ALUMNI_VIEW)
    costs = []
    for _turn in range(5):
        with meter() as found:
            taken = snapshot.take(reach)
        costs.append(found[0].server)
    cpu = percentile(costs, 50)
    note = f"one person in {taken.step}; median of the database's CPU"
    yield Result("numbers of everyone", cpu, "ms", target=f"<= {MOST_CPU} ms", is_met=cpu <= MOST_CPU, note=note)

    client = Client()
    client.force_login(site.staff)
    cache.clear()
    for what in ("when it counts", "from the cache"):
        with override_settings(ALLOWED_HOSTS=["testserver"]), CaptureQueriesContext(connection) as sent:
            client.get(reverse("admin:index"))
        number = len(sent)
        yield Result(
            f"queries of the page {what}", number, "", target=f"< {MOST_QUERIES}", is_met=number < MOST_QUERIES
        )
