"""Writing a person's record: entering, changing, archiving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alumni.models import Alumnus, Consent, ContactPoint, Interaction, Source
from alumni.queries.person.snapshot import SECTIONS, plain, snapshot
from alumni_office.accounts.roles import Permission


class Conflict(Exception):
    """Someone else changed the record since the form was shown; `now` is its snapshot."""

    def __init__(self, now: dict):
        super().__init__()
        self.now = now


class OutOfReach(Exception):
    """The record would belong to no college of the person who saves it."""


@dataclass(frozen=True)
class RowEdit:
    """What a form says about one row: its changed values, or that it goes. No `id`: a new row."""

    id: int | None = None
    values: Mapping = field(default_factory=dict)
    remove: bool = False


def add_person(*, person_id: int, person: Mapping, rows: Mapping[str, list[RowEdit]], by) -> Alumnus:
    """Enter a new person under a reserved primary key; a second call returns the first one's person.

    Raises OutOfReach when `by` could not see the person afterwards.
    """
    with transaction.atomic(), pghistory.context(user=by.pk):
        values = _as_stored(person)
        alumnus, created = Alumnus.objects.select_for_update().get_or_create(
            pk=person_id, defaults={**values, "source": Source.STAFF, "entered_by": by}
        )
        if created:
            _write_rows(alumnus, rows, by)
            _insist_on_reach(alumnus, by)
    return alumnus


def save_person(*, person_id: int, base: dict, person: Mapping, rows: Mapping[str, list[RowEdit]], by) -> Alumnus:
    """Apply the changed values in `person` and `rows` to a record last seen as `base`.

    Values that nobody changed in the form are never written. Raises Conflict when the record is no
    longer `base`, unless all that is asked for already stands there: a form sent twice saves once.
    """
    with transaction.atomic(), pghistory.context(user=by.pk):
        alumnus = Alumnus.objects.select_for_update().get(pk=person_id)
        now = snapshot(person_id, contacts="contacts" in base, lock=True)
        if now != base:
            if _stands_already(now, base, person, rows):
                return alumnus
            raise Conflict(now)
        changed = {name: value for name, value in person.items() if plain(value) != now["person"][name]}
        if changed:
            _write_person(alumnus, changed, by)
        _write_rows(alumnus, rows, by)
        _insist_on_reach(alumnus, by)
    return alumnus


def _stands_already(now: dict, base: dict, person: Mapping, rows: Mapping[str, list[RowEdit]]) -> bool:
    if any(now["person"][name] != plain(value) for name, value in person.items()):
        return False
    for section, edits in rows.items():
        new = [row for pk, row in now[section].items() if pk not in base[section]]
        for edit in edits:
            values = {name: plain(value) for name, value in edit.values.items()}
            found = now[section].get(str(edit.id))
            if edit.remove:
                stands = found is None
            elif edit.id:
                stands = found is not None and values.items() <= found.items()
            else:
                stands = any(values.items() <= row.items() for row in new)
            if not stands:
                return False
    return True


def _as_stored(values: Mapping) -> dict:
    """The form's "verified" is a moment in the database."""
    stored = dict(values)
    if "verified" in stored:
        stored["verified_at"] = timezone.now() if stored.pop("verified") else None
    return stored


def _write_person(alumnus: Alumnus, changed: Mapping, by) -> None:
    told = {"source": Source.STAFF.value, "by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}
    alumnus.field_sources = {**alumnus.field_sources, **dict.fromkeys(changed, told)}
    stored = _as_stored(changed)
    for name, value in stored.items():
        setattr(alumnus, name, value)
    alumnus.save(update_fields=[*stored, "field_sources", "updated_at"])


def _write_rows(alumnus: Alumnus, rows: Mapping[str, list[RowEdit]], by) -> None:
    # Rows that go first, so that their value may come back in another row.
    for section, edits in rows.items():
        model, _fields = SECTIONS[section]
        gone = [edit.id for edit in edits if edit.remove and edit.id]
        if gone:
            model._default_manager.filter(alumnus=alumnus, pk__in=gone).delete()
        for edit in edits:
            if edit.values and not edit.remove:
                _write_row(model, alumnus, edit, by)
        if model is Interaction and edits:
            _count_last_contact(alumnus)


def _write_row(model, alumnus: Alumnus, edit: RowEdit, by) -> None:
    row = model._default_manager.get(pk=edit.id, alumnus=alumnus) if edit.id else model(alumnus=alumnus)
    for name, value in edit.values.items():
        setattr(row, model._meta.get_field(name).attname, plain(value) if name in ("school", "college") else value)
    if model is ContactPoint and "state" in edit.values:
        is_verified = row.state == ContactPoint.State.VERIFIED
        row.verified_at = (row.verified_at or timezone.now()) if is_verified else None
    # The office vouches for what it typed, wherever the row came from first.
    row.source, row.entered_by = Source.STAFF, by
    row.save()


def _insist_on_reach(alumnus: Alumnus, by) -> None:
    if not Alumnus.objects.within_reach_of(by, Permission.ALUMNI_VIEW).filter(pk=alumnus.pk).exists():
        raise OutOfReach(alumnus.pk)


def archive_person(*, person_id: int, reason: str, by) -> bool:
    """Hide a person from all lists and searches; return whether this call did."""
    return _set_archived(person_id, when=timezone.now(), reason=reason, by=by)


def restore_person(*, person_id: int, by) -> bool:
    return _set_archived(person_id, when=None, reason="", by=by)


def _set_archived(person_id: int, *, when, reason: str, by) -> bool:
    with transaction.atomic(), pghistory.context(user=by.pk, reason=reason):
        person = Alumnus.objects.select_for_update().get(pk=person_id)
        if (person.archived_at is None) == (when is None):
            return False
        person.archived_at = when
        person.field_sources = {
            **person.field_sources,
            "archived_at": {"source": Source.STAFF.value, "by": by.pk, "reason": reason,
                            "at": timezone.now().isoformat(timespec="seconds")},
        }  # fmt: skip
        person.save(update_fields=["archived_at", "field_sources", "updated_at"])
    return True


def record_interaction(*, person_id: int, kind: str, happened_on: date, summary: str, by) -> Interaction:
    """Record a contact made; the same words about the same day are recorded once."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        person = Alumnus.objects.select_for_update().get(pk=person_id)
        interaction, _created = Interaction.objects.get_or_create(
            alumnus=person, kind=kind, happened_on=happened_on, summary=summary,
            defaults={"source": Source.STAFF, "entered_by": by},
        )  # fmt: skip
        earlier = Q(last_contact_on__lt=happened_on) | Q(last_contact_on__isnull=True)
        Alumnus.objects.filter(earlier, pk=person.pk).update(last_contact_on=happened_on)
    return interaction


def _count_last_contact(person: Alumnus) -> None:
    latest = person.interactions.order_by("-happened_on").values_list("happened_on", flat=True).first()
    stale = ~Q(last_contact_on=latest) | Q(last_contact_on__isnull=True) if latest else Q(last_contact_on__isnull=False)
    Alumnus.objects.filter(stale, pk=person.pk).update(last_contact_on=latest)


def record_consent(
    *, person_id: int, purpose: str, channel: str, given: bool, by, wording: str = "", source: str = Source.STAFF
) -> Consent | None:
    """Append one consent given or withdrawn; None when that is what stood there last already: a yes to the same words,
    or a no. `by` is None for the bearer of a link, who says it as the person."""
    with transaction.atomic(), pghistory.context(user=by and by.pk):
        person = Alumnus.objects.select_for_update().get(pk=person_id)
        last = person.consents.filter(purpose=purpose, channel=channel).order_by("-at", "-pk").first()
        if last and last.given == given and (not given or last.wording == wording):
            return None
        return Consent.objects.create(
            alumnus=person, purpose=purpose, channel=channel, given=given, wording=wording, source=source, by=by
        )
