"""Imports the rows of a checked roster, batch by batch, each row once whatever happens to the worker."""

import logging

import pghistory
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from alumni.intake.reasons import reason
from alumni.models import Roster, RosterRow
from alumni.queries.rosters.rows import outcome_counts
from alumni_office.jobs import services as jobs

from .colleges import Directory
from .holding import hold, importer, roster_of
from .matching import Line, Matcher, Outcome
from .record import record_of
from .scope import Scope
from .writing import write

logger = logging.getLogger(__name__)

BATCH = 500
ONE_AT_A_TIME = 0x726F737465  # the advisory lock of all imports: two never look for the same person at once
TRIES = 5
RETRIED = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock timeout


class Changed(Exception):
    """Someone changed a person between looking and locking; the batch is done again."""


def import_roster(*, run: jobs.Run) -> None:
    roster = roster_of(run)
    if roster.state != Roster.State.APPLYING:
        return
    user = importer(run)
    with pghistory.context(user=user.pk, roster=roster.pk):
        Import(roster, run, user, Directory.for_roster(roster)).all()


class Import:
    def __init__(self, roster, run, user, directory):
        self.roster, self.run, self.user, self.directory = roster, run, user, directory
        self.scope = Scope(user)
        self.matcher = Matcher(roster=roster, user=user, directory=directory)

    def due(self):
        decided = RosterRow.objects.filter(outcome=Outcome.AMBIGUOUS, decision__isnull=False)
        sure = RosterRow.objects.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED])
        return (sure | decided).filter(roster=self.roster, applied_at__isnull=True)

    def all(self):
        total = self.due().count()
        # What the rows say, not the last report: a worker may have died between the two.
        finished = max(self.run.job.total - total, 0)
        done, last = finished, 0
        self.run.report(done=done, total=finished + total)
        while rows := list(self.due().filter(pk__gt=last).order_by("pk")[:BATCH].values(*FIELDS)):
            self.batch(rows)
            last = rows[-1]["id"]
            done += len(rows)
            self.run.report(done=done, total=max(finished + total, done))
        with transaction.atomic():
            hold(self.run)
            counts = outcome_counts(self.roster)
            Roster.objects.filter(pk=self.roster.pk, state=Roster.State.APPLYING).update(
                state=Roster.State.APPLIED, counts=counts
            )

    def batch(self, rows):
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    hold(self.run)
                    self.write(rows)
                return
            except (IntegrityError, DataError):
                logger.info("a batch of a roster is written row by row", extra={"roster": self.roster.pk})
                self.one_by_one(rows)
                return
            except Changed:
                if attempt == TRIES:
                    raise
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", None) not in RETRIED or attempt == TRIES:
                    raise

    def one_by_one(self, rows):
        with transaction.atomic():
            hold(self.run)
            for row in rows:
                try:
                    with transaction.atomic():
                        self.write([row])
                        with connection.cursor() as cursor:
                            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                except (IntegrityError, DataError) as error:
                    self.reject(row, reason("not_storable", None, constraint=constraint_of(error)))
                finally:
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def reject(self, row, why):
        RosterRow.objects.filter(pk=row["id"], applied_at__isnull=True).update(
            outcome=Outcome.REJECTED, reasons=[*row["reasons"], why]
        )

    def write(self, rows):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        lines = []
        for row in rows:
            line = self.line(row)
            if self.scope.holds(line.record):
                lines.append(line)
            else:
                self.reject(row, self.scope.reason(row["fields"]))
        self.matcher.match(lines)
        self.lock()
        write(lines, by=self.user)

    def line(self, row):
        record = record_of(row["fields"], self.directory, near=self.roster.college_id)
        return Line(row["id"], row["sheet"], row["number"], record, row["decision"])

    def lock(self):
        """Hold the people that will change, and make sure that they are still as they were looked at."""
        before = self.matcher.before
        if before and self.matcher.read(before, lock=True) != before:
            raise Changed


def constraint_of(error):
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


FIELDS = ("id", "sheet", "number", "fields", "reasons", "decision")
