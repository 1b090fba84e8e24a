"""The copy as a file. Taking one is a line in the access log, which the person sees as well."""

import json
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni.models.places import country_label
from alumni.privacy import TABLES
from alumni_office.documents import Document, Entry, Section, pdf
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access

from .collecting import ME, OFFICE, Copy, collect, plain

MOST_LOOKS = 200  # lines on paper; the file for machines has all
# What tells rows apart or stands in the note below them: for machines only.
UNPRINTED = {
    "id", "key", "token", "field_sources", "source", "entered_at", "entered_by", "roster_row", "updated_at", "alumnus",
    "user", "verification", "degree", "digest", "from",
}  # fmt: skip
FOR_MACHINES = {"alumni.Challenge", "jobs.Job"}
FIRST = ["Alumnus", "Degree", "Employment", "ContactPoint", "Honour", "Profile", "Card", "Consent", "Interaction"]


def copy_as_json(*, person: Alumnus, by) -> bytes:
    copy = _taken(person, by, "json")
    said = {
        "made_at": plain(copy.made_at),
        "about": "A copy of all that the alumni office holds of one person (Personal Information Protection Law,"
        " art. 45). “office” stands for a colleague of the office, “me” for the person.",
        "data": copy.tables,
        "sources": copy.sources,
        "earlier_versions": copy.earlier,
        "account": copy.account,
        "who_looked": [
            {"at": plain(look.at), "who": look.who, "what": look.action, "why": look.reason} for look in copy.looks
        ],
        "left_out": {table.label: table.not_copied for table in TABLES.values() if table.not_copied},
        "other": copy.other,
    }
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()


def copy_as_pdf(*, person: Alumnus, by) -> bytes:
    return pdf(document(_taken(person, by, "pdf")))


def _taken(person: Alumnus, by, kind: str) -> Copy:
    """Without the line in the log there is no copy."""
    with transaction.atomic():
        copy = collect(person)
        record_access(
            action=AccessRecord.Action.DOWNLOAD, target=Alumnus._meta.label_lower, target_id=person.pk, by=by,
            criteria={"copy": kind},
        )  # fmt: skip
    return copy


def document(copy: Copy) -> Document:
    office = settings.UNIVERSITY_NAME if (get_language() or "").startswith("zh") else settings.UNIVERSITY_NAME_EN
    at = date_format(localtime(copy.made_at), "DATETIME_FORMAT")
    made = Document(
        title=_("All that we hold of %(name)s") % {"name": copy.person.name},
        lead=_(
            "This is a copy of your personal data, as the law gives it to you (Personal Information Protection Law,"
            " article 45). Earlier versions of changed values are in the machine-readable file."
        ),
        foot=f"{office} · {_('Alumni Office')} · {at}",
    )
    first = [f"alumni.{name}" for name in FIRST]
    for label in [*first, *(label for label in copy.tables if label not in first)]:
        rows = copy.tables.get(label, [])
        if rows and label not in FOR_MACHINES:
            made.sections.append(_section(label, rows, copy))
    made.sections += [*_account(copy), *_looks(copy)]
    return made


def _section(label: str, rows: list[dict], copy: Copy) -> Section:
    model = apps.get_model(label)
    is_record = label == "alumni.Alumnus"
    section = Section(_("The record") if is_record else capfirst(str(model._meta.verbose_name_plural)))
    for row in rows:
        pairs = []
        for name, value in row.items():
            text = _printed(model, name, value)
            if text:
                source = copy.sources.get(name, "") if is_record else ""
                differs = source and source != row.get("from")
                pairs.append((_label(model, name), f"{text} 〔{source}〕" if differs else text))
        section.entries.append(Entry(tuple(pairs), _note(row)))
    return section


def _note(row: dict) -> str:
    if "from" not in row:
        return ""
    entered = parse_datetime(row["entered_at"])
    source = f"{row['from']}, {localtime(entered):%Y-%m-%d}" if entered else row["from"]
    return _("From: %(source)s") % {"source": source}


def _label(model: type[models.Model], name: str) -> str:
    return capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))


def _printed(model: type[models.Model], name: str, value: Any) -> str:
    """A value in words; nothing for what is empty or only tells rows apart."""
    if name in UNPRINTED or value in (None, "", [], {}):
        return ""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    if field.choices and not isinstance(value, list):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        return {ME: _("you"), OFFICE: _("the office")}.get(value, str(value))
    if name == "country":
        return country_label(value)
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(value)
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else str(value)
    return _whole(value)


def _whole(value: Any) -> str:
    if isinstance(value, dict) and "base64" in value:
        return _("a file of %(bytes)s bytes, in the machine-readable copy") % {"bytes": value["bytes"]}
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_whole(part)}" for name, part in value.items())
    if isinstance(value, list):
        return _(", ").join(_whole(part) for part in value)
    return str(value)


def _account(copy: Copy) -> list[Section]:
    return [
        Section(
            capfirst(str(apps.get_model(label)._meta.verbose_name_plural)),
            entries=[
                Entry(
                    tuple(
                        (name.replace("_", " "), _whole(value))
                        for name, value in row.items()
                        if value not in ("", None)
                    )
                )
                for row in rows
            ],
        )
        for label, rows in copy.account.items()
    ]


def _looks(copy: Copy) -> list[Section]:
    lead = _("Each look at your whole record by a colleague, and each export or sending that you were in, is one line.")
    pairs = tuple(
        (
            date_format(localtime(look.at), "SHORT_DATETIME_FORMAT"),
            " · ".join(filter(None, (look.who, look.action, look.reason))),
        )
        for look in copy.looks[:MOST_LOOKS]
    )
    return [Section(_("Who looked at your data"), lead, [Entry(pairs)] if pairs else [])]
