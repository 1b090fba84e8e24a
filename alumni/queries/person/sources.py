"""Where values come from: a file and its row, a colleague, the alumnus."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from alumni.models import RosterRow, Source
from alumni_office.accounts.models import User


@dataclass(frozen=True)
class Origin:
    text: str
    at: datetime | None
    roster_id: int | None = None


class Origins:
    """Names the sources of all values of a record with two queries."""

    def __init__(self, person, rows):
        entries = [entry for entry in person.field_sources.values() if isinstance(entry, dict)]
        self.roster_rows = RosterRow.objects.select_related("roster").only(
            "sheet", "number", "roster__filename"
        ).in_bulk(
            {row.roster_row_id for row in (person, *rows)} | {entry.get("row") for entry in entries} - {None}
        )  # fmt: skip
        self.users = User.objects.in_bulk(
            ({row.entered_by_id for row in (person, *rows)} | {entry.get("by") for entry in entries}) - {None}
        )

    def of_row(self, row) -> Origin:
        return self.origin(row.source, row.roster_row_id, row.entered_by_id, row.entered_at)

    def of_field(self, person, name: str) -> Origin:
        entry = person.field_sources.get(name)
        if not isinstance(entry, dict):
            return self.of_row(person)
        at = parse_datetime(entry["at"]) if entry.get("at") else None
        return self.origin(entry.get("source", person.source), entry.get("row"), entry.get("by"), at)

    def origin(self, source, row_id, user_id, at) -> Origin:
        row, user = self.roster_rows.get(row_id), self.users.get(user_id)
        if source == Source.ROSTER and row:
            place = {"file": row.roster.filename, "sheet": row.sheet, "row": row.number}
            text = _("%(file)s, sheet %(sheet)s, row %(row)s") if row.sheet else _("%(file)s, row %(row)s")
            return Origin(text % place, at, row.roster_id)
        text = str(Source(source).label) if source in Source.values else str(source)
        return Origin(f"{text} · {user}" if user and source == Source.STAFF else text, at)
