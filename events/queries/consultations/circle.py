"""Who is asked: the people of a circle, and those of them who are left out, with the reason."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus, College, Consent, Degree, PersonList, PersonListEntry, SavedSearch
from alumni.models.people import colleges_with_predecessors
from alumni.queries import search
from alumni.queries.consents import ALLOWED
from alumni_office.accounts.roles import Permission
from chapters.models import Chapter, Office
from events.models import Consultation

Circle = Consultation.Circle

REASONS = {
    "deceased": _("have died"),
    "archived": _("are archived or were merged into another record"),
    "restricted": _("asked that their data be kept and not used"),
    "address": _("have no e-mail address that reaches them"),
    "consent": _("have not agreed to news by e-mail"),
}

ADDRESS = r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$"

# One row a person: whether somebody may be written to, at which address, in which language.
JUDGED = f"""
    WITH people AS (SELECT unnest(%s::bigint[]) AS id)
    SELECT person.id, reached.value AS address, account.language,
        CASE
            WHEN person.merged_into_id IS NOT NULL OR person.archived_at IS NOT NULL THEN 'archived'
            WHEN person.life = 'deceased' THEN 'deceased'
            WHEN person.restricted_at IS NOT NULL THEN 'restricted'
            WHEN reached.value IS NULL THEN 'address'
            WHEN allowed.allowed_since IS NULL THEN 'consent'
        END AS reason
    FROM people JOIN alumni_alumnus person ON person.id = people.id
    LEFT JOIN LATERAL (
        SELECT value FROM alumni_contactpoint
        WHERE alumnus_id = person.id AND kind = 'email' AND state IN ('unverified', 'verified') AND value ~ %s
        ORDER BY state = 'verified' DESC, verified_at DESC NULLS LAST, id DESC LIMIT 1
    ) AS reached ON true
    LEFT JOIN ({ALLOWED.format(besides="")}) AS allowed ON allowed.alumnus_id = person.id
    LEFT JOIN accounts_user account ON account.id = person.user_id
"""  # noqa: S608  of fixed pieces


class Unknown(Exception):
    """The circle names a row that is gone, or that the one who asks may not use."""


@dataclass(frozen=True)
class Reader:
    """Somebody who may be written to."""

    person_id: int
    address: str
    language: str


@dataclass(frozen=True)
class Judged:
    readers: list[Reader] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(str(REASONS[reason]), self.left_out[reason]) for reason in REASONS if reason in self.left_out]


def judged(ids: list[int]) -> Judged:
    """Say of each of these people whether a consultation may be sent to them, and where."""
    purpose, channel = Consent.Purpose.CONTACT, Consent.Channel.EMAIL
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, [ids, ADDRESS, purpose, channel])
        rows = cursor.fetchall()
    left_out: dict[str, int] = {}
    for *_rest, reason in rows:
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
    readers = [Reader(pk, address, language or "") for pk, address, language, reason in rows if reason is None]
    return Judged(sorted(readers, key=lambda reader: reader.person_id), left_out)


def members(consultation: Consultation, user) -> QuerySet[Alumnus]:
    """Everybody of the circle at this moment whom `user` may see, those included who will be left out. Raises
    Unknown."""
    seen = Alumnus.objects.within_reach_of(user, Permission.ALUMNI_VIEW)
    return seen.filter(KINDS[Circle(consultation.circle)](consultation, user))


def evaluated(consultation: Consultation, user) -> Judged:
    """The circle as it is now. Raises Unknown."""
    return judged(list(members(consultation, user).values_list("pk", flat=True)))


def _search(consultation: Consultation, user) -> Q:
    saved = _row(SavedSearch.objects.visible_to(user), consultation)
    return Q(pk__in=search.people(user, saved.words, search.parse(saved.filters)).values("pk"))


def _list(consultation: Consultation, user) -> Q:
    found = _row(PersonList.objects.visible_to(user), consultation)
    return Q(pk__in=PersonListEntry.objects.filter(list=found).values("alumnus"))


def _council(consultation: Consultation, user) -> Q:
    chapter = _row(Chapter.objects.visible_to(user), consultation)
    return Q(pk__in=Office.objects.current().filter(term__chapter=chapter).values("alumnus"))


def _class(consultation: Consultation, user) -> Q:
    """Graduates of one year of a college and its predecessors; of one class where it is named."""
    college = _row(College.objects.all(), consultation)
    degrees = Degree.objects.filter(
        college__in=colleges_with_predecessors([college.pk]), graduation_year=consultation.circle_year
    )
    if consultation.circle_class:
        degrees = degrees.filter(class_name=consultation.circle_class)
    return Q(pk__in=degrees.values("alumnus"))


def _row(rows, consultation: Consultation):
    found = rows.filter(pk=consultation.circle_id).first()
    if found is None:
        raise Unknown
    return found


KINDS = {Circle.SEARCH: _search, Circle.LIST: _list, Circle.COUNCIL: _council, Circle.CLASS: _class}
SOURCES = {
    Circle.SEARCH: lambda user: SavedSearch.objects.visible_to(user),
    Circle.LIST: lambda user: PersonList.objects.visible_to(user),
    Circle.COUNCIL: lambda user: Chapter.objects.visible_to(user),
    Circle.CLASS: lambda user: College.objects.all(),
}


def name_of(consultation: Consultation, user) -> str:
    """What the circle is called, as far as `user` may know; as it was called when it was opened."""
    if consultation.circle_name:
        return consultation.circle_name
    row = SOURCES[Circle(consultation.circle)](user).filter(pk=consultation.circle_id).first()
    if row is None:
        return ""
    parts = [getattr(row, "shown_name", str(row)), consultation.circle_year, consultation.circle_class]
    return " ".join(str(part) for part in parts if part)
