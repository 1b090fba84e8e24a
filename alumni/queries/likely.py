"""Records that a claim may mean, each with a score and its reasons, as the duplicates have them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from alumni.models import Alumnus, Degree, SearchKey, Verification
from alumni.queries import claims
from alumni.queries.search.people import Person, people
from alumni_office.accounts.roles import Permission
from alumni_office.names import fold

SHOWN = 6
LOOKED_AT = 200


@dataclass(frozen=True)
class Likely:
    person: Person
    score: int
    reasons: list[str]
    is_verified_by_another: bool
    is_matched: bool


def found_for(claim: Verification, user) -> list[Alumnus]:
    """Those in the user's reach who have this name, number, or the claim's own match; not yet scored."""
    degrees = Degree.objects.filter(alumnus=OuterRef("pk"))
    folded = fold(claim.name)
    named = Q(name=claim.name) | Exists(SearchKey.objects.filter(person=OuterRef("pk"), key=folded, rank=1))
    near = Q(pk__in=[claim.alumnus_id] if claim.alumnus_id else [])
    if claim.student_no:
        near |= Exists(degrees.filter(student_no=claim.student_no))
    studied = Q()
    if claim.graduation_year:
        years = range(claim.graduation_year - 1, claim.graduation_year + 2)
        studied |= Q(graduation_year__in=years)
    if claim.college_id:
        studied |= Q(college__in=claims.college_line(claim.college_id))
    if studied:
        near |= named & Exists(degrees.filter(studied))
    visible = Alumnus.objects.visible_to(user, Permission.ALUMNI_EDIT)
    found = {person.pk: person for person in visible.filter(near)[:LOOKED_AT]}
    if len(found) < SHOWN:
        for person in visible.filter(named)[:SHOWN]:
            found.setdefault(person.pk, person)
    return list(found.values())


def shown(ids: list[int]) -> dict[int, Person]:
    return {person.pk: person for person in people(ids)}
