"""Rows of a roster for a page, and figures over them."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Prefetch

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Roster, RosterRow
from alumni_office.accounts.roles import Permission

PAGE = 50
UNKNOWN = """
SELECT said.reason -> 'params' ->> 'text' AS text, count(*)
  FROM alumni_rosterrow AS row CROSS JOIN LATERAL jsonb_array_elements(row.reasons) AS said(reason)
 WHERE row.roster_id = %s AND row.outcome <> '' AND said.reason ->> 'code' = %s
 GROUP BY text ORDER BY count(*) DESC, text LIMIT 100
"""


@dataclass(frozen=True)
class RowPage:
    rows: list[RosterRow]
    after: int | None  # the cursor of the next page
    is_first: bool


def filenames(ids: set[int]) -> dict[int, str]:
    return dict(Roster.objects.filter(pk__in=ids).values_list("pk", "filename"))


def outcome_counts(roster: Roster) -> dict[str, int]:
    """{outcome: rows}, every outcome named, in the order in which pages show them."""
    found = dict(roster.rows.exclude(outcome="").values_list("outcome").annotate(rows=Count("pk")).order_by("outcome"))
    return {str(outcome): found.get(outcome, 0) for outcome in RosterRow.Outcome.values}


def row_page(roster: Roster, *, outcome: str = "", after: int = 0, kept: bool = False) -> RowPage:
    """One page in the order of the file."""
    rows = roster.rows.filter(pk__gt=after).exclude(outcome="")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if kept:
        rows = rows.filter(journal__has_key="kept")
    found = list(rows.order_by("pk")[: PAGE + 1])
    more = len(found) > PAGE
    return RowPage(found[:PAGE], found[PAGE - 1].pk if more else None, not after)


def unknown_names(roster: Roster, code: str) -> list[tuple[str, int]]:
    """[(what the file says, rows)] of colleges or schools that nobody knows, commonest first."""
    with connection.cursor() as cursor:
        cursor.execute(UNKNOWN, [roster.pk, code])
        return cursor.fetchall()


def undecided(roster: Roster) -> int:
    return roster.rows.filter(outcome=RosterRow.Outcome.AMBIGUOUS, decision__isnull=True).count()


def decided(roster: Roster) -> int:
    return roster.rows.filter(
        outcome=RosterRow.Outcome.AMBIGUOUS, decision__isnull=False, applied_at__isnull=True
    ).count()


def shown_people(pks, user) -> dict[int, Alumnus]:
    """{pk: person with degrees, jobs and contacts} of those whom `user` may see."""
    people = Alumnus.objects.visible_to(user, Permission.ROSTER_IMPORT).filter(pk__in=pks)
    parts = (
        Prefetch("degrees", Degree.objects.select_related("college", "school").by_year()),
        Prefetch("employments", Employment.objects.order_by("-is_current", "-pk")),
        Prefetch("contacts", ContactPoint.objects.order_by("pk")),
    )
    return {person.pk: person for person in people.prefetch_related(*parts)}


def written(roster: Roster) -> dict[str, int]:
    """How many people the import created and changed, and not yet undone."""
    rows = roster.rows.filter(applied_at__isnull=False, undone_at__isnull=True)
    counts = dict(rows.values_list("outcome").annotate(rows=Count("pk")).order_by("outcome"))
    return {outcome: counts.get(outcome, 0) for outcome in ("created", "updated")}


def kept(roster: Roster) -> int:
    """Rows whose undoing left something that was changed since."""
    return roster.rows.filter(journal__has_key="kept").count()
