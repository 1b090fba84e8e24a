"""Finding with whom something may come about: organisations, alumni, donors who are neither."""

from dataclasses import dataclass

from django.db.models import Q

from alumni.models import Alumnus
from donations.models import Donor, Organisation

MOST = 20


@dataclass(frozen=True)
class Partner:
    kind: str  # as the address of a new card names it: organisation, alumnus, donor
    row: Organisation | Alumnus | Donor
    said: str  # what tells one from another of the same name


def rows_of(kind: str, user):
    """All that `user` may begin a card with."""
    if kind == "organisation":
        return Organisation.objects.visible_to(user).filter(closed_at__isnull=True)
    if kind == "alumnus":
        return Alumnus.objects.visible_to(user)
    alone = Donor.objects.visible_to(user).heads()
    return alone.filter(organisation__isnull=True, alumnus__isnull=True)


def found(words: str, user) -> list[Partner]:
    if not words:
        return []
    named = Q(name__icontains=words)
    companies = rows_of("organisation", user).filter(named | Q(name_en__icontains=words) | Q(credit_code=words))
    people = rows_of("alumnus", user).filter(Q(name__startswith=words) | Q(latin_name__istartswith=words))
    donors = rows_of("donor", user).filter(named)
    return [
        *_lines("organisation", companies, lambda row: row.city or row.get_industry_display()),
        *_lines("alumnus", people.prefetch_related("degrees__college", "degrees__school"), _school_line),
        *_lines("donor", donors, lambda row: row.get_kind_display()),
    ]


def _lines(kind: str, rows, said) -> list[Partner]:
    return [Partner(kind, row, said(row)) for row in rows.order_by("name", "pk")[:MOST]]


def _school_line(person: Alumnus) -> str:
    return " · ".join(str(degree) for degree in person.degrees.all()[:2])
