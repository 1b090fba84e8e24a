"""Walks the register of tables and gathers what names one person."""

import base64
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from alumni import hooks
from alumni.models import Alumnus
from alumni.privacy import TABLES, Table
from alumni.queries.person.sources import Origin, Origins
from alumni.services.erasing.rows import rows_of
from alumni.services.erasing.traces import Traces, cluster
from alumni_office.accounts.models import User

from .looks import Look, looks_at

OFFICE, ME = "office", "me"
BY_KEY = ("roster_row", "verification", "degree")  # told by their key alone
MOST_BYTES = 20_000_000  # of files in a copy
# What the libraries keep of an account; codes and keys are not shown.
OF_ACCOUNT = (
    (EmailAddress, ("email", "verified", "primary")),
    (SocialAccount, ("provider", "uid", "date_joined", "extra_data")),
    (Authenticator, ("type", "created_at", "last_used_at")),
    (UserSession, ("created_at", "last_seen_at", "ip", "user_agent")),
)


@dataclass
class Copy:
    """`tables` holds {label: rows}; a row is {field: value}, with "from" where a value has a source."""

    person: Alumnus
    made_at: datetime
    tables: dict[str, list[dict]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, list[dict]] = field(default_factory=dict)
    account: dict[str, list[dict]] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    other: dict[str, dict] = field(default_factory=dict)
    bytes_left: int = MOST_BYTES


def collect(person: Alumnus) -> Copy:
    records = cluster(person.pk)
    traces = Traces(records, User.objects.filter(alumnus__in=records).first())
    copy = Copy(person, timezone.now())
    teller = Teller(copy, traces)
    for table in TABLES.values():
        if (table.person or table.user) and not table.not_copied:
            found = [teller.row(row, table) for row in _rows(table, traces)]
            if found:
                copy.tables[table.label] = found
            teller.earlier(table)
    copy.sources = _sources(person)
    if traces.account:
        for model, names in OF_ACCOUNT:
            found = [
                {name: plain(getattr(row, name)) for name in names} for row in model.objects.filter(user=traces.account)
            ]
            if found:
                copy.account[model._meta.label] = found
    copy.looks = looks_at(traces)
    copy.other = {name: owner.export(person) for name, owner in hooks.owners.items()}
    return copy


def _rows(table: Table, traces: Traces):
    rows = rows_of(table, traces).order_by("pk").select_related(*_said_in_words(table))
    if table.label == "alumni.MessageRefusal":
        rows = rows.filter(alumnus__in=traces.records)
    if table.label == "alumni.RosterRow":
        rows = rows.select_related("roster")
    return rows


def _said_in_words(table: Table) -> list[str]:
    """The foreign keys that are told by what they lead to, fetched with the rows."""
    fields = apps.get_model(table.label)._meta.concrete_fields
    links = [each for each in fields if isinstance(each, models.ForeignKey) and each.name not in table.hidden.split()]
    return [each.name for each in links if each.related_model not in (User, Alumnus) and each.name not in BY_KEY]


def _sources(person: Alumnus) -> dict[str, str]:
    """{field of the record: where its value comes from}."""
    origins = Origins(person, [])
    names = [each.name for each in person._meta.concrete_fields if getattr(person, each.attname) not in ("", None, [])]
    about = set(TABLES["alumni.Alumnus"].names) - {"id", "field_sources", "merged_into", "user", "roster_row"}
    return {name: without_colleague(origins.of_field(person, name)) for name in names if name in about}


def without_colleague(origin: Origin) -> str:
    """That it was the office is enough; a file is named."""
    return origin.text if origin.roster_id else origin.text.partition(" · ")[0]


class Teller:
    """Values as a copy gives them: of colleagues it says that it was the office, of the person "me"."""

    def __init__(self, copy: Copy, traces: Traces):
        self.copy = copy
        self.traces = traces

    def row(self, row: models.Model, table: Table) -> dict[str, Any]:
        hidden = table.hidden.split()
        told = {
            each.name: self.value(row, each)
            for each in row._meta.concrete_fields
            if each.name not in hidden and each.name != "field_sources"
        }
        if hasattr(row, "roster_row_id"):
            told["from"] = without_colleague(Origins(self.copy.person, [row]).of_row(row))
        return told

    def value(self, row: models.Model, each: models.Field) -> Any:
        if isinstance(each, models.ForeignKey):
            return self.linked(row, each)
        value = getattr(row, each.attname)
        if isinstance(value, FieldFile):
            return self.file(value)
        return plain(value)

    def linked(self, row: models.Model, each: models.ForeignKey) -> Any:
        pk = getattr(row, each.attname)
        if pk is None:
            return None
        if each.related_model is User:
            return ME if self.traces.account and pk == self.traces.account.pk else OFFICE
        if each.related_model is Alumnus and pk in self.traces.records:
            return ME
        if each.name in BY_KEY:
            return pk
        return str(getattr(row, each.name, pk))

    def file(self, value: FieldFile) -> Any:
        name = str(value.name or "")
        if not name or not default_storage.exists(name):
            return None
        size = default_storage.size(name)
        if size > self.copy.bytes_left:
            return {"bytes": size}
        self.copy.bytes_left -= size
        with value.open("rb") as content:
            return {"bytes": size, "base64": base64.b64encode(content.read()).decode("ascii")}

    def earlier(self, table: Table) -> None:
        """Earlier versions of the rows, as the history keeps them."""
        model = apps.get_model(table.label)
        versions = getattr(model, "versions", None)
        if versions is None:
            return
        about = models.Q(pgh_obj_id__in=rows_of(table, self.traces).values("pk"))
        if table.label != "alumni.Alumnus":
            for name in table.person:
                if "__" not in name:
                    about |= models.Q(**{f"{name}__in": self.traces.records})
        history = versions.rel.related_model
        rows = history._base_manager.filter(about).order_by("pgh_id")
        kept = {each.name for each in history._meta.concrete_fields} - {*table.hidden.split(), "field_sources"}
        names = [each for each in model._meta.concrete_fields if each.name in kept]
        found = [
            {"replaced_at": plain(row.pgh_created_at), "how": row.pgh_label}
            | {each.name: self.version_value(row, each) for each in names}
            for row in rows
        ]
        if found:
            self.copy.earlier[table.label] = found

    def version_value(self, row: models.Model, each: models.Field) -> Any:
        value = getattr(row, each.attname)
        if isinstance(each, models.ForeignKey) and each.related_model is User:
            return None if value is None else self.linked(row, each)
        return plain(value.name if isinstance(value, FieldFile) else value)


def plain(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
