"""The rows that were not taken in, as a workbook to mend and send again."""

from tempfile import TemporaryFile

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from alumni.models import Roster, RosterRow
from alumni.queries.rosters.reasons import sentence
from alumni_office.history import services as history
from alumni_office.history.models import AccessRecord

Outcome = RosterRow.Outcome
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


@transaction.atomic
def rejected_workbook(*, roster: Roster, by):
    """An open file: the rejected and the undecided rows in their own columns, and why as the last one."""
    rows = roster.rows.filter(outcome__in=[Outcome.REJECTED, Outcome.AMBIGUOUS], applied_at__isnull=True)
    file = TemporaryFile()  # noqa: SIM115
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        count = fill(book, roster, rows.order_by("pk").iterator(chunk_size=500))
    history.record_access(
        action=AccessRecord.Action.DOWNLOAD, target="alumni.roster", target_id=roster.pk, count=count, by=by
    )
    file.seek(0)
    return file


def fill(book, roster, rows) -> int:
    pages: dict[str, list] = {}
    count = 0
    for row in rows:
        if row.sheet not in pages:
            pages[row.sheet] = [open_sheet(book, roster, row.sheet), 0]
        page = pages[row.sheet]
        page[1] += 1
        count += 1
        width = max(len(titles_of(roster, row.sheet)), len(row.raw))
        for column, text in enumerate(row.raw):
            page[0].write_string(page[1], column, safe(text))
        page[0].write_string(page[1], width, why(row))
    if not pages:
        open_sheet(book, roster, "")
    return count


def open_sheet(book, roster, sheet):
    page = book.add_worksheet(sheet[:31] or None)
    bold = book.add_format({"bold": True})
    titles = titles_of(roster, sheet)
    for column, title in enumerate([*titles, _("Why it was not taken in")]):
        page.write_string(0, column, safe(title), bold)
    page.freeze_panes(1, 0)
    return page


def titles_of(roster, sheet):
    about = roster.mappings.get("sheets", {}).get(sheet) or {}
    return [column["title"] for column in (about.get("mapping") or {}).get("columns", [])]


def why(row):
    said = [sentence(reason) for reason in row.reasons]
    if row.outcome == Outcome.AMBIGUOUS and not said:
        said.append(_("Several people may be meant."))
    return " ".join(said)


def safe(text):
    """Nothing that a spreadsheet program would calculate."""
    return f"'{text}" if text.lstrip(" '\"").startswith(FORMULA) else text
