"""Everything known about one person, for one page, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Field, Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alumni import hooks
from alumni.models import (
    Alumnus,
    ContactPoint,
    DuplicateCandidate,
    PersonListEntry,
    Roster,
    RosterRow,
    Succession,
)
from alumni.models.people import Degree
from alumni.models.places import country_label
from alumni_office.accounts.roles import Permission
from alumni_office.names import readings

from .masking import masked, masked_date, readable
from .sources import Origin, Origins
from .timeline import Entry, timeline
from .visibility import Contacts, contacts_for, may_on

PLACE_FIELDS = ("country", "province", "city")
FACT_FIELDS = ("gender", "birth_date", "ethnicity", "native_place", "industry")


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    origin: Origin


@dataclass(frozen=True)
class ContactLine:
    point: ContactPoint
    text: str
    origin: Origin

    @property
    def is_usable(self) -> bool:
        return self.point.state in (ContactPoint.State.VERIFIED, ContactPoint.State.UNVERIFIED)


@dataclass(frozen=True)
class Due:
    """Something that waits for a decision about this person."""

    text: str
    duplicate_id: int | None = None
    roster_id: int | None = None


@dataclass
class Record:
    person: Alumnus
    contacts_seen: Contacts
    may_edit: bool
    may_merge: bool
    may_revoke: bool
    readings: list[str]
    degrees: list
    employments: list
    honours: list
    contacts: list[ContactLine]
    facts: list[Fact]
    names: list[Fact]
    standing: list[Fact]
    taggings: list
    consents: list
    interactions: list
    lists: list
    panels: list[hooks.Panel]
    due: list[Due]
    timeline: list[Entry]

    @property
    def is_masked(self) -> bool:
        return self.contacts_seen is Contacts.MASKED

    @property
    def has_sensitive(self) -> bool:
        return bool(self.contacts or self.person.birth_date)

    @property
    def reaches(self) -> list[ContactLine]:
        return [line for line in self.contacts if line.is_usable]

    @property
    def all_facts(self) -> list[Fact]:
        return [*self.standing[:1], *self.names, *self.facts, *self.standing[1:]]

    @property
    def employment(self):
        return next((row for row in self.employments if row.is_current), None)


def record(*, user, pk: int, reveal: bool = False) -> Record | None:
    """Return what `user` may know of a person; None when the person is out of the user's scope."""
    person = Alumnus.objects.visible_to(user).select_related("entered_by", "roster_row__roster").filter(pk=pk).first()
    if person is None:
        return None
    seen = contacts_for(user, person, reveal=reveal)
    may_merge = may_on(user, person, Permission.ALUMNI_MERGE)
    degrees = list(person.degrees.by_year().select_related("school__successor", "college"))
    employments = list(person.employments.order_by("-is_current", "-started_on", "-pk"))
    honours = list(person.honours.order_by("-year", "-pk"))
    interactions = list(person.interactions.select_related("entered_by"))
    points = list(person.contacts.order_by("kind", "-entered_at")) if seen is not Contacts.HIDDEN else []
    taggings = list(person.taggings.select_related("tag").order_by("tag__name"))
    origins = Origins(person, [*degrees, *employments, *honours, *points, *taggings])
    for row in (*degrees, *employments, *honours):
        row.origin = origins.of_row(row)
    name_colleges(degrees)
    return Record(
        person=person, contacts_seen=seen, may_edit=may_on(user, person, Permission.ALUMNI_EDIT),
        may_merge=may_merge, may_revoke=user.reach(Permission.ALUMNI_EDIT).everyone,
        readings=readings(person.name), degrees=degrees, employments=employments, honours=honours,
        contacts=[contact_line(point, seen, origins) for point in points],
        facts=list(facts(person, seen, origins)), names=list(names(person, origins)),
        standing=list(standing(person, origins)), taggings=taggings,
        consents=latest_consents(person), interactions=interactions,
        lists=list(PersonListEntry.objects.filter(alumnus=person, list__owner=user).select_related("list")),
        panels=[panel for panel in sorted(hooks.panels, key=lambda each: each.order) if user.may(panel.permission)],
        due=[*duplicates_due(user, person, may_merge), *rows_due(user, person)],
        timeline=timeline(user, person, interactions, seen),
    )  # fmt: skip


def contact_line(point: ContactPoint, seen: Contacts, origins: Origins) -> ContactLine:
    show = readable if seen is Contacts.SHOWN else masked
    return ContactLine(point, show(point.kind, point.value, point.postcode), origins.of_row(point))


def names(person: Alumnus, origins: Origins) -> Iterable[Fact]:
    """How the name is written elsewhere."""
    if person.name_as_written and person.name_as_written != person.name:
        yield Fact(_("As written"), person.name_as_written, origins.of_field(person, "name_as_written"))
    if person.latin_name:
        yield Fact(_("Latin name"), person.latin_name, origins.of_field(person, "latin_name"))
    if person.former_names:
        yield Fact(_("Formerly"), _(", ").join(person.former_names), origins.of_field(person, "former_names"))


def label(name: str) -> str:
    field = Alumnus._meta.get_field(name)
    assert isinstance(field, Field)
    return capfirst(str(field.verbose_name))


def standing(person: Alumnus, origins: Origins) -> Iterable[Fact]:
    """What the office holds the person to be."""
    for name in ("name", "kind", "life", "tier", "verified_at", "notes"):
        value = getattr(person, f"get_{name}_display", lambda name=name: getattr(person, name))()
        if value:
            text = date_format(localtime(value), "SHORT_DATE_FORMAT") if name == "verified_at" else str(value)[:80]
            key = "verified" if name == "verified_at" else name
            yield Fact(label(name), text, origins.of_field(person, key))


def facts(person: Alumnus, seen: Contacts, origins: Origins) -> Iterable[Fact]:
    places = [country_label(person.country) if person.country not in ("", "CN") else "",
              person.get_province_display(), person.city]  # fmt: skip
    if any(places):
        told = next(name for name in reversed(PLACE_FIELDS) if getattr(person, name))
        yield Fact(_("Place"), " ".join(dict.fromkeys(filter(None, map(str, places)))), origins.of_field(person, told))
    for name in FACT_FIELDS:
        value = getattr(person, f"get_{name}_display", lambda name=name: getattr(person, name))()
        if name == "birth_date" and value:
            if seen is Contacts.HIDDEN:
                continue
            value = value if seen is Contacts.SHOWN else masked_date(value)
        if value:
            yield Fact(label(name), str(value), origins.of_field(person, name))


def latest_consents(person: Alumnus) -> list:
    """The last word for each purpose and channel."""
    return list(person.consents.order_by("purpose", "channel", "-at", "-pk").distinct("purpose", "channel"))


def name_colleges(degrees: list[Degree]) -> None:
    """Give each degree `today`: what its college, or else its school, is called today."""
    following: dict[int, list] = {}
    for step in Succession.objects.select_related("successor"):
        following.setdefault(step.predecessor_id, []).append(step.successor)
    for degree in degrees:
        found, todo, seen = [], [degree.college_id] if degree.college_id else [], set()
        while todo:
            pk = todo.pop()
            for college in following.get(pk, ()):
                if college.pk not in seen:
                    seen.add(college.pk)
                    (todo.append(college.pk) if college.pk in following else found.append(college))
        school = degree.school.successor if degree.school else None
        degree.today = _(", ").join(college.name for college in found) or (school.name if school else "")


def duplicates_due(user, person: Alumnus, may_merge: bool) -> list[Due]:
    if not may_merge:
        return []
    pairs = DuplicateCandidate.objects.filter(
        Q(low=person) | Q(high=person), state=DuplicateCandidate.State.OPEN
    ).select_related("low", "high").order_by("-score")[:10]  # fmt: skip
    others = {pair.pk: pair.high if pair.low_id == person.pk else pair.low for pair in pairs}
    visible = set(
        Alumnus.objects.visible_to(user, Permission.ALUMNI_MERGE)
        .filter(pk__in=[other.pk for other in others.values()])
        .values_list("pk", flat=True)
    )
    return [
        Due(_("May be the same person as %(name)s (%(score)s of 100).") % {"name": others[pair.pk].name,
                                                                           "score": pair.score}, duplicate_id=pair.pk)
        for pair in pairs if others[pair.pk].pk in visible
    ]  # fmt: skip


def rows_due(user, person: Alumnus) -> list[Due]:
    rows = RosterRow.objects.filter(
        candidates__contains=[{"pk": person.pk}], outcome=RosterRow.Outcome.AMBIGUOUS, decision__isnull=True,
        roster__state__in=[Roster.State.CHECKED, Roster.State.APPLYING, Roster.State.APPLIED],
        roster__in=Roster.objects.visible_to(user),
    )  # fmt: skip
    return [
        Due(_("Row %(row)s of %(file)s may be about this person.") % {"row": row.number, "file": row.roster.filename},
            roster_id=row.roster_id)
        for row in rows.select_related("roster").only("number", "sheet", "roster__filename")[:10]
    ]  # fmt: skip


def reserved_id() -> int:
    """Return a primary key that nobody else gets: it makes a form for a new person safe to send twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('alumni_alumnus', 'id'))")
        return cursor.fetchone()[0]
