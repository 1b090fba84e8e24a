"""One page of forms for a whole record: the person and all rows under it.

The page carries, signed, the record as it was when it was shown. A value counts as edited when it
differs from that, so that what a colleague saved meanwhile is neither overwritten nor lost.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.queries.person.snapshot import SECTIONS, plain
from alumni.services.people import RowEdit

from .people import PersonForm
from .rows import FORMSETS, Places, Rows

SALT = "alumni.record"
TITLES = {
    "degrees": (gettext_lazy("Degrees"), gettext_lazy("Add a degree")),
    "employments": (gettext_lazy("Career"), gettext_lazy("Add a job")),
    "contacts": (gettext_lazy("Contacts"), gettext_lazy("Add a contact")),
    "honours": (gettext_lazy("Honours"), gettext_lazy("Add an honour")),
    "interactions": (gettext_lazy("Contacts made"), gettext_lazy("Add a contact made")),
}


@dataclass(frozen=True)
class Block:
    """The rows of one kind as the page shows them: saved ones open, new ones folded."""

    name: str
    rows: Rows

    @property
    def title(self):
        return TITLES[self.name][0]

    @property
    def add(self):
        return TITLES[self.name][1]

    @property
    def saved(self):
        return self.rows.forms[: len(self.rows.saved)]

    @property
    def new(self):
        return self.rows.forms[len(self.rows.saved) :]


def empty_base(*, contacts: bool) -> dict[str, Any]:
    """The snapshot of a person who is not there yet."""
    return {"person": {}, **{section: {} for section in SECTIONS if contacts or section != "contacts"}}


class RecordForm:
    """`base` is the snapshot that was shown; `shown` replaces its values on the page after a conflict."""

    def __init__(self, data=None, *, base: dict, shown: dict | None = None):
        self.base = base
        shown = shown or {}
        places = Places()
        initial = {"kind": "graduate", "life": "living", "tier": "regular", **base["person"], **shown.get("person", {})}
        self.person = PersonForm(
            data, initial=base["person"] if data is not None else initial, prefix="person",
            may_see_contacts="contacts" in base,
        )  # fmt: skip
        self.sections = {}
        for section in (name for name in base if name != "person"):
            saved = [{"id": int(pk), **row} for pk, row in base[section].items()]
            kwargs = {"places": places} if section == "degrees" else {}
            first = shown.get(section, saved) if data is None else saved
            self.sections[section] = FORMSETS[section](data, saved=saved, initial=first, form_kwargs=kwargs)

    @property
    def token(self) -> str:
        return signing.dumps(self.base, salt=SALT, compress=True)

    @property
    def blocks(self) -> list[Block]:
        return [Block(name, rows) for name, rows in self.sections.items()]

    @property
    def has_errors(self) -> bool:
        return self.person.is_bound and not self.is_valid()

    def is_valid(self) -> bool:
        # All are asked, so that all errors are told at once.
        return all([self.person.is_valid(), *(rows.is_valid() for rows in self.sections.values())])

    def person_edits(self) -> dict:
        shown = self.base["person"]
        data = self.person.cleaned_data
        return {name: value for name, value in data.items() if name not in shown or plain(value) != shown[name]}

    def row_edits(self) -> dict[str, list[RowEdit]]:
        edits = {section: list(self._edits_of(section, rows)) for section, rows in self.sections.items()}
        return {section: found for section, found in edits.items() if found}

    def _edits_of(self, section: str, rows):
        for form in rows.forms:
            data = dict(form.cleaned_data)
            pk, remove = data.pop("id", None), data.pop("DELETE", False)
            known = self.base[section].get(str(pk)) if pk else None
            if remove:
                if known:
                    yield RowEdit(id=pk, remove=True)
            elif known is not None:
                values = {name: value for name, value in data.items() if plain(value) != known.get(name)}
                if values:
                    yield RowEdit(id=pk, values=values)
            elif data and form.has_changed():
                yield RowEdit(values=data)

    def merged_with(self, now: dict) -> dict:
        """The page after a conflict: what stands there now, and over it what was typed here."""
        edits = {name: plain(value) for name, value in self.person_edits().items()}
        merged: dict[str, Any] = {"person": {**now["person"], **edits}}
        for section, formset in self.sections.items():
            rows = {int(pk): {"id": int(pk), **row} for pk, row in now[section].items()}
            new = []
            for edit in self._edits_of(section, formset):
                values = {name: plain(value) for name, value in edit.values.items()}
                if edit.id in rows:
                    rows[edit.id] |= {**values, **({"DELETE": True} if edit.remove else {})}
                elif edit.values:
                    # Somebody removed the row that was edited here: it stays as a new one.
                    new.append({**self.base[section].get(str(edit.id), {}), **values})
            merged[section] = [*rows.values(), *new]
        return merged


def read_token(token: str) -> dict:
    """Return the snapshot that a page was shown with; raise ValidationError when it is none of ours."""
    try:
        return signing.loads(token, salt=SALT, max_age=7 * 24 * 3600)
    except signing.BadSignature:
        raise forms.ValidationError(
            _("This page is too old to be saved. Nothing was lost in the record; open it again and repeat the change.")
        ) from None
