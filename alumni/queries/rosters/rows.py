"""Rows of a roster for a page, and figures over them."""

from django.db.models import Count

from alumni.models import Roster, RosterRow


def outcome_counts(roster: Roster) -> dict[str, int]:
    """{outcome: rows}, every outcome named, in the order in which pages show them."""
    found = dict(
        roster.rows.exclude(outcome="").values_list("outcome").annotate(rows=Count("pk")).order_by("outcome")
    )
    return {str(outcome): found.get(outcome, 0) for outcome in RosterRow.Outcome.values}
