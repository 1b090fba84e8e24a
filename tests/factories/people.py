"""Accounts, colleges and people on record."""

from itertools import count

from django.utils import timezone

from alumni.models import Alumnus, College, ContactPoint, Degree, Employment, Profile, Roster, RosterRow, School
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.accounts.services import trust_address

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
