"""Small makers of rows. Each gives what the models require and takes the rest by keyword."""

from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from alumni.models import Alumnus, College, ContactPoint, Degree, Employment, Profile, Roster, RosterRow, School
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.accounts.services import trust_address
from chapters.models import (
    Chapter,
    CouncilChange,
    Document,
    Membership,
    Nominee,
    Office,
    SharingConsent,
    Term,
)

numbers = count(1)


def make_user(role=Role.STAFF, college=None, **fields):
    fields = {"email": f"user{next(numbers)}@example.edu.cn", "name": "李老师", "is_staff": True} | fields
    user = User.objects.create_user(password="correct horse", **fields)
    trust_address(user=user)
    if role:
        RoleGrant.objects.create(user=user, role=role, college=college)
    return user


def make_school(name="山东大学", **fields):
    return School.objects.get_or_create(name=name, defaults=fields)[0]


def make_college(name="数学学院", school=None, **fields):
    return College.objects.get_or_create(name=name, school=school or make_school(), defaults=fields)[0]


def make_alumnus(name="王伟", **fields):
    return Alumnus.objects.create(name=name, **fields)


def make_member(name="王伟", *, listed="alumni", profile=None, user=None, **fields):
    """A verified alumnus with an account, and with a profile that is open to `listed`."""
    account = {"email": f"member{next(numbers)}@example.com", "is_staff": False} | (user or {})
    fields = {"user": make_user(role=None, name=name, **account), "verified_at": timezone.now()} | fields
    person = make_alumnus(name, **fields)
    Profile.objects.create(alumnus=person, listed=listed, **(profile or {}))
    return person


def make_degree(alumnus, **fields):
    return Degree.objects.create(alumnus=alumnus, **fields)


def make_contact(alumnus, kind=ContactPoint.Kind.MOBILE, value="+8613800000000", **fields):
    return ContactPoint.objects.create(alumnus=alumnus, kind=kind, value=value, **fields)


def make_employment(alumnus, employer="浪潮集团", **fields):
    return Employment.objects.create(alumnus=alumnus, employer=employer, **fields)


def make_roster_row(filename="数学学院.xlsx", number=2, **fields):
    roster = Roster.objects.create(
        filename=filename, file="rosters/x.xlsx", size=1, state="checked", uploaded_by=make_user()
    )
    return RosterRow.objects.create(roster=roster, sheet="Sheet1", number=number, **fields)


def make_chapter(name="上海校友会", **fields):
    """A regional chapter, active since 2020, unless `fields` say otherwise."""
    fields = {"kind": "regional", "recognition": "active", "recognition_since": date(2020, 1, 1)} | fields
    if fields["kind"] == "regional":
        fields.setdefault("province", "31")
    if fields["recognition"] in ("founded", "active", "dormant", "revived"):
        fields.setdefault("founded_on", date(2020, 1, 1))
    return Chapter.objects.create(name=name, **fields)


def make_term(chapter, starts_on, ends_on, number=1):
    return Term.objects.create(chapter=chapter, number=number, starts_on=starts_on, ends_on=ends_on)


def make_office(chapter, alumnus, from_on=None, until_on=None, *, seat="president"):
    """An office in a term of the same days: the one that runs now unless the days say otherwise."""
    today = timezone.localdate()
    from_on, until_on = from_on or today - timedelta(days=100), until_on or today + timedelta(days=900)
    term = chapter.terms.filter(starts_on__lte=from_on, ends_on__gte=until_on).first() or make_term(
        chapter, from_on, until_on, number=chapter.terms.count() + 1
    )
    return Office.objects.create(term=term, alumnus=alumnus, seat=seat, from_on=from_on, until_on=until_on)


def make_officer(chapter, name="张会长", **fields):
    """A verified alumnus with an account who keeps the chapter's pages today."""
    person = make_member(name, **fields)
    make_office(chapter, person)
    return person


# Members of a chapter


def make_chapter_member(chapter, name="钱一", *, laws=("chapter",), opened=("email",), person=None, **fields):
    """A member who lets the chapter's officers see the name and what is opened."""
    fields = {"state": "member", "joined_on": date(2024, 1, 1)} | fields
    person = person or make_member(name)
    membership = Membership.objects.create(chapter=chapter, alumnus=person, opened=list(opened), **fields)
    for law in laws:
        SharingConsent.objects.create(membership=membership, law=law, given=True, wording="同意", by=person.user)
    return membership


def make_council_change(chapter, *, people=(), **fields):
    """A change of council that is ready to be submitted, with a president among `people` ((person, post, votes)...)."""
    today = timezone.localdate()
    files = {
        kind: Document.objects.create(
            chapter=chapter, kind=kind, name=f"{kind}.pdf", file=f"chapters/documents/{uuid4().hex}.pdf", form="pdf",
            size=9, sha256="0" * 64,
        )
        for kind in ("audit", "minutes")
    }  # fmt: skip
    given = {
        "audited_on": today - timedelta(days=30), "elected_on": today - timedelta(days=10), "present": 40,
        "starts_on": today + timedelta(days=10), "ends_on": today + timedelta(days=1000), "key": uuid4(), **files,
    }  # fmt: skip
    change = CouncilChange.objects.create(chapter=chapter, **given | fields)
    for person, seat, votes in people:
        Nominee.objects.create(council_change=change, alumnus=person, seat=seat, votes=votes)
    return change
