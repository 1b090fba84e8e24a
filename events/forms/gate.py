"""What is pressed at the check-in desk, and what a device hands in of it later."""

import json
from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.models import GateEntry
from events.names import readable
from events.services.gate_entries import Entry

from .names import LONGEST_NAME, NameField

SEATS = 21
BATCH = 200


class WalkInForm(forms.Form):
    name = NameField(label=pgettext_lazy("of a person", "Name"), max_length=LONGEST_NAME)
    seats = forms.IntegerField(label=gettext_lazy("People"), min_value=1, max_value=SEATS, initial=1)
    key = forms.UUIDField(widget=forms.HiddenInput)
    anew = forms.BooleanField(widget=forms.HiddenInput, required=False)  # somebody else of a name that is registered


class CameForm(forms.Form):
    seats = forms.IntegerField(min_value=1, max_value=SEATS, required=False)
    key = forms.UUIDField()

    def clean_seats(self):
        return self.cleaned_data["seats"] or SEATS  # all of them


class Malformed(Exception):
    """Nothing of it was taken in."""


def entries_in(body: bytes) -> list[Entry]:
    """The entries that a device sends, in their order. Raises Malformed."""
    try:
        rows = json.loads(body)["entries"]
        if not isinstance(rows, list) or len(rows) > BATCH:
            raise Malformed
        return [_entry(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError, RecursionError) as error:
        raise Malformed from error


def _entry(row: dict) -> Entry:
    kind = GateEntry.Kind(row["kind"]).value
    # Of who is registered the registration says the name.
    name = readable(str(row.get("name") or ""))[:LONGEST_NAME]
    name = name if kind == GateEntry.Kind.WALK_IN else ""
    if kind == GateEntry.Kind.WALK_IN and not name:
        raise Malformed
    registration = row.get("registration")
    return Entry(
        kind=kind, key=UUID(row["key"]), at=datetime.fromtimestamp(int(row["at"]) / 1000, UTC),
        registration=_number(registration, 2**62) if registration else None,
        seats=_number(row.get("seats") or SEATS, SEATS), name=name, of=UUID(row["of"]) if row.get("of") else None,
    )  # fmt: skip


def _number(value, most: int) -> int:
    if not 1 <= int(value) <= most:
        raise Malformed
    return int(value)
