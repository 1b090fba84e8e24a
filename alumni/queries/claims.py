"""Whom a claim means: the one record that fits what was said, and those that may."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Q

from alumni.models import Alumnus, Challenge, ContactPoint, Degree, SearchKey, Succession
from alumni.models.people import colleges_with_predecessors
from alumni_office.names import fold

State = ContactPoint.State
MANY = 30


@dataclass(frozen=True)
class Said:
    """What an applicant says; the name is normalised."""

    name: str
    student_no: str = ""
    college_id: int | None = None
    graduation_year: int | None = None


def has_verified_email(user) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def colleges_with_successors(college_id: int) -> list[int]:
    """Return the college and all that it became: officers of any of these look after its graduates."""
    steps: dict[int, list[int]] = {}
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor_id"):
        steps.setdefault(predecessor, []).append(successor)
    found, todo = {college_id}, [college_id]
    while todo:
        for successor in steps.get(todo.pop(), ()):
            if successor not in found:
                found.add(successor)
                todo.append(successor)
    return sorted(found)


def college_line(college_id: int) -> set[int]:
    return colleges_with_predecessors({college_id}) | set(colleges_with_successors(college_id))


def match(said: Said) -> Alumnus | None:
    """Return the only person of this name with this student number, or of this college and year.

    A number that contradicts the record's own is no match, however well the rest fits.
    """
    by_number = _named(said, Q(student_no=said.student_no)) if said.student_no else []
    if by_number:
        return by_number[0] if len(by_number) == 1 else None
    if said.college_id is None or said.graduation_year is None:
        return None
    studied = Q(college__in=college_line(said.college_id), graduation_year=said.graduation_year)
    if said.student_no:
        studied &= Q(student_no="")
    found = _named(said, studied)
    return found[0] if len(found) == 1 else None


def _named(said: Said, studied: Q) -> list[Alumnus]:
    """Those whose name, or former name, is exactly this one; the keys of the search lead to them."""
    folded = fold(said.name)
    degrees = Degree.objects.filter(studied, alumnus=OuterRef("pk"))
    named = Q(name=said.name) | Q(former_names__contains=[said.name]) | Q(latin_name__iexact=said.name)
    named |= Q(Exists(SearchKey.objects.filter(person=OuterRef("pk"), key=folded)))
    found = Alumnus.objects.present().filter(Exists(degrees)).filter(named)[:MANY]
    return [person for person in found if folded in _names_of(person)]


def _names_of(person: Alumnus) -> set[str]:
    names = (person.name, person.name_as_written, person.latin_name, *person.former_names)
    return {fold(name) for name in names if name}


def code_targets(person: Alumnus | None) -> list[ContactPoint]:
    """Where a code for this person may go: e-mails, and mobiles where a provider is configured. Nowhere for
    somebody who is verified already or no longer living: those are for the office to look at."""
    if person is None or person.user_id or person.life != Alumnus.Life.LIVING:
        return []
    kinds = [ContactPoint.Kind.EMAIL]
    if settings.SMS_BACKEND:
        kinds.append(ContactPoint.Kind.MOBILE)
    usable = person.contacts.filter(kind__in=kinds, state__in=[State.UNVERIFIED, State.VERIFIED])
    return [point for point in usable.exclude(value="").order_by("kind", "-state", "pk") if _takes_mail(point)]


def _takes_mail(point: ContactPoint) -> bool:
    """Rosters bring addresses to which nothing can be sent: a label of a domain that ends in "-"."""
    if point.kind != ContactPoint.Kind.EMAIL:
        return True
    try:
        validate_email(point.value)
    except ValidationError:
        return False
    return True


def masked_target(point: ContactPoint | Challenge) -> str:
    """z***@q***.com: enough to know one's own, not enough to write to it."""
    if point.kind != ContactPoint.Kind.EMAIL:
        return f"{point.value[:6]}****{point.value[-2:]}"
    name, _at, domain = point.value.partition("@")
    host, dot, rest = domain.rpartition(".")
    return f"{name[:1]}***@{host[:1]}***{dot}{rest}"
