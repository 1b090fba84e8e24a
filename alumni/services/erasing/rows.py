"""Rows of tables, as the register of tables tells of them."""

import json

from django.apps import apps
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from alumni.models import DataRequest
from alumni.privacy import TABLES, Erase, Table

from .traces import Traces

SILENT = {"alumni.SearchKey", "alumni.SearchDoc"}  # the database's own, of which nobody needs to hear
NUMBERS = {"person_id"}  # columns that name a record without a foreign key


def model_of(table: Table) -> type[models.Model]:
    return apps.get_model(table.label)


def rows_of(table: Table, traces: Traces) -> models.QuerySet:
    """The rows that name the person, by the record or by the account."""
    about = Q(pk__in=[])
    for name in table.person:
        about |= Q(**{f"{name}__in": traces.records})
    if traces.account:
        for name in table.user:
            about |= Q(**{name: traces.account.pk})
    return model_of(table)._base_manager.filter(about)


def delete_rows(table: Table, traces: Traces) -> None:
    if table.label in SILENT:
        return
    # Not row by row through the collector: the walk's own order is the right one.
    rows_of(table, traces).order_by().delete()


def claims_of(traces: Traces) -> dict[str, list[int]]:
    """{history of a table: rows of the account, or that name the person through another row}, which the history may
    know without a record. Asked before the rows are cleared; what the law keeps keeps its history."""
    found = {}
    for table in TABLES.values():
        versions = getattr(model_of(table), "versions", None)
        is_through = table.erase is not Erase.KEEP and any("__" in name for name in table.person)
        if table.person and (table.user or is_through) and versions is not None and table.label != "alumni.Alumnus":
            ids = rows_of(table, traces).values_list("pk", flat=True)
            found[versions.rel.related_model._meta.db_table] = list(ids)
    return found


def close_requests(traces: Traces, by) -> None:
    """That somebody asked, when, and what was answered stays for three years; what was written does not."""
    requests = rows_of(TABLES["alumni.DataRequest"], traces)
    now = timezone.now()
    requests.filter(state=DataRequest.State.OPEN, kind=DataRequest.Kind.DELETION).update(
        state=DataRequest.State.DONE, decided_by=by, decided_at=now
    )
    requests.filter(state=DataRequest.State.OPEN).update(state=DataRequest.State.WITHDRAWN, decided_at=now)
    told = {"relative_name": "", "relative_email": "", "about": "", "statement": ""}
    requests.filter(answer="").update(alumnus=None, user=None, **told)
    requests.exclude(answer="").update(alumnus=None, user=None, answer="—", **told)


def forget_terms(traces: Traces) -> None:
    """Employers, majors and cities that nobody else has leave the search too."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS alumni_search IMMEDIATE")
        cursor.execute(
            "DELETE FROM alumni_term t WHERE kind IN ('employer', 'major', 'city') AND text = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM alumni_searchdoc d WHERE d.terms @> ARRAY[t.id])",
            [sorted(traces.shared)],
        )


def forget_history(person_id: int, claims: dict[str, list[int]], words: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT alumni_forget_history(%s, %s)", [person_id, json.dumps(claims)])
        cursor.execute("SELECT alumni_forget_words(%s, %s::text[])", [person_id, words])
