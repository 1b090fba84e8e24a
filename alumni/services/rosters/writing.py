"""Writes what a matched batch does: new rows by COPY, changes by one UPDATE a table."""

from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Source
from alumni.queries.rosters.people import CONTACT_FIELDS, DEGREE_FIELDS, JOB_FIELDS, VALUES

from .copying import Columns, json_text, take_ids, text
from .matching import Line, Outcome

CHILDREN = {
    "degree": (Degree, DEGREE_FIELDS),
    "employment": (Employment, JOB_FIELDS),
    "contactpoint": (ContactPoint, CONTACT_FIELDS),
}
MODELS = {"alumnus": Alumnus, **{table: model for table, (model, _) in CHILDREN.items()}}
MARK = """
UPDATE alumni_rosterrow AS row
   SET outcome = done.outcome, alumnus_id = done.alumnus, journal = done.journal, changes = done.changes,
       candidates = done.candidates, reasons = row.reasons || done.reasons, applied_at = done.at
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::jsonb[], %s::jsonb[], %s::jsonb[], %s::jsonb[],
              %s::timestamptz[]) AS done(id, outcome, alumnus, journal, changes, candidates, reasons, at)
 WHERE row.id = done.id AND row.applied_at IS NULL
"""


def write(lines: list[Line], *, by) -> None:
    if not lines:
        return
    note_sources(lines)
    create_people(lines, by)
    for table in CHILDREN:
        create_children(table, lines, by)
    for table, changes in changed(lines).items():
        change(table, changes)
    mark(lines)


def note_sources(lines):
    """What an import put into an existing record says so; the step keeps what stood there before."""
    for line in lines:
        for index, step in enumerate(line.steps):
            if step[0] == "set" and step[1] == "alumnus":
                sources, column = line.person.values["field_sources"], step[3]
                line.steps[index] = (*step, sources.get(column))
                sources[column] = {"source": Source.ROSTER, "row": line.id}


def create_people(lines, by):
    new = [line for line in lines if line.outcome == Outcome.CREATED]
    if not new:
        return
    for line, pk in zip(new, take_ids(Alumnus, len(new)), strict=True):
        line.person.pk = pk
    columns = Columns(Alumnus, ("id", *VALUES, "roster_row_id"), entered_by_id=by and by.pk)
    columns.copy(
        "\t".join((str(line.person.pk), *[text(line.person.values[column]) for column in VALUES], str(line.id)))
        for line in new
    )


def create_children(table, lines, by):
    model, fields = CHILDREN[table]
    new = [(line, step[2]) for line in lines for step in line.steps if step[0] == "add" and step[1] == table]
    if not new:
        return
    for (_, row), pk in zip(new, take_ids(model, len(new)), strict=True):
        row["id"] = pk
    columns = Columns(model, (*fields, "alumnus_id", "roster_row_id"), entered_by_id=by and by.pk)
    columns.copy(
        "\t".join((*[text(row[column]) for column in fields], str(line.person.pk), str(line.id))) for line, row in new
    )


def changed(lines):
    """{table: {pk: {column: new value}}}; rows of this batch were written with their last values."""
    tables: dict[str, dict[int, dict]] = {}
    for line in lines:
        for step in line.steps:
            if step[0] == "set" and step[2] is not None:
                row = tables.setdefault(step[1], {}).setdefault(step[2], {})
                row[step[3]] = step[5]
                if step[1] == "alumnus":
                    row["field_sources"] = line.person.values["field_sources"]
    return tables


def change(table, changes):
    """Set the named columns of each row; every other column keeps its value."""
    model = MODELS[table]
    name = model._meta.db_table
    touched = {column for row in changes.values() for column in row}
    columns = sorted(column.column for column in model._meta.concrete_fields if column.column in touched)
    sets = [f'"{column}" = new."{column}"' for column in columns]
    if table == "alumnus":
        sets.append("updated_at = now()")
    rows = sorted(changes.items())
    # Every name in this statement is one of our own columns.
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {name} AS row SET {', '.join(sets)} FROM {name} AS old"
            " JOIN unnest(%s::bigint[], %s::jsonb[]) AS said(id, new) ON old.id = said.id,"
            " jsonb_populate_record(old, said.new) AS new WHERE row.id = old.id",
            [[pk for pk, _ in rows], [json_text(new) for _, new in rows]],
        )


def mark(lines):
    now = timezone.now()
    rows = [
        (
            line.id,
            str(line.outcome),
            line.person.pk if line.person else None,
            json_text(journal(line)),
            json_text(changes_of(line)),
            json_text(candidates_of(line)),
            json_text(reasons_of(line)),
            now if line.outcome != Outcome.AMBIGUOUS else None,
        )
        for line in lines
    ]
    with connection.cursor() as cursor:
        cursor.execute(MARK, [list(column) for column in zip(*rows, strict=True)])


def journal(line):
    """What undoing needs. A created person's rows name their roster row themselves."""
    if line.outcome != Outcome.UPDATED:
        return {}
    kept: dict[str, list] = {}
    for step in line.steps:
        if step[0] == "add":
            kept.setdefault("add", []).append([step[1], step[2]["id"]])
        elif step[0] == "set" and step[2] is not None:
            kept.setdefault("set", []).append(list(step[1:]))
    return kept


def changes_of(line):
    """What a reader is shown: [{"op", "table", "column", "old", "new"}]."""
    if line.outcome not in (Outcome.UPDATED, Outcome.UNCHANGED):
        return []
    shown = []
    for step in line.steps:
        if step[0] == "add":
            row = {name: value for name, value in step[2].items() if value not in ("", None) and name in SHOWN}
            shown.append({"op": "add", "table": step[1], "new": row})
        else:
            shown.append({"op": step[0], "table": step[1], "column": step[3], "old": step[4], "new": step[5]})
        if step[0] == "set" and step[3] == "is_current":
            shown[-1]["was"] = job_called(line.person, step[2])
    return shown


def job_called(person, pk):
    return next((f"{job['employer']} {job['job_title']}".strip() for job in person.jobs if job["id"] == pk), "")


SHOWN = {*DEGREE_FIELDS, *JOB_FIELDS, *CONTACT_FIELDS} - {"id", "source", "state", "is_current"}


def candidates_of(line):
    return [{"pk": person.pk} if person.pk else {"row": person.row} for person in line.asked]


def reasons_of(line):
    if line.is_elsewhere:
        return [{"code": "found_elsewhere", "field": None, "params": {}}]
    return []
