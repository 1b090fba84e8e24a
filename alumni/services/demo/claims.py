"""An alumna who signs in, people who say who they are, and wishes that wait for the office."""

import uuid
from datetime import datetime, time

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.lookups import IsNull
from django.utils import timezone

from alumni.demo.engagement import TODAY
from alumni.models import Alumnus, ChangeRequest, ContactPoint, Degree, Source, Verification
from alumni.queries.claims import colleges_with_successors
from alumni_office.accounts.models import User

from .logins import ALUMNA

# (who asks, what differs from the record, the state, the office's question)
APPLICANTS: list[tuple[str, dict, str, str]] = [
    ("exact", {}, "requested", ""),
    ("year", {"student_no": "", "graduation_year": 1}, "requested", ""),
    ("asked", {}, "asked", "请问您当年的班主任是哪位老师？"),
    ("unknown", {"name": "欧阳明月", "student_no": ""}, "requested", ""),
]
LINKED_AT = timezone.make_aware(datetime.combine(TODAY, time(10)))
STATEMENT = "毕业后换过手机和邮箱，原来的联系方式都不用了。"


def load_claims(*, users: dict[str, User], college: int) -> None:
    """Make what is missing of it, from people who are there already."""
    if Verification.objects.exists():
        return
    people = list(_graduates(college)[: len(APPLICANTS) + 3])
    if len(people) < 3:
        return  # so few that nobody looks at them
    alumna, classmate, wisher, *others = people
    user = users[ALUMNA]
    link(user=user, person=alumna)
    _claim(user, _degree(alumna, college), {}, "accepted", "", matched=alumna)
    for (key, said, state, question), person in zip(APPLICANTS, others, strict=False):
        applicant = _applicant(key, said.get("name", person.name))
        _claim(applicant, _degree(person, college), said, state, question, matched=None if said else person)
    # Somebody else who says to be the alumna.
    _claim(
        _applicant("second", alumna.name), _degree(alumna, college), {}, "requested", "", matched=alumna
    )  # fmt: skip
    _load_changes(user, alumna, classmate, wisher)


def _degree(person: Alumnus, college: int) -> Degree:
    return person.degrees.filter(college=college, graduation_year__isnull=False).by_year()[0]


def _graduates(college: int):
    degrees = Degree.objects.filter(alumnus=OuterRef("pk"), college=college, graduation_year__isnull=False)
    graduates = Alumnus.objects.present().filter(Exists(degrees), source=Source.DEMO, life=Alumnus.Life.LIVING)
    free = graduates.filter(user__isnull=True, kind=Alumnus.Kind.GRADUATE)
    is_man = Case(When(gender=Alumnus.Gender.FEMALE, then=0), default=1)
    return free.order_by(IsNull(F("verified_at"), True), is_man, "pk")


def _applicant(key: str, name: str) -> User:
    user, created = User.objects.get_or_create(
        email=f"applicant-{key}@demo.example", defaults={"name": name, "password": make_password(None)}
    )
    if created:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def link(*, user: User, person: Alumnus) -> None:
    """Make the person's record that of the user, verified, with the user's address."""
    User.objects.filter(pk=user.pk).update(name=person.name)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    Alumnus.objects.filter(pk=person.pk).update(user=user, verified_at=LINKED_AT)
    ContactPoint.objects.get_or_create(
        alumnus=person, kind=ContactPoint.Kind.EMAIL, value=user.email,
        defaults={"source": Source.DEMO, "state": ContactPoint.State.VERIFIED, "verified_at": LINKED_AT},
    )  # fmt: skip


def _claim(user: User, degree: Degree, said: dict, state: str, answer: str, *, matched: Alumnus | None) -> None:
    assert degree.graduation_year is not None
    Verification.objects.create(
        user=user, alumnus=matched, state=state, name=said.get("name", degree.alumnus.name),
        student_no=said.get("student_no", degree.student_no), college_id=degree.college_id,
        college_line=colleges_with_successors(degree.college_id) if degree.college_id else [],
        graduation_year=degree.graduation_year + said.get("graduation_year", 0),
        statement="" if state == "accepted" else STATEMENT, answer=answer,
        decided_at=LINKED_AT if state == "accepted" else None,
    )  # fmt: skip


def _load_changes(user: User, alumna: Alumnus, classmate: Alumnus, wisher: Alumnus) -> None:
    degree = wisher.degrees.by_year()[0]
    ChangeRequest.objects.create(
        alumnus=alumna, kind=ChangeRequest.Kind.NAMES, values={"former_names": ["小燕"]},
        base={"former_names": alumna.former_names}, statement="入学时用的名字。", asked_by=user, key=uuid.uuid4(),
    )  # fmt: skip
    ChangeRequest.objects.create(
        alumnus=wisher, kind=ChangeRequest.Kind.DEGREE, degree=degree, values={"class_name": "2班"},
        base={"class_name": degree.class_name}, statement="毕业照可以证明。", key=uuid.uuid4(),
    )  # fmt: skip
    ChangeRequest.objects.create(
        alumnus=classmate, kind=ChangeRequest.Kind.HINT, values={"city": "深圳"}, statement="前年在深圳见过。",
        asked_by=user, key=uuid.uuid4(),
    )  # fmt: skip
