"""What of this app is somebody's until it is done, and how a colleague takes it over."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.models import PersonList, Roster, SavedSearch
from alumni_office.accounts.hooks import CannotTake, Handover
from alumni_office.accounts.roles import Permission

OPEN_ROSTERS = [Roster.State.UPLOADED, Roster.State.CHECKED, Roster.State.APPLYING, Roster.State.UNDOING]


def take_rosters(rosters: QuerySet, taker) -> int:
    """Open ones only: who brought in what was imported stays written."""
    count = rosters.count()
    if Roster.objects.visible_to(taker).filter(pk__in=rosters.values("pk")).count() < count:
        raise CannotTake(_("%(name)s may not import the rosters of this college.") % {"name": taker})
    return rosters.update(uploaded_by=taker)


def take_named(rows: QuerySet, taker) -> int:
    """Searches and lists: under their names, or with the former owner's behind it where the name is taken."""
    if not taker.may(Permission.ALUMNI_VIEW):
        raise CannotTake(_("%(name)s may not see alumni.") % {"name": taker})
    longest = rows.model._meta.get_field("name").max_length
    taken = set(rows.model.objects.filter(owner=taker).values_list("name", flat=True))
    count = 0
    for row in rows.select_related("owner"):
        row.name = _free_name(row.name, str(row.owner), taken, longest)
        taken.add(row.name)
        row.owner = taker
        row.save(update_fields=["name", "owner"])
        count += 1
    return count


def _free_name(name: str, owner: str, taken: set[str], longest: int) -> str:
    found, number = name, 1
    while found in taken:
        mark = f" ({owner})" if number == 1 else f" ({owner} {number})"
        found, number = name[: longest - len(mark)] + mark, number + 1
    return found


HANDOVERS = [
    Handover(
        "alumni.rosters", gettext_lazy("Open rosters"),
        lambda: Roster.objects.filter(state__in=OPEN_ROSTERS), "uploaded_by", take_rosters,
    ),
    Handover("alumni.searches", gettext_lazy("Saved searches"), SavedSearch.objects.all, "owner", take_named),
    Handover("alumni.lists", gettext_lazy("Lists"), PersonList.objects.all, "owner", take_named),
]  # fmt: skip
