"""The list of members as a file: exactly what the page shows, and each in it can see that it was taken."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.services.exports.files import FORMATS
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from chapters.models import Chapter, Membership, Piece
from chapters.queries import members as queries


@transaction.atomic
def export(*, chapter: Chapter, officer, file_format: str, reason: str, by) -> bytes:
    """Return the file. It is not given out unless the line in the access log was written."""
    rows = queries.with_pieces(queries.seen(chapter, officer).members().order_by("pk"))
    lines = queries.lines(rows)
    content = _written(lines, file_format)
    record_access(
        action=AccessRecord.Action.EXPORT, target=Membership._meta.label_lower, target_id=chapter.pk, by=by,
        count=len(lines), people=sorted({line.membership.alumnus_id for line in lines}), reason=reason,
        criteria={"officer_of": chapter.name, "format": file_format, "columns": queries.columns(lines)},
    )  # fmt: skip
    return content


def _written(lines: list[queries.Line], file_format: str) -> bytes:
    titles = [_("Name"), _("Member since"), *(str(piece.label) for piece in Piece)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"members.{file_format}"
        table = FORMATS[file_format](path, titles, [14, 12, *[24] * len(Piece)])
        try:
            for line in lines:
                table.write([line.name, line.since, *(line.pieces.get(piece, "") for piece in Piece)])
        finally:
            table.close()
        return path.read_bytes()
