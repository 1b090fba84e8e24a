"""Takes back what an import wrote, and nothing else: what someone changed since stays and is named."""

import pghistory
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from alumni.models import Roster, RosterRow
from alumni.queries.rosters import versions
from alumni_office.jobs import services as jobs

from .holding import hold, importer, roster_of
from .importing import ONE_AT_A_TIME
from .matching import Outcome
from .removing import remove_people, remove_rows
from .restoring import restore

BATCH = 500


def undo_roster(*, run: jobs.Run) -> None:
    roster = roster_of(run)
    if roster.state != Roster.State.UNDOING:
        return
    with pghistory.context(user=importer(run).pk, roster=roster.pk):
        undo_rows(roster, run)
    with transaction.atomic():
        hold(run)
        Roster.objects.filter(pk=roster.pk, state=Roster.State.UNDOING).update(state=Roster.State.UNDONE)


def undo_rows(roster, run):
    due = RosterRow.objects.filter(roster=roster, applied_at__isnull=False, undone_at__isnull=True)
    written = RosterRow.objects.filter(roster=roster, applied_at__isnull=False).count()
    counts = {"kept": RosterRow.objects.filter(roster=roster, journal__has_key="kept").count()}
    run.report(done=written - due.count(), total=written, counts=counts)
    while rows := list(due.order_by("-pk")[:BATCH]):
        counts["kept"] += undo_batch(run, rows)
        run.report(done=written - due.count(), counts=counts)


def undo_batch(run, rows) -> int:
    """Undo rows, latest first; return how many left something behind."""
    try:
        with transaction.atomic():
            hold(run)
            lock()
            return take_back(rows)
    except (IntegrityError, DataError):
        return sum(undo_alone(run, row) for row in rows)


def undo_alone(run, row):
    with transaction.atomic():
        hold(run)
        lock()
        try:
            with transaction.atomic():
                kept = take_back([row])
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except (IntegrityError, DataError):
            row.journal = {**row.journal, "kept": [{"table": "alumnus", "pk": row.alumnus_id, "why": "in_use"}]}
            row.undone_at = timezone.now()
            row.save(update_fields=["journal", "undone_at"])
            kept = 1
    return kept


def lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def take_back(rows: list[RosterRow]) -> int:
    kept: dict[int, list] = {row.pk: [] for row in rows}
    restore(rows, kept)
    added = [(row, table, pk) for row in rows for table, pk in row.journal.get("add", ())]
    created = [row for row in rows if row.outcome == Outcome.CREATED and row.alumnus_id]
    added += versions.rows_of(created)
    remove_rows(added, kept)
    gone = remove_people(created, kept)
    finish(rows, kept, gone)
    return sum(1 for row in rows if kept[row.pk])


def finish(rows, kept, gone):
    now = timezone.now()
    for row in rows:
        row.undone_at = now
        if kept[row.pk]:
            row.journal = {**row.journal, "kept": kept[row.pk]}
        if row.alumnus_id in gone:
            row.alumnus_id = None
    RosterRow.objects.bulk_update(rows, ["undone_at", "journal", "alumnus"], batch_size=BATCH)
