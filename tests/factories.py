"""Small makers of rows. Each gives what the models require and takes the rest by keyword."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from alumni.models import (
    Alumnus,
    College,
    Consent,
    ContactPoint,
    Degree,
    Employment,
    Profile,
    Roster,
    RosterRow,
    School,
)
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.accounts.services import trust_address
from chapters.models import Chapter, Office, Term
from publications.services import mailings, sending

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


# Mailings


def make_reader(address, name="王伟", *, agreed=True, state="verified", **fields):
    """Somebody who may be written to at `address`."""
    person = make_alumnus(name, **fields)
    verified_at = timezone.now() if state == "verified" else None
    make_contact(person, ContactPoint.Kind.EMAIL, address, state=state, verified_at=verified_at)
    if agreed is not None:
        Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=agreed, source="alumnus")
    return person


WORDS = {
    "subject": "校友通讯 2026 年第 3 期",
    "text": "{{ name|校友 }}，您好：\n\n这是本期通讯。\n\n退订：{{ unsubscribe }}\n",
    "html": '<p>{{ name|校友 }}，您好：</p><p>这是本期通讯。</p><p><a href="{{ unsubscribe }}">退订</a></p>',
}


def make_mailing(state="draft", *, by=None, versions=None, **fields):
    """A mailing in a state that is reached without recipients: draft, checked, approved, preparing."""
    by = by or make_user()
    mailing = mailings.create(by=by, title="通讯", versions=versions or [WORDS], **fields)
    if state != "draft":
        mailings.check(mailing_id=mailing.pk, by=by, expected=10)
    if state not in ("draft", "checked"):
        mailings.approve(mailing_id=mailing.pk, by=by)
    if state not in ("draft", "checked", "approved"):
        mailings.send_now(mailing_id=mailing.pk, by=by)
    mailing.refresh_from_db()
    return mailing


def start_mailing(people=None, **fields):
    """A mailing that is being sent to `people`; to everyone on file when None."""
    mailing = make_mailing("preparing", **fields)
    sending.prepare(mailing_id=mailing.pk, people=Alumnus.objects.all() if people is None else people)
    mailing.refresh_from_db()
    return mailing
