"""The registrations of an event as a file; each person in it can see that it was taken."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni.services.exports.files import FORMATS
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from events.models import Event, Registration

BATCH = 2000


@transaction.atomic
def export(*, event: Event, file_format: str, reason: str, with_contacts: bool, by) -> bytes:
    """Return the file; people whose record is restricted are left out. It is not given out unless the line in the
    access log was written."""
    rows = event.registrations.live().exclude(alumnus__restricted_at__isnull=False).order_by("pk")
    questions = list(event.questions.order_by("order", "pk"))
    titles, widths = _columns(questions, with_contacts)
    people: set[int] = set()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"registrations.{file_format}"
        table = FORMATS[file_format](path, titles, widths)
        try:
            for row in _with_parts(rows).iterator(chunk_size=BATCH):
                table.write(_line(row, questions, with_contacts))
                count += 1
                people |= {row.alumnus_id} if row.alumnus_id else set()
        finally:
            table.close()
        content = path.read_bytes()
    record_access(
        action=AccessRecord.Action.EXPORT, target=Registration._meta.label_lower, target_id=event.pk, by=by,
        count=count, people=sorted(people), reason=reason,
        criteria={"event": event.pk, "format": file_format, "contacts": with_contacts},
    )  # fmt: skip
    return content


def _with_parts(rows):
    return rows.select_related("ticket", "group").prefetch_related("companions", "session_seats__session", "answers")


def _columns(questions: list, with_contacts: bool) -> tuple[list[str], list[int]]:
    titles = [
        _("Name"), _("Reading"), _("State"), _("Kind of ticket"), _("Seats"), _("Companions"), _("Parts"), _("Group"),
        _("A word to the host"), _("Registered on"), pgettext("of a ticket", "Code"), *map(str, questions),
    ]  # fmt: skip
    titles += [_("E-mail"), _("Telephone")] if with_contacts else []
    return titles, [14, 18, 12, 14, 8, 24, 24, 20, 24, 12, 14, *[20] * (len(titles) - 11)]


def _line(row: Registration, questions: list, with_contacts: bool) -> list:
    answers = {answer.question_id: "、".join(answer.values) for answer in row.answers.all()}
    line = [
        row.name, row.reading, row.get_state_display(), str(row.ticket or ""), row.seats,
        "、".join(each.name for each in row.companions.all()),
        "、".join(str(seat.session) for seat in row.session_seats.all()), str(row.group or ""), row.note,
        timezone.localdate(row.registered_at), row.code, *(answers.get(question.pk, "") for question in questions),
    ]  # fmt: skip
    return line + ([row.email, row.phone] if with_contacts else [])
