"""A person's record as plain values: what a form shows, and what has changed since it did."""

from typing import Any

from django.db import models

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Honour, Interaction

PERSON_FIELDS = (
    "kind", "name", "name_as_written", "latin_name", "former_names", "gender", "birth_date", "life", "tier",
    "country", "province", "city", "industry", "ethnicity", "native_place", "notes",
)  # fmt: skip
SECTIONS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "degrees": (
        Degree,
        ("school", "college", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year",
         "supervisor"),
    ),
    "employments": (Employment, ("employer", "job_title", "started_on", "ended_on", "is_current")),
    "contacts": (ContactPoint, ("kind", "value", "postcode", "state", "audience")),
    "honours": (Honour, ("title", "awarded_by", "year")),
    "interactions": (Interaction, ("kind", "happened_on", "summary")),
}  # fmt: skip


def plain(value) -> Any:
    """Return a field's value as JSON has it."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


def plain_row(row, fields) -> dict:
    return {name: plain(getattr(row, row._meta.get_field(name).attname)) for name in fields}


def snapshot(person_id: int, *, contacts: bool, lock: bool = False) -> dict:
    """Return {"person": {field: value}, "degrees": {"5": {field: value}}, ...}, without phones, e-mails,
    addresses and the birth date unless `contacts`; `lock` holds the rows until the transaction ends."""

    def rows(queryset):
        return queryset.select_for_update(of=("self",)) if lock else queryset

    person = rows(Alumnus.objects).get(pk=person_id)
    taken = {"person": {**plain_row(person, PERSON_FIELDS), "verified": person.verified_at is not None}}
    if not contacts:
        del taken["person"]["birth_date"]
    for section, (model, fields) in SECTIONS.items():
        if contacts or section != "contacts":
            found = rows(model._default_manager.filter(alumnus=person_id)).order_by("pk")
            taken[section] = {str(row.pk): plain_row(row, fields) for row in found}
    return taken
