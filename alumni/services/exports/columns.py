"""The columns one may choose. Their titles are words that our own roster import knows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus, ContactPoint
from alumni.models.places import country_label
from alumni.queries.person.masking import readable

Kind = ContactPoint.Kind


@dataclass(frozen=True)
class Column:
    name: str
    title: str | Promise
    value: Callable[["Line"], Any]
    is_sensitive: bool = False  # only for those who may see contacts
    by_default: bool = False
    width: int = 12


@dataclass
class Line:
    """One person with the rows that an export shows."""

    person: Alumnus
    degrees: list
    employment: Any
    contacts: dict[str, list]
    tags: list[str]
    honours: list[str]

    @property
    def degree(self):
        """The latest one; the others share a column."""
        return self.degrees[-1] if self.degrees else None


def of_person(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.person, name)


@cache
def labels(model: type[models.Model], name: str, language: str) -> dict[str, str]:
    """The words of a field's choices: looked up once, as an export asks for them a million times."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return {value: str(label) for value, label in field.flatchoices}


def word(row: models.Model, name: str) -> str:
    value = getattr(row, name)
    return labels(type(row), name, get_language() or "").get(value, value)


def display(name: str) -> Callable[[Line], Any]:
    return lambda line: word(line.person, name)


def of_degree(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.degree, name) if line.degree else ""


def named(name: str) -> Callable[[Line], Any]:
    """The name of a degree's school or college."""
    return lambda line: str(getattr(line.degree, name) or "") if line.degree else ""


def of_employment(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.employment, name) if line.employment else ""


def contacts(kind: str) -> Callable[[Line], Any]:
    return lambda line: "; ".join(_written(point) for point in line.contacts.get(kind, ()))


def _written(point: ContactPoint) -> str:
    number, _sign, extension = point.value.partition(";ext=")
    if point.kind == Kind.PHONE and extension:
        return f"{readable(point.kind, number)}转{extension}"
    return point.value if point.kind == Kind.ADDRESS else readable(point.kind, point.value)


def other_degrees(line: Line) -> str:
    return "; ".join(
        " ".join(str(part) for part in (row.graduation_year, row.college or row.school, row.major,
                                        word(row, "level")) if part)
        for row in reversed(line.degrees[:-1])
    )  # fmt: skip


def first_postcode(line: Line) -> str:
    return next((point.postcode for point in line.contacts.get(Kind.ADDRESS, ()) if point.postcode), "")


COLUMNS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("name", _("Name"), of_person("name"), by_default=True),
        Column("name_as_written", _("Name in traditional characters"), of_person("name_as_written")),
        Column("latin_name", _("English name"), of_person("latin_name"), width=18),
        Column("former_names", _("Former name"), lambda line: "、".join(line.person.former_names)),
        Column("gender", _("Gender"), display("gender"), by_default=True, width=7),
        Column("birth_date", _("Date of birth"), of_person("birth_date"), is_sensitive=True),
        Column("school", pgettext_lazy("column", "School"), named("school"), width=18),
        Column("college", pgettext_lazy("column", "College"), named("college"), by_default=True, width=22),
        Column("major", _("Major"), of_degree("major"), by_default=True, width=18),
        Column("level", _("Degree level"), lambda line: word(line.degree, "level") if line.degree else "",
               by_default=True),
        Column("class_name", _("Class name"), of_degree("class_name"), width=14),
        Column("student_no", _("Student number"), of_degree("student_no"), width=16),
        Column("enrolment_year", _("Enrolment year"), of_degree("enrolment_year"), by_default=True),
        Column("graduation_year", _("Graduation year"), of_degree("graduation_year"), by_default=True),
        Column("supervisor", _("Supervisor"), of_degree("supervisor")),
        Column("other_degrees", _("Also studied here"), other_degrees, width=30),
        Column("employer", _("Employer"), of_employment("employer"), by_default=True, width=28),
        Column("job_title", _("Job title"), of_employment("job_title"), by_default=True, width=16),
        Column("industry", _("Industry"), display("industry"), width=18),
        Column("mobile", pgettext_lazy("column", "Mobile"), contacts(Kind.MOBILE), is_sensitive=True, width=16),
        Column("phone", pgettext_lazy("column", "Telephone"), contacts(Kind.PHONE), is_sensitive=True, width=18),
        Column("email", pgettext_lazy("column", "E-mail"), contacts(Kind.EMAIL), is_sensitive=True, width=26),
        Column("wechat", pgettext_lazy("column", "WeChat"), contacts(Kind.WECHAT), is_sensitive=True, width=16),
        Column("qq", pgettext_lazy("column", "QQ"), contacts(Kind.QQ), is_sensitive=True),
        Column("address", pgettext_lazy("column", "Postal address"), contacts(Kind.ADDRESS), is_sensitive=True,
               width=36),
        Column("postcode", pgettext_lazy("column", "Postcode"), first_postcode, is_sensitive=True),
        Column("country", pgettext_lazy("column", "Country"), lambda line: country_label(line.person.country)),
        Column("province", pgettext_lazy("column", "Province"), display("province")),
        Column("city", pgettext_lazy("column", "City"), of_person("city"), by_default=True),
        Column("ethnicity", _("Ethnicity"), of_person("ethnicity")),
        Column("native_place", _("Native place"), of_person("native_place")),
        Column("tier", _("Office tier"), display("tier")),
        Column("kind", _("Kind of person"), display("kind")),
        Column("life", _("Is living"), display("life")),
        Column("tags", _("Tags of the office"), lambda line: "; ".join(line.tags), width=20),
        Column("honours", _("Honours"), lambda line: "; ".join(line.honours), width=26),
        Column("last_contact_on", _("Last contacted on"), of_person("last_contact_on")),
        Column("notes", pgettext_lazy("column", "Notes"), of_person("notes"), width=30),
    )
}  # fmt: skip


def allowed(names, *, may_see_contacts: bool) -> list[Column]:
    """Return the chosen columns in their own order, without those the asker may not see."""
    return [
        column for name, column in COLUMNS.items()
        if name in names and (may_see_contacts or not column.is_sensitive)
    ]  # fmt: skip
