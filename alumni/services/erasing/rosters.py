"""The person in rosters: rows that are known to be the person's, and rows that say the same without being tied to
the record: rejected ones, undecided ones, those of imports that were undone."""

from collections import defaultdict

from django.db.models import Q

from alumni.models import Roster, RosterRow
from alumni.queries.rosters.rows import outcome_counts
from alumni.services.rosters import erased
from alumni.services.rosters.colleges import Directory
from alumni.services.rosters.record import record_of
from alumni.services.rosters.rewriting import blank_rows, without_samples

from .traces import Traces
from .words import file_names_one

Outcome = RosterRow.Outcome


def rows_of(traces: Traces) -> list[RosterRow]:
    own = RosterRow.objects.filter(alumnus__in=traces.records)
    return [*own, *(row for row in _similar(traces) if _is_about(row, traces))]


def _similar(traces: Traces):
    """Rows of nobody that share a name or a number: few, and looked at one by one."""
    ids = sorted(traces.identifiers | {value for _kind, value in traces.contacts})
    about = Q(fields__name__in=sorted(traces.names)) | Q(fields__former_name__in=sorted(traces.names))
    about |= Q(fields__english_name__in=sorted(traces.names)) | Q(fields__student_no__in=ids)
    for name in ("mobiles", "phones", "emails"):
        about |= Q(**{f"fields__{name}__has_any_keys": ids})
    for name in ("wechat", "qq"):
        about |= Q(**{f"fields__{name}__in": ids})
    for pk in traces.records:
        about |= Q(candidates__contains=[{"pk": pk}])
    return RosterRow.objects.filter(about, alumnus__isnull=True).select_related("roster__college").iterator(500)


def _is_about(row: RosterRow, traces: Traces) -> bool:
    fields = row.fields
    if not fields.get("name"):
        return traces.name_one(row.raw)  # not readable as a person, but the numbers are this one's
    directory = Directory.for_roster(row.roster)
    return bool(erased.hashes_of(record_of(fields, directory, near=row.roster.college_id)) & traces.hashes)


def clean_files(traces: Traces) -> dict[str, int]:
    """Write the files of rosters anew without the person's rows; outside of any transaction."""
    places = defaultdict(set)
    for row in rows_of(traces):
        places[row.roster_id].add((row.sheet, row.number))
    counts = {"rewritten": 0, "deleted": 0}
    for roster in Roster.objects.filter(pk__in=places):
        counts["rewritten" if _clean(roster, places[roster.pk], traces) else "deleted"] += 1
    # Files that were refused have no rows by which to know them.
    for roster in Roster.objects.exclude(pk__in=places).exclude(rows__isnull=False).exclude(file=""):
        if file_names_one(str(roster.file.name), traces.words):
            counts["rewritten" if _clean(roster, set(), traces) else "deleted"] += 1
    return counts


def _clean(roster: Roster, places: set, traces: Traces) -> bool:
    is_there = blank_rows(roster, places, traces.name_one if not places else _of_numbers(traces))
    filename = roster.filename
    for word in traces.words:
        filename = filename.replace(word, "…")
    Roster.objects.filter(pk=roster.pk).update(
        size=roster.size, filename=filename, **({} if is_there else {"file": ""})
    )
    return is_there


def _of_numbers(traces: Traces):
    """In a file whose rows are known a name alone may be a namesake's."""
    unnamed = Traces(traces.records, None, contacts=traces.contacts, numbers=traces.numbers)
    return unnamed.name_one


def clear_rows(traces: Traces) -> int:
    """Empty the rows and keep their counts; what was not imported yet, never will be."""
    rows = rows_of(traces)
    ids = [row.pk for row in rows]
    told = {
        "raw": [], "fields": {}, "reasons": [erased.why()], "changes": [], "candidates": [], "journal": {}, "digest": 0,
        "decision": None, "alumnus": None,
    }  # fmt: skip
    RosterRow.objects.filter(pk__in=ids).update(**told)
    RosterRow.objects.filter(pk__in=ids, applied_at__isnull=True).update(
        outcome=Outcome.REJECTED, status=RosterRow.Status.ERROR
    )
    _leave_candidates(traces)
    for roster in Roster.objects.filter(pk__in={row.roster_id for row in rows}):
        roster.counts = {**roster.counts, **outcome_counts(roster)}
        roster.mappings = without_samples(roster.mappings)
        roster.save(update_fields=["counts", "mappings"])
    return len(ids)


def _leave_candidates(traces: Traces) -> None:
    """Undecided rows about others no longer offer the person."""
    gone = set(traces.records)
    for pk in traces.records:
        for row in RosterRow.objects.filter(candidates__contains=[{"pk": pk}]):
            row.candidates = [each for each in row.candidates if each.get("pk") not in gone]
            row.decision = None if row.decision in gone else row.decision
            row.save(update_fields=["candidates", "decision"])
