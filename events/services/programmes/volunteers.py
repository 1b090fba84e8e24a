"""The association: entered at the desk, one by one or many, joined by a link."""

from collections.abc import Iterable
from dataclasses import dataclass

import pghistory
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from alumni.models import College
from alumni_office.accounts.models import User
from alumni_office.mail import services as mail
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events.emails import programmes as emails
from events.models import Assignment, Volunteer, VolunteerYear
from events.models.volunteers import FORGOTTEN

TOKEN, PURPOSE = "volunteer", "events.volunteer"


@dataclass(frozen=True)
class Line:
    """One volunteer as pasted."""

    name: str
    student_number: str
    college: College | None = None
    phone: str = ""
    email: str = ""


@transaction.atomic
def enter_volunteer(*, year: int, by, student_number: str, **fields) -> Volunteer:
    """A new volunteer, member in this academic year. Raises Refused when the number is known."""
    if Volunteer.objects.filter(student_number=student_number).exists():
        raise _number_known()
    try:
        with transaction.atomic():
            volunteer = Volunteer.objects.create(student_number=student_number, **fields)
    except IntegrityError as error:
        raise _number_known() from error
    make_member(volunteer=volunteer, year=year, by=by)
    return volunteer


@transaction.atomic
def enter_many(*, lines: Iterable[Line], year: int, by) -> tuple[int, int]:
    """Enter who is new, and make all of them members of the year; return how many were new, and how many became
    members. Whoever is known by the number keeps what stands there."""
    wanted = {line.student_number: line for line in lines}
    known = set(Volunteer.objects.filter(student_number__in=wanted).values_list("student_number", flat=True))
    fresh = [Volunteer(**line.__dict__) for number, line in wanted.items() if number not in known]
    Volunteer.objects.bulk_create(fresh, ignore_conflicts=True)
    people = Volunteer.objects.filter(student_number__in=wanted).exclude(years__year=year)
    rows = [VolunteerYear(volunteer=each, year=year, entered_by=by) for each in people]
    VolunteerYear.objects.bulk_create(rows, ignore_conflicts=True)
    return len(fresh), len(rows)


@transaction.atomic
def save_volunteer(*, volunteer: Volunteer, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile, and Refused for the number of somebody else."""
    try:
        with transaction.atomic():
            save_version(volunteer, version=version, values=fields)
    except IntegrityError as error:
        raise _number_known() from error


def make_member(*, volunteer: Volunteer, year: int, by) -> None:
    VolunteerYear.objects.get_or_create(volunteer=volunteer, year=year, defaults={"entered_by": by})


@transaction.atomic
def invite(*, volunteer: Volunteer, by) -> Message:
    """Send the link by which an account joins, once a day while nothing of the volunteer changes. Raises Refused."""
    found = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if found.user_id:
        raise Refused(_("This volunteer has joined already."))
    if not found.email:
        raise Refused(_("There is no e-mail address of this volunteer: enter one first."))
    found.invited_at = timezone.now()
    found.save(update_fields=["invited_at"])
    url = absolute(reverse("events:volunteer-join", args=[tokens.make(TOKEN, found.pk)]))
    subject, text = emails.invited(name=found.name, url=url)
    return mail.queue(
        to=found.email, subject=subject, text=text, purpose=PURPOSE,
        key=f"volunteer-invited:{found.pk}:{found.version}:{timezone.localdate()}",
    )  # fmt: skip


def by_link(token: str) -> Volunteer | None:
    pk = tokens.read(TOKEN, token)
    return Volunteer.objects.filter(pk=pk).first() if pk else None


@transaction.atomic
def join(*, volunteer: Volunteer, user: User) -> None:
    """Give the volunteer this account; repeating the call changes nothing. Raises Refused."""
    found = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if found.user_id == user.pk:
        return
    if found.user_id:
        raise Refused(_("Another account has used this link. If that was not you, tell the alumni office."))
    if user.is_staff:
        raise Refused(_("This is an account of the office’s desk. Sign in with one of your own."))
    try:
        with transaction.atomic():
            found.user = user
            found.save(update_fields=["user"])
    except IntegrityError as error:
        raise Refused(_("This account belongs to another volunteer already.")) from error


@transaction.atomic
def forget(*, volunteer: Volunteer, by) -> None:
    """Take everything away that says who it was: the shifts and hours stay countable. Certificates become void, since
    nobody can say any more whose they are; places on shifts to come are given back."""
    found = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    coming = found.assignments.filter(state=Assignment.State.SIGNED_UP, shift__starts_at__gt=timezone.now())
    with pghistory.context(user=by and by.pk):
        coming.update(state=Assignment.State.WITHDRAWN)
        found.assignments.exclude(correction="").update(correction=FORGOTTEN)
    standing = found.certificates.filter(voided_at__isnull=True)
    standing.update(voided_at=timezone.now(), voided_by=by, void_reason=_("The volunteer’s data were erased."))
    found.certificates.update(name=FORGOTTEN)
    found.teams.all().delete()
    found.reports.update(written_by=None)
    found.name, found.student_number = FORGOTTEN, f"{FORGOTTEN}{found.pk}"
    found.user = found.college = None
    found.phone = found.email = ""
    found.version += 1
    found.save()


def _number_known() -> Refused:
    return Refused(_("A volunteer with this student number is entered already."), field="student_number")
