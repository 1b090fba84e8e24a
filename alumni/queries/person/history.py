"""What was changed, old and new, from the versions that the database keeps of every row.

A version is a row as it stood before an update or a deletion, so the new value is in the next
version of the same row, or in the row itself. Single saves, bulk updates and raw SQL are alike;
where nobody said who was at work, it was the system.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from psycopg2 import sql

from alumni.models import (
    Alumnus,
    AlumnusTag,
    College,
    ContactPoint,
    Degree,
    Employment,
    Honour,
    Interaction,
    School,
    Tag,
)
from alumni.models.places import country_label
from alumni_office.accounts.models import User

from .masking import masked, masked_date, readable
from .visibility import Contacts

MODELS = {model._meta.model_name: model for model in
          (Alumnus, Degree, Employment, ContactPoint, Honour, Interaction, AlumnusTag)}  # fmt: skip
UNTOLD = {"id", "alumnus", "source", "roster_row", "entered_by", "entered_at", "updated_at", "field_sources",
          "merged_into", "last_contact_on"}  # fmt: skip
LIMIT = 400  # versions read for one person, the latest


@dataclass(frozen=True)
class Change:
    """One field of one row that changed at one moment; `field` is "" for a row that came or went."""

    at: datetime
    by: str
    subject: str
    field: str
    old: str
    new: str


def _part(model) -> sql.Composable:
    own = sql.SQL("{0}").format(sql.Identifier(model._meta.db_table))
    event = sql.Identifier(model.versions.rel.related_model._meta.db_table)
    person = sql.SQL("id" if model is Alumnus else "alumnus_id")
    # Rows that were moved by a merge belong to the person's history on both sides.
    ids = sql.SQL("SELECT id FROM {own} WHERE {person} = %(pk)s UNION SELECT id FROM {event} WHERE {person} = %(pk)s")
    return sql.SQL(
        "(SELECT {name} AS model, e.id, e.pgh_id AS version, e.pgh_label AS label, e.pgh_created_at AS at,"
        " c.metadata AS context, to_jsonb(e) AS data"
        " FROM {event} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id"
        " WHERE e.pgh_obj_id IN ({ids}) ORDER BY e.pgh_id DESC LIMIT {limit})"
        " UNION ALL (SELECT {name}, o.id, NULL, 'now', NULL, NULL, to_jsonb(o) FROM {own} o WHERE o.id IN ({ids}))"
    ).format(
        name=sql.Literal(model._meta.model_name), event=event, own=own, limit=sql.Literal(LIMIT),
        ids=ids.format(own=own, event=event, person=person),
    )  # fmt: skip


def changes(person: Alumnus, *, contacts: Contacts = Contacts.HIDDEN) -> list[Change]:
    """Return what changed on a person's record, the latest first. Two to five queries."""
    query = sql.SQL(" UNION ALL ").join(_part(model) for model in MODELS.values())
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.cursor), {"pk": person.pk})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    for row in rows:
        row["data"] = _decoded(row["data"])
        row["context"] = _decoded(row["context"]) or {}
    words = Words(rows, contacts)
    chains = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["version"] is None, row["version"] or 0)):
        chains[row["model"], row["id"]].append(row)
    told = [change for chain in chains.values() for change in _of_chain(chain, words, person)]
    # Reversed first: what changed at the same moment stands in the order of its versions, the latest first.
    told.reverse()
    return sorted(told, key=lambda change: change.at, reverse=True)


def _decoded(value):
    return json.loads(value) if isinstance(value, str) else value


def _of_chain(chain: list[dict], words: "Words", person: Alumnus) -> Iterator[Change]:
    """Compare each version of one row with the next."""
    model = MODELS[chain[0]["model"]]
    first = chain[0]["data"]
    if model is not Alumnus and len(chain) <= LIMIT:
        entered = parse_datetime(first["entered_at"])
        assert entered is not None
        if entered > person.entered_at:
            yield Change(entered, words.user(first["entered_by_id"]), words.subject(model, first), "",
                         "", words.row(model, first))  # fmt: skip
    for version, following in zip(chain, [*chain[1:], None], strict=True):
        if version["label"] == "now":
            return
        by = words.user(version["context"].get("user"))
        at, subject = version["at"], words.subject(model, version["data"])
        if version["label"] == "delete":
            yield Change(at, by, subject, "", words.row(model, version["data"]), "")
        elif following:
            for field in model._meta.concrete_fields:
                old, new = version["data"].get(field.attname), following["data"].get(field.attname)
                if field.name not in UNTOLD and old != new:
                    yield Change(at, by, subject, str(field.verbose_name), words.value(field, old, version["data"]),
                                 words.value(field, new, following["data"]))  # fmt: skip


class Words:
    """Values as a reader may see them; names of users, schools and tags are fetched once."""

    def __init__(self, rows: list[dict], contacts: Contacts):
        self.contacts = contacts
        users = {row["context"].get("user") for row in rows} | {row["data"].get("entered_by_id") for row in rows}
        self.users = User.objects.in_bulk(users - {None})
        self.named = {
            column: model._default_manager.in_bulk({row["data"].get(column) for row in rows} - {None})
            for column, model in (("school_id", School), ("college_id", College), ("tag_id", Tag))
        }

    def user(self, pk) -> str:
        return str(self.users[pk]) if pk in self.users else _("The system")

    def subject(self, model, data: dict) -> str:
        if model is Alumnus:
            return ""
        return str(model._meta.verbose_name)

    def row(self, model, data: dict) -> str:
        """A row in one line."""
        shown = {
            Degree: ("graduation_year", "college", "major"), Employment: ("employer", "job_title"),
            ContactPoint: ("kind", "value"), Honour: ("title",), Interaction: ("kind", "happened_on"),
            AlumnusTag: ("tag",),
        }[model]  # fmt: skip
        parts = (model._meta.get_field(name) for name in shown)
        return " ".join(filter(None, (self.value(field, data.get(field.attname), data) for field in parts)))

    def value(self, field: models.Field, value, data: dict) -> str:
        if value in (None, "", []):
            return ""
        if field.name == "user":
            return _("Yes")  # who it is stands on the claim, for those who decide about claims
        if field.attname in self.named:
            return str(self.named[field.attname].get(value, value))
        if (field.model is ContactPoint and field.name in ("value", "postcode")) or field.name == "birth_date":
            return self.sensitive(field.name, value, data)
        if isinstance(field, models.DateTimeField):
            return date_format(localtime(parse_datetime(value)), "DATETIME_FORMAT")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if field.name == "country":
            return country_label(value)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return _(", ").join(value) if isinstance(value, list) else str(value)

    def sensitive(self, name: str, value: str, data: dict) -> str:
        if self.contacts is Contacts.HIDDEN:
            return "***"
        is_shown = self.contacts is Contacts.SHOWN
        if name == "birth_date":
            return value if is_shown else masked_date(value)
        kind = "address" if name == "postcode" else data["kind"]
        return readable(kind, value) if is_shown else masked(kind, value)


def last_change(person: Alumnus) -> Change | None:
    """Return who changed the record last, and when; for telling a colleague who came second."""
    return next(iter(changes(person)), None)
