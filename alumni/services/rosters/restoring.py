"""Gives changed columns their earlier values back, where they still hold what the import wrote."""

from alumni.models import Source
from alumni.queries.rosters import versions

from .writing import MODELS, change


def restore(rows, kept) -> None:
    """`rows` latest first; `kept` collects {roster row: [what stays]}."""
    steps = [(row, step) for row in rows for step in reversed(row.journal.get("set", []))]
    for table in MODELS:
        mine = [(row, step) for row, step in steps if step[0] == table]
        if mine:
            restore_table(table, mine, kept)


def restore_table(table, steps, kept):
    now = versions.current(MODELS[table], {step[1] for _, step in steps})
    changes: dict[int, dict] = {}
    for row, step in steps:
        pk, column, old, new = step[1:5]
        known = now.get(pk)
        if known is None:
            continue  # deleted since
        if known[column] != new or is_ended_since(table, known, column):
            kept[row.pk].append({"table": table, "pk": pk, "column": column, "why": "changed"})
            continue
        known[column] = old
        change_of = changes.setdefault(pk, {})
        change_of[column] = old
        if table == "alumnus":
            known["field_sources"] = sources_before(known["field_sources"], column, row, step)
            change_of["field_sources"] = known["field_sources"]
    if changes:
        change(table, changes)


def is_ended_since(table, known, column):
    return table == "employment" and column == "is_current" and known["ended_on"] != ""


def sources_before(sources, column, row, step):
    """The sources as they were before this row put its own entry there."""
    if sources.get(column) != {"source": Source.ROSTER, "row": row.pk}:
        return sources
    rest = {name: source for name, source in sources.items() if name != column}
    before = step[5] if len(step) > 5 else None
    return {**rest, column: before} if before else rest
