"""A report of giving as a workbook with its definition; who took it is in the access log."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.services.exports.files import Workbook
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from donations.models import Gift


@transaction.atomic
def export(*, report, year: int, table, by) -> bytes:
    """`table` is what `by` may see of it. It is not given out unless the line in the access log was written."""
    titles = [str(label) for label, _is_number in table.columns]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        book = Workbook(path, titles, [16 if is_number else 32 for _label, is_number in table.columns])
        for row in table.rows:
            book.write([cell.value for cell in row.cells])
        book.write([])
        book.write([f"{_('What it means')}: {report.text}"])
        book.close()
        content = path.read_bytes()
    record_access(
        action=AccessRecord.Action.EXPORT, target=Gift._meta.label_lower, by=by, count=len(table.rows),
        criteria={"report": report.name, "year": year},
    )  # fmt: skip
    return content
