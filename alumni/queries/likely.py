"""Records that a claim may mean, each with a score and its reasons, as the duplicates have them."""

from dataclasses import dataclass

from django.db.models import Q

from alumni.models import Alumnus, Degree, SearchKey, Verification
from alumni.queries import claims
from alumni.queries.search.people import Person, people
from alumni_office.accounts.roles import Permission
from alumni_office.names import fold

SHOWN = 6
LOOKED_AT = 200
NAMESAKES = 2_000


@dataclass(frozen=True)
class Likely:
    person: Person
    score: int
    reasons: list[str]
    is_verified_by_another: bool
    is_matched: bool


def found_for(claim: Verification, user) -> list[Alumnus]:
    """Those in the user's reach who have this name or number, or are the claim's own match; not yet scored.

    One index each: an OR over everybody would read everybody.
    """
    named = set(Alumnus.objects.present().filter(name=claim.name).values_list("pk", flat=True)[:NAMESAKES])
    keys = SearchKey.objects.filter(key=fold(claim.name), rank=1)
    named.update(keys.values_list("person_id", flat=True)[:NAMESAKES])
    near = {claim.alumnus_id} if claim.alumnus_id else set()
    if claim.student_no:
        numbered = Degree.objects.filter(student_no=claim.student_no)
        near.update(numbered.values_list("alumnus_id", flat=True)[:LOOKED_AT])
    studied = _studied(claim)
    if studied:
        namesakes = Degree.objects.filter(studied, alumnus__in=named)
        near.update(namesakes.values_list("alumnus_id", flat=True)[:LOOKED_AT])
    visible = Alumnus.objects.visible_to(user, Permission.ALUMNI_EDIT)
    found = {person.pk: person for person in visible.filter(pk__in=near)}
    if len(found) < SHOWN:
        for person in visible.filter(pk__in=named - found.keys())[:SHOWN]:
            found[person.pk] = person
    return list(found.values())


def _studied(claim: Verification) -> Q:
    studied = Q()
    if claim.graduation_year:
        studied |= Q(graduation_year__range=(claim.graduation_year - 1, claim.graduation_year + 1))
    if claim.college_id:
        studied |= Q(college__in=claims.college_line(claim.college_id))
    return studied


def shown(ids: list[int]) -> dict[int, Person]:
    return {person.pk: person for person in people(ids)}
