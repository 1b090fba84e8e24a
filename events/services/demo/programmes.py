"""Two programmes of the demonstration: one that is done, with hours and a certificate, and one that is open."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from alumni_office.accounts.models import User
from events.demo.programmes import PROGRAMMES, SHIFTS, STUDENTS
from events.models import Assignment, Programme, Shift, Volunteer, VolunteerYear, academic_year
from events.services import programmes as services

SPACE = uuid.UUID("70726f67-7261-6d6d-6573-206f66207374")


def load(users: dict[str, User]) -> None:
    """Add them; nothing where a programme or a volunteer is there already."""
    by = users.get("volunteers@demo.example")
    if by is None or Programme.objects.exists() or Volunteer.objects.exists():
        return
    students = _students(by, users.get("alumna@demo.example"))
    made = [_programme(words, by) for words in PROGRAMMES]
    for number, shift in enumerate(SHIFTS):
        _shift(number, shift, made[shift[0]], by)
    services.certify(volunteer=students[0], programme=made[0], by=by)


def _students(by: User, account: User | None) -> list[Volunteer]:
    """The first can sign in to the demonstration."""
    rows = [
        Volunteer(name=name, student_number=f"2024001{number:05}", user=account if number == 0 else None)
        for number, name in enumerate(STUDENTS)
    ]
    Volunteer.objects.bulk_create(rows)
    this = academic_year(timezone.localdate())
    VolunteerYear.objects.bulk_create(
        [VolunteerYear(volunteer=row, year=year, entered_by=by) for row in rows for year in (this - 1, this, this + 1)]
    )
    return rows


def _programme(words: dict, by: User) -> Programme:
    first = timezone.localdate() + timedelta(days=words["begins"])
    fields = {name: words[name] for name in ("kind", "title", "title_en", "text", "text_en", "state")}
    return Programme.objects.create(
        key=uuid.uuid5(SPACE, words["key"]), created_by=by, starts_on=first,
        ends_on=first + timedelta(days=words["days"] - 1), **fields,
    )  # fmt: skip


def _shift(number: int, words: tuple, programme: Programme, by: User) -> None:
    _which, day, hour, hours, role, role_en, where, where_en, wanted, taken = words
    starts_at = datetime.combine(programme.starts_on + timedelta(days=day), time(hour), programme.zone)
    shift = Shift.objects.create(
        programme=programme, role=role, role_en=role_en, where=where, where_en=where_en, wanted=wanted,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), key=uuid.uuid5(SPACE, f"shift-{number}"),
    )  # fmt: skip
    is_over = programme.state == Programme.State.DONE
    busy = Assignment.objects.filter(during__overlap=(starts_at, shift.ends_at)).values_list("volunteer", flat=True)
    free = Volunteer.objects.exclude(pk__in=busy).order_by("pk")
    for volunteer in free[:taken]:
        row = Assignment.objects.create(shift=shift, volunteer=volunteer, signed_up_by=by)
        if is_over:
            services.note_attendance(assignment=row, came=True, by=by)
            services.confirm_hours(assignment=row, minutes=hours * 60, by=by)
