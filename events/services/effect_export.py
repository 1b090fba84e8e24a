"""The comparison of the years of a series as a workbook, with the definitions; who took it is in the access log."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.services.exports.files import Workbook
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from events.models import Series
from events.queries.effect import comparison
from events.queries.effect import series as queries


@transaction.atomic
def export(*, series: Series, by) -> bytes:
    """Of the years that `by` may see. It is not given out unless the line in the access log was written."""
    rows = queries.years(queries.events_of(by, series))
    titles = [_("Figure"), *(row.event.shown_title for row in rows), _("What it means")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.xlsx"
        table = Workbook(path, titles, [28, *[16] * len(rows), 60])
        for group in comparison.groups(rows):
            for line in group.lines:
                label = str(line.label) if group.is_single else f"{group.definition.label}: {line.label}"
                table.write([label, *(cell.value for cell in line.cells), str(group.definition.text)])
        table.close()
        content = path.read_bytes()
    record_access(
        action=AccessRecord.Action.EXPORT, target=Series._meta.label_lower, target_id=series.pk, by=by,
        count=len(rows), criteria={"series": series.pk, "figures": True},
    )  # fmt: skip
    return content
