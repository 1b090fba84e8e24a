"""Reads a roster and says of every row what importing it would do. Writes no person."""

import json
import logging

from django.db import connection, transaction
from django.utils import timezone

from alumni.intake.context import Context
from alumni.intake.mapping import Mapping
from alumni.intake.reasons import reason
from alumni.intake.refusal import Refused
from alumni.intake.roster import read_roster
from alumni.models import ColumnMapping, Roster, RosterRow
from alumni.queries.rosters.rows import outcome_counts
from alumni_office.jobs import services as jobs

from .colleges import Directory
from .copying import Columns, as_json, json_text, take_ids, text
from .earlier import Earlier
from .erased import erased_rows, why
from .files import local_path
from .holding import hold, importer, roster_of
from .matching import Line, Matcher, Outcome
from .record import record_of, without_too_long
from .rewriting import blank_rows, without_samples
from .scope import Scope
from .spool import Spool
from .writing import candidates_of, changes_of, reasons_of

logger = logging.getLogger(__name__)

BATCH = 1000
VARYING = (
    "id", "sheet", "number", "status", "raw", "fields", "reasons", "outcome", "changes", "candidates", "digest",
    "alumnus_id",
)  # fmt: skip
AGAIN = """
UPDATE alumni_rosterrow AS row
   SET status = said.status, raw = said.raw, fields = said.fields, reasons = said.reasons, outcome = said.outcome,
       changes = said.changes, digest = said.digest, candidates = said.candidates, alumnus_id = said.alumnus,
       decision = CASE WHEN row.candidates = said.candidates THEN row.decision END
  FROM unnest(%s::bigint[], %s::text[], %s::jsonb[], %s::jsonb[], %s::jsonb[], %s::text[], %s::jsonb[], %s::jsonb[],
              %s::bigint[], %s::bigint[])
       AS said(id, status, raw, fields, reasons, outcome, changes, candidates, digest, alumnus)
 WHERE row.id = said.id
"""


def check_roster(*, run: jobs.Run) -> None:
    """Begins anew each time: what an earlier attempt stored is overwritten row by row."""
    roster = roster_of(run)
    if roster.state != Roster.State.UPLOADED:
        return
    directory = Directory.for_roster(roster)
    spool = Spool()
    try:
        with local_path(roster.file) as path:
            spool.fill(readings(roster, path, directory), lambda rows: run.report())
    except Refused as refusal:
        refuse(roster, refusal)
    else:
        Check(roster, run, directory).store(spool)
    finally:
        spool.close()


def readings(roster, path, directory):
    context = Context(
        today=timezone.localdate(),
        resolve_college=directory.college_name,
        college=roster.college.name if roster.college else "",
    )
    confirmed = {
        sheet: Mapping.from_json(about["mapping"])
        for sheet, about in roster.mappings.get("sheets", {}).items()
        if about.get("confirmed")
    }
    return read_roster(
        path, roster.filename, context, confirmed, remembered=lambda print_: remembered(roster.college_id, print_)
    )


def remembered(college_id, fingerprint):
    """How this college's last file with these titles was read."""
    known = ColumnMapping.objects.filter(college=college_id, fingerprint=fingerprint).first()
    return known.columns if known else None


def refuse(roster, refusal):
    logger.info("roster refused", extra={"roster": roster.pk, "code": refusal.code})
    roster.state = Roster.State.REFUSED
    roster.refusal = json.dumps({"code": refusal.code, "params": refusal.params})
    roster.save(update_fields=["state", "refusal"])


def refusal_of(roster) -> str:
    """Why the file was refused, in the reader's language."""
    if not roster.refusal:
        return ""
    said = json.loads(roster.refusal)
    return str(Refused(said["code"], **said["params"]))


class Check:
    def __init__(self, roster, run, directory):
        self.roster = roster
        self.run = run
        self.directory = directory
        user = importer(run)
        self.scope = Scope(user)
        self.earlier = Earlier(directory=directory, near=roster.college_id)
        self.matcher = Matcher(
            roster=roster,
            user=user,
            directory=directory,
            earlier=self.earlier.people,
            touched=self.earlier.touched,
        )
        self.is_first = not roster.rows.exists()
        self.erased: set[tuple[str, int]] = set()

    def store(self, spool):
        if not self.is_first:
            self.roster.rows.update(outcome="")
        done = 0
        for batch in spool.batches(BATCH):
            with transaction.atomic():
                hold(self.run)
                self.store_batch(batch)
            done += len(batch)
            self.run.report(done=done, total=spool.rows)
        if self.erased:
            blank_rows(self.roster, self.erased)
        with transaction.atomic():
            hold(self.run)
            self.roster.mappings = {**self.roster.mappings, "sheets": sheets_of(spool.sheets, self.roster)}
            if self.erased:
                self.roster.mappings = without_samples(self.roster.mappings)
            self.roster.counts = outcome_counts(self.roster)
            self.roster.state = Roster.State.CHECKED
            self.roster.save(update_fields=["mappings", "counts", "state", "size"])

    def store_batch(self, batch):
        ids = self.ids_of(batch)
        lines = {}
        for reading, row in zip(batch, ids, strict=True):
            if reading.status in ("ok", "warning"):
                line = self.line_of(reading, row)
                if line:
                    lines[row] = line
        self.leave_out_erased(batch, ids, lines)
        self.matcher.match(list(lines.values()))
        self.earlier.note(lines.values())
        rows = [self.row_of(reading, row, lines.get(row)) for reading, row in zip(batch, ids, strict=True)]
        if self.is_first:
            columns = Columns(RosterRow, VARYING, roster_id=self.roster.pk)
            columns.copy("\t".join(as_json(v) if type(v) in (dict, list) else text(v) for v in row) for row in rows)
        else:
            self.store_again(rows)

    def leave_out_erased(self, batch, ids, lines):
        """Rows of people who asked to be erased are rejected, and nothing that they say is stored."""
        gone = erased_rows(list(lines.values()))
        for reading, row in zip(batch, ids, strict=True):
            if row in gone:
                del lines[row]
                reading.status, reading.reasons, reading.fields, reading.raw = "error", [why()], {}, []
                self.erased.add((reading.sheet or "", reading.row))

    def ids_of(self, batch):
        known = {}
        if not self.is_first:
            numbers = [reading.row for reading in batch]
            known = {
                (sheet, number): pk
                for pk, sheet, number in self.roster.rows.filter(number__in=numbers).values_list(
                    "pk", "sheet", "number"
                )
            }
        fresh = iter(take_ids(RosterRow, len(batch)))
        return [known.get((reading.sheet, reading.row)) or next(fresh) for reading in batch]

    def line_of(self, reading, row):
        """The row ready for matching; None, and an error in the reading, where it may not be imported here."""
        reading.fields, reasons = without_too_long(reading.fields)
        if reading.fields.get("school") and not self.directory.school(reading.fields["school"]):
            reasons.append(reason("school_unknown", "school", text=reading.fields["school"]))
        record = record_of(reading.fields, self.directory, near=self.roster.college_id)
        if not self.scope.holds(record):
            reading.status = "error"
            reasons = [self.scope.reason(reading.fields)]
        if reasons:
            reading.reasons = reading.reasons + reasons
            if reading.status == "ok":
                reading.status = "warning"
        return None if reading.status == "error" else Line(row, reading.sheet, reading.row, record)

    def row_of(self, reading, row, line):
        outcome = str(line.outcome) if line else Outcome.REJECTED if reading.status == "error" else Outcome.SKIPPED
        return (
            row,
            reading.sheet,
            reading.row,
            reading.status,
            reading.raw,
            reading.fields,
            reading.reasons + (reasons_of(line) if line else []),
            str(outcome),
            changes_of(line) if line else [],
            candidates_of(line) if line else [],
            line.record.digest if line else 0,
            line.person.pk if line and line.person else None,
        )

    def store_again(self, rows):
        fresh = set(self.roster.rows.filter(pk__in=[row[0] for row in rows]).values_list("pk", flat=True))
        new = [row for row in rows if row[0] not in fresh]
        if new:
            columns = Columns(RosterRow, VARYING, roster_id=self.roster.pk)
            columns.copy("\t".join(as_json(v) if type(v) in (dict, list) else text(v) for v in row) for row in new)
        old = [row for row in rows if row[0] in fresh]
        if old:
            values = [[json_text(v) if type(v) in (dict, list) else v for v in (row[0], *row[3:])] for row in old]
            with connection.cursor() as cursor:
                cursor.execute(AGAIN, [list(column) for column in zip(*values, strict=True)])


def sheets_of(starts, roster):
    """{sheet: {"mapping", "skipped", "confirmed"}} as the wizard shows it."""
    known = roster.mappings.get("sheets", {})
    return {
        start.sheet or "": {
            "mapping": start.mapping.as_json() if start.mapping else None,
            "skipped": start.skipped,
            "confirmed": known.get(start.sheet or "", {}).get("confirmed", False),
        }
        for start in starts
    }
