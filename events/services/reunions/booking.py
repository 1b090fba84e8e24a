"""A class books its day, changes what it wishes, and gives the day back."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import Alumnus, College, Degree
from alumni.queries.liaisons import speaks_for
from alumni_office.mail.models import Message
from alumni_office.saving.versions import save_version
from events.models import Classmate, ClassReunion, ReunionTask, Step

from . import telling
from .refusals import AnotherSpeaks, ClassUnknown, DayIsFixed, NotNow, Taken


def refuse_unless_may_book(person: Alumnus, degree: Degree) -> None:
    """The liaison books, or any classmate of a class without one. Raises ClassUnknown and AnotherSpeaks."""
    if not (degree.college_id and degree.graduation_year) or degree.class_of is None:
        raise ClassUnknown
    speaking = {row.alumnus_id for row in speaks_for(degree)}
    if speaking and person.pk not in speaking:
        raise AnotherSpeaks


@transaction.atomic
def book_day(*, person: Alumnus, degree: Degree, whole_year: bool, key: UUID, by, **values) -> ClassReunion:
    """Ask the college for a day; the same `key` again returns the first. `values` are columns of ClassReunion.
    Raises ClassUnknown, AnotherSpeaks and Taken."""
    refuse_unless_may_book(person, degree)
    assert degree.college_id is not None
    assert degree.graduation_year is not None
    College.objects.select_for_update(no_key=True).get(pk=degree.college_id)  # one booking of a college at a time
    if earlier := ClassReunion.objects.filter(key=key, contact=person).first():
        return earlier
    if standing := _standing(degree, whole_year, values["day"].year):
        raise Taken(standing)
    which = {} if whole_year else {"class_name": degree.class_name, "major": degree.major, "level": degree.level}
    try:
        with transaction.atomic():
            reunion = ClassReunion.objects.create(
                college_id=degree.college_id, graduation_year=degree.graduation_year, contact=person, key=key,
                **which, **values,
            )  # fmt: skip
    except IntegrityError as error:
        raise Taken from error
    _begin(reunion, person, by)
    return reunion


def _standing(degree: Degree, whole_year: bool, year: int) -> ClassReunion | None:
    """What this class has in that year. A class and the whole of its year may each have a day."""
    found = ClassReunion.objects.standing().filter(
        college=degree.college_id, graduation_year=degree.graduation_year, day__year=year
    )
    for reunion in found.select_related("college"):
        if reunion.is_whole_year == whole_year and Degree.objects.filter(reunion.class_of, pk=degree.pk).exists():
            return reunion
    return None


def _begin(reunion: ClassReunion, person: Alumnus, by) -> None:
    """The contact person comes, and is the one whom the first step of the plan looks for."""
    now = timezone.now()
    Classmate.objects.create(
        reunion=reunion, alumnus=person, answer=Classmate.Answer.COMING, is_own=True, answered_at=now
    )
    ReunionTask.objects.bulk_create(
        ReunionTask(reunion=reunion, step=step, **({"done_at": now, "done_by": by} if step == Step.LIAISON else {}))
        for step in Step.values
    )


@transaction.atomic
def change_booking(*, reunion: ClassReunion, version: int, values: dict, by) -> None:
    """Raises NotNow, DayIsFixed, Taken, and ChangedMeanwhile."""
    standing = ClassReunion.objects.select_for_update(of=("self",)).get(pk=reunion.pk)
    if not standing.is_open:
        raise NotNow
    if standing.state == ClassReunion.State.CONFIRMED and values.get("day", standing.day) != standing.day:
        raise DayIsFixed
    try:
        with transaction.atomic():
            save_version(reunion, version=version, values=values)
    except IntegrityError as error:
        raise Taken from error


@transaction.atomic
def cancel_reunion(*, reunion: ClassReunion, reason: str, by) -> list[Message]:
    """Give the day back, and tell everybody who was invited or said something; returns the mails. Raises NotNow."""
    reunion = ClassReunion.objects.select_for_update(of=("self",)).select_related("college").get(pk=reunion.pk)
    if not reunion.is_open:
        raise NotNow
    reunion.state, reunion.reason = ClassReunion.State.CANCELLED, reason
    reunion.save(update_fields=["state", "reason"])
    return telling.cancelled(reunion)
