"""What happened to a person, the latest first: imports, edits, contacts made, merges, and what other apps know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni import hooks
from alumni.models import Alumnus, Interaction, Merge, RosterRow

from .history import Change, changes
from .visibility import Contacts

CONTACT_MADE = gettext_lazy("Contact made: %(kind)s")


@dataclass
class Entry:
    """One thing that happened, on the timeline."""

    at: datetime
    kind: str  # import, edit, contact, merge, activity
    title: str
    by: str = ""
    text: str = ""
    changes: list[Change] = field(default_factory=list)
    is_day: bool = False  # only the day is known


def timeline(user, person: Alumnus, interactions: list, seen: Contacts) -> list[Entry]:
    entries = [
        Entry(noon(row.happened_on), "contact", CONTACT_MADE % {"kind": row.get_kind_display()},
              str(row.entered_by or ""), row.summary, is_day=True)
        for row in interactions
    ]  # fmt: skip
    made = str(Interaction._meta.verbose_name)
    told = (
        change for change in changes(person, contacts=seen) if change.subject != made or change.field or change.old
    )  # contacts made stand there already
    entries += edits(told)
    imports = RosterRow.objects.filter(alumnus=person, applied_at__isnull=False).select_related("roster__uploaded_by")
    for row in imports.only(
        "number", "sheet", "outcome", "applied_at", "roster__filename", "roster__uploaded_by__name",
        "roster__uploaded_by__email",
    )[:50]:  # fmt: skip
        assert row.applied_at is not None
        title = _("Imported: %(word)s") % {"word": row.get_outcome_display()}
        text = _("%(file)s, row %(row)s") % {"file": row.roster.filename, "row": row.number}
        entries.append(Entry(row.applied_at, "import", title, str(row.roster.uploaded_by or ""), text))
    for merge in Merge.objects.filter(kept=person).select_related("by", "dropped", "undone_by"):
        entries.append(Entry(merge.at, "merge", _("Merged with another record of the same person"), str(merge.by)))
        if merge.undone_at:
            entries.append(Entry(merge.undone_at, "merge", _("Merge undone"), str(merge.undone_by or "")))
    entries += activities(user, person)
    if not person.roster_row_id:
        entries.append(Entry(person.entered_at, "edit", _("Entered"), str(person.entered_by or "")))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def activities(user, person: Alumnus) -> Iterable[Entry]:
    for activity in hooks.activities:
        if user.may(activity.permission):
            for each in activity.happened(user, person):
                yield Entry(each.at, "activity", each.title, each.by, each.text, is_day=each.is_day)


def noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)), get_current_timezone())


def edits(found: Iterable[Change]) -> Iterable[Entry]:
    """Changes of one moment by one person as one entry."""
    together: dict[tuple, Entry] = {}
    for change in found:
        key = (change.at.replace(microsecond=0), change.by)
        entry = together.setdefault(key, Entry(change.at, "edit", _("Changed"), change.by))
        entry.changes.append(change)
    return together.values()
