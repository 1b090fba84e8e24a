"""What a result list shows of each person."""

from dataclasses import dataclass, field

from django.db import connection

from alumni.models import Alumnus, Degree
from alumni.models.places import Province, country_label

from .terms import Kind, kind_of, payload_of


@dataclass(frozen=True)
class Studied:
    school: str
    college: str
    major: str
    level: str
    enrolled: int | None
    graduated: int | None

    @property
    def level_label(self) -> str:
        return str(dict(Degree.Level.choices).get(self.level, ""))


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    name_as_written: str
    latin_name: str
    gender: str
    tier: str
    life: str
    is_verified: bool
    country: str
    province: str
    city: str
    employer: str
    job_title: str
    reach: tuple[str, ...]
    degrees: list[Studied] = field(default_factory=list)

    @property
    def gender_label(self) -> str:
        return str(dict(Alumnus.Gender.choices).get(self.gender, ""))

    @property
    def tier_label(self) -> str:
        return str(dict(Alumnus.Tier.choices)[self.tier])

    @property
    def place(self) -> str:
        return self.city or str(dict(Province.choices).get(self.province, "")) or country_label(self.country)

    @property
    def is_outstanding(self) -> bool:
        return self.tier == Alumnus.Tier.OUTSTANDING

    @property
    def is_deceased(self) -> bool:
        return self.life == Alumnus.Life.DECEASED


PEOPLE = """
SELECT a.id, a.name, a.name_as_written, a.latin_name, a.gender, a.tier, a.life, a.verified_at IS NOT NULL,
       a.country, a.province, a.city, coalesce(e.employer, ''), coalesce(e.job_title, ''), d.terms,
       (SELECT array_agg(ARRAY[s.name, c.name, g.major, g.level, g.enrolment_year::text, g.graduation_year::text]
                         ORDER BY g.graduation_year, g.enrolment_year, g.id)
          FROM alumni_degree g
          LEFT JOIN alumni_college c ON c.id = g.college_id
          LEFT JOIN alumni_school s ON s.id = coalesce(g.school_id, c.school_id)
         WHERE g.alumnus_id = a.id)
FROM unnest(%s::bigint[]) WITH ORDINALITY AS page(id, place)
JOIN alumni_alumnus a ON a.id = page.id
JOIN alumni_searchdoc d ON d.person_id = a.id
LEFT JOIN LATERAL (
    SELECT employer, job_title FROM alumni_employment WHERE alumnus_id = a.id
    ORDER BY is_current DESC, id DESC LIMIT 1
) e ON true
ORDER BY page.place
"""


def people(ids: list[int]) -> list[Person]:
    """Return what a list shows of these people, in the order of `ids`. One query."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [ids])
        return [person(row) for row in cursor.fetchall()]


def person(row) -> Person:
    *values, terms, degrees = row
    reach = tuple(("email", "phone", "post")[payload_of(term) - 1] for term in terms if kind_of(term) is Kind.REACH)
    studied = [
        Studied(school or "", college or "", major, level, int(enrolled or 0) or None, int(graduated or 0) or None)
        for school, college, major, level, enrolled, graduated in degrees or ()
    ]
    values += [reach, studied]
    return Person(*values)
