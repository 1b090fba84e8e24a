"""Organisations: found by name or code, their people, and those that may be one."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from alumni.models import Alumnus
from alumni_office.names import fold, simplify
from donations.models import Organisation, OrganisationPerson

MOST = 200
# 浪潮集团有限公司 and 浪潮集团 are likely one.
PAIRS = r"""
WITH bare AS (
    SELECT id, regexp_replace(names_fold(name), '(股份)?(有限)?(责任)?公司$', '') AS folded, branch_of_id
    FROM donations_organisation WHERE closed_at IS NULL AND merged_into_id IS NULL
)
SELECT a.id, b.id FROM bare a JOIN bare b ON a.folded = b.folded AND a.folded <> '' AND a.id < b.id
WHERE a.branch_of_id IS DISTINCT FROM b.id AND b.branch_of_id IS DISTINCT FROM a.id
AND NOT EXISTS (SELECT FROM donations_organisationsapart x WHERE x.low_id = a.id AND x.high_id = b.id)
ORDER BY a.id, b.id LIMIT %s
"""


@dataclass(frozen=True)
class Pair:
    low: Organisation
    high: Organisation


def listed(user, *, words: str = "", industry: str = "") -> QuerySet[Organisation]:
    rows = Organisation.objects.visible_to(user).select_related("branch_of").annotate(number=Count("people"))
    if industry:
        rows = rows.filter(industry=industry)
    return named(rows, words) if words else rows


def named(rows, words: str):
    words = words.strip()
    called = (
        Q(name__icontains=words) | Q(name__icontains=simplify(words)) | Q(name_en__icontains=words)
        | Q(credit_code=words.upper())
    )  # fmt: skip
    # What led to one that was merged leads to the one that it is.
    before = Organisation.objects.filter(called, merged_into__isnull=False).values("merged_into")
    return rows.filter(called | Q(pk__in=before))


def people_of(user, organisation: Organisation) -> QuerySet[OrganisationPerson]:
    """Those of its people whom `user` may see."""
    seen = Alumnus.objects.visible_to(user).present()
    rows = organisation.people.filter(alumnus__in=seen).select_related("alumnus")
    return rows.order_by("until_on", "part", "pk")


def same(name: str, *, but: Organisation | None = None) -> list[Organisation]:
    """Those on record under this name, however it is spaced and written."""
    first = Organisation.objects.filter(name__icontains=simplify(name.strip())[:2])
    alike = [row for row in first.select_related("merged_into").order_by("pk")[:MOST] if fold(row.name) == fold(name)]
    found = {row.pk: row for row in ((each.merged_into or each) for each in alike)}
    return [row for row in found.values() if row != but]


def alike(organisation: Organisation) -> list[Organisation]:
    """Those that may be this one."""
    sides = [(pair.low, pair.high) for pair in pairs()]
    return [high if low == organisation else low for low, high in sides if organisation in (low, high)]


def pairs() -> list[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [MOST])
        found = cursor.fetchall()
    rows = Organisation.objects.in_bulk({pk for pair in found for pk in pair})
    return [Pair(rows[low], rows[high]) for low, high in found]
