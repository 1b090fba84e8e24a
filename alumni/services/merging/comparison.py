"""Two records side by side, as the page shows them before a merge."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus, AlumnusTag, Consent, ContactPoint, Degree, Employment, Honour, Interaction
from alumni.models.places import country_label
from alumni.queries.person import Contacts
from alumni.queries.person.masking import masked, masked_date, readable

from . import choices, policies

LABELS = {
    "name": gettext_lazy("Name"),
    "latin_name": gettext_lazy("Latin name"),
    "gender": gettext_lazy("Gender"),
    "birth_date": gettext_lazy("Birth date"),
    "kind": gettext_lazy("Kind"),
    "life": gettext_lazy("Living"),
    "tier": gettext_lazy("Tier"),
    "place": gettext_lazy("Place"),
    "industry": gettext_lazy("Industry"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "native_place": gettext_lazy("Native place"),
}


@dataclass(frozen=True)
class Fact:
    """One fact of both; `preferred` is the person whose value is proposed where they differ."""

    code: str
    label: str
    values: tuple[str, str]
    differs: bool
    preferred: int


@dataclass(frozen=True)
class Item:
    text: str
    on_both: bool


@dataclass(frozen=True)
class Group:
    """Things of which a person has several: united by a merge."""

    label: str
    sides: tuple[list[Item], list[Item]]


@dataclass(frozen=True)
class Comparison:
    people: tuple[Alumnus, Alumnus]
    keep: int
    facts: list[Fact]
    groups: list[Group]


def compare(one: Alumnus, other: Alumnus, shown: Contacts) -> Comparison:
    """`shown` says how phones, e-mails, addresses and birth dates appear."""
    fullness = {person.pk: _fullness(person) for person in (one, other)}
    keep, drop = (one, other) if fullness[one.pk] >= fullness[other.pk] else (other, one)
    facts = []
    for code in choices.FACTS:
        mine, theirs = choices.values(one, code), choices.values(other, code)
        if any(mine) or any(theirs):
            values = (_value(one, code, shown), _value(other, code, shown))
            facts.append(Fact(code, str(LABELS[code]), values, mine != theirs, choices.preferred(keep, drop, code).pk))
    return Comparison((one, other), keep.pk, facts, _groups(one, other, shown))


def _fullness(person: Alumnus) -> tuple:
    """The record to keep: verified rather than not, full rather than sparse, old rather than new."""
    rows = person.degrees.count() + person.contacts.count() + person.employments.count() + person.taggings.count()
    return (person.verified_at is not None, rows, -person.pk)


def _value(person: Alumnus, code: str, shown: Contacts) -> str:
    if code == "birth_date":
        return _birth_date(person.birth_date, shown)
    if code == "place":
        province = person.get_province_display() if person.province else ""
        return " ".join(
            str(part)
            for part in (country_label(person.country) if person.country else "", province, person.city)
            if part
        )
    if code == "name":
        written = person.name_as_written
        return f"{person.name} ({written})" if written and written != person.name else person.name
    display = getattr(person, f"get_{code}_display", None)
    return str(display() if display else getattr(person, code))


def _birth_date(value: str, shown: Contacts) -> str:
    if shown is Contacts.SHOWN or not value:
        return value
    return masked_date(value) if shown is Contacts.MASKED else "****"


def _groups(one: Alumnus, other: Alumnus, shown: Contacts) -> list[Group]:
    def contact(row):
        if shown is Contacts.HIDDEN:
            return row.get_kind_display()
        write = readable if shown is Contacts.SHOWN else masked
        return f"{row.get_kind_display()} {write(row.kind, row.value, row.postcode)}"

    degrees = Degree.objects.select_related("college", "school").by_year()
    found = [
        _group(_("Degrees"), degrees, one, other, policies.same_degree, _degree),
        _group(_("Career"), Employment.objects.order_by("pk"), one, other, policies.same_job, str),
        _group(_("Contacts"), ContactPoint.objects.order_by("kind", "pk"), one, other, policies.same_contact, contact),
        _group(_("Honours"), Honour.objects.order_by("year", "pk"), one, other, policies.same_honour, str),
        _group(_("Contacts made"), Interaction.objects.all(), one, other, policies.same_interaction, str),
        _group(
            _("Tags"), AlumnusTag.objects.select_related("tag").order_by("tag__name"), one, other,
            lambda kept, dropped: kept.tag_id == dropped.tag_id, str,
        ),
        _group(
            _("Consents"), Consent.objects.order_by("at", "pk"), one, other,
            lambda kept, dropped: False, str,
        ),
    ]  # fmt: skip
    return [group for group in found if any(group.sides)]


def _group(label: str, rows, one: Alumnus, other: Alumnus, twin: Callable, text: Callable[..., str]) -> Group:
    mine, theirs = list(rows.filter(alumnus=one)), list(rows.filter(alumnus=other))

    def items(some: Iterable, others: list) -> list[Item]:
        return [Item(text(row), any(twin(row, another) for another in others)) for row in some]

    return Group(label, (items(mine, theirs), items(theirs, mine)))


def _degree(row: Degree) -> str:
    years = "–".join(str(year) for year in (row.enrolment_year, row.graduation_year) if year)
    parts = (years, row.college or row.school, row.major, row.level and row.get_level_display(), row.class_name)
    return " ".join(str(part) for part in (*parts, row.student_no) if part)
