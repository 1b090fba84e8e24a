"""The desk's numbers: coverage by college, growth, and where people live.

All of them come from one snapshot a scope, so that they agree with each other, and each of them
says which search lists the people behind it.
"""

from django.urls import reverse

from alumni_office.accounts.roles import Permission

from .coverage import coverage
from .figures import Figures
from .growth import growth
from .keeping import kept
from .places import by_country, in_china, tiles
from .snapshot import Snapshot, take

__all__ = ["Snapshot", "overview", "snapshot_for"]


def snapshot_for(user) -> Snapshot:
    """The numbers of everybody whom `user` may see: at most a minute old."""
    reach = user.reach(Permission.ALUMNI_VIEW)
    name = "everyone" if reach.everyone else "-".join(map(str, sorted(reach.college_ids)))
    return kept(name, lambda: take(reach))


def overview(user) -> dict:
    snapshot = snapshot_for(user)
    figures = Figures(snapshot, reverse("admin:alumni_alumnus_changelist"))
    return {
        "snapshot": snapshot,
        "people": figures.everyone(),
        "coverage": coverage(figures, everyone=user.reach(Permission.ALUMNI_VIEW).everyone),
        "months": growth(figures),
        "tiles": tiles(figures),
        "in_china": in_china(figures),
        "countries": by_country(figures),
    }
