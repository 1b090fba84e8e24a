"""Student programmes: volunteers, interviews, leave-taking."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from events.models import (
    Assignment,
    FutureLetter,
    InterviewReport,
    InterviewTarget,
    InterviewTeam,
    Leaver,
    LeaveTaking,
    Programme,
    Shift,
    Volunteer,
    VolunteerYear,
    academic_year,
)

from .people import make_alumnus, make_college, make_degree, make_user, numbers


def make_programme(title="返校日服务", *, state="open", **fields):
    today = timezone.localdate()
    fields = {
        "kind": "return_day",
        "starts_on": today - timedelta(days=40),
        "ends_on": today + timedelta(days=40),
    } | fields
    return Programme.objects.create(title=title, state=state, key=uuid4(), **fields)


def make_shift(programme=None, role="引导", *, hours=4, wanted=2, **fields):
    """A week from now."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=7))
    fields = {"ends_at": starts_at + timedelta(hours=hours), "key": uuid4()} | fields
    return Shift.objects.create(
        programme=programme or make_programme(), role=role, starts_at=starts_at, wanted=wanted, **fields
    )


def make_volunteer(name="陈同学", *, joined=True, years=None, **fields):
    """Member of last, this and next academic year."""
    number = next(numbers)
    if joined and "user" not in fields:
        fields["user"] = make_user(None, is_staff=False, name=name)
    fields = {"student_number": f"2024{number:05}", "email": f"student{number}@example.edu.cn"} | fields
    volunteer = Volunteer.objects.create(name=name, **fields)
    this = academic_year(timezone.localdate())
    for year in years if years is not None else (this - 1, this, this + 1):
        VolunteerYear.objects.create(volunteer=volunteer, year=year)
    return volunteer


def make_assignment(shift, volunteer=None, **fields):
    return Assignment.objects.create(shift=shift, volunteer=volunteer or make_volunteer(), **fields)


def make_team(programme=None, name="青岛小队", **fields):
    programme = programme or make_programme("暑期校友寻访", kind="interviews")
    return InterviewTeam.objects.create(programme=programme, name=name, **{"key": uuid4()} | fields)


def make_target(team=None, alumnus=None, state="agreed", **fields):
    """Somebody who agreed, and opened the studies, unless told otherwise."""
    if state in ("agreed", "interviewed"):
        fields = {"answered_at": timezone.now(), "opened": ["studies"]} | fields
    if state == "interviewed":
        fields = {"interviewed_on": timezone.localdate()} | fields
    if state != "chosen":
        fields = {"asked_at": timezone.now()} | fields
    team, alumnus = team or make_team(), alumnus or make_alumnus("周大年")
    return InterviewTarget.objects.create(team=team, alumnus=alumnus, state=state, **fields)


def make_report(target=None, title="风雨四十年", *, state="draft", **fields):
    if state != "draft":
        fields = {"submitted_at": timezone.now()} | fields
    if state in ("returned", "accepted"):
        fields = {"decided_at": timezone.now(), "answer": "请核对年份。"} | fields
    fields = {"text": "周先生在门口等我们。", "key": uuid4()} | fields
    target = target or make_target(state="interviewed")
    return InterviewReport.objects.create(target=target, title=title, state=state, **fields)


def make_leaving(programme=None, *, year=2026, college=None, **fields):
    """The open leave-taking of a year; `passing_domains`: mail.example.edu.cn."""
    programme = programme or make_programme("毕业生离校", kind="leaving")
    fields = {"passing_domains": "mail.example.edu.cn"} | fields
    return LeaveTaking.objects.create(programme=programme, graduation_year=year, college=college, **fields)


def make_graduate(name="程晓", *, year=2026, college=None, **fields):
    """Somebody on record with a degree of that year, in class 一班 of 数学 unless told otherwise."""
    fields = {"class_name": "一班", "major": "数学", "student_no": f"2022{next(numbers):08}"} | fields
    person = make_alumnus(name)
    make_degree(person, college=college or make_college(), graduation_year=year, **fields)
    return person


def make_leaver(leaving=None, alumnus=None, **fields):
    leaving = leaving or make_leaving()
    person = alumnus or make_graduate(year=leaving.graduation_year, college=leaving.college)
    return Leaver.objects.create(leaving=leaving, alumnus=person, **fields)


def make_future_letter(leaver=None, text="记得夏天。", *, years=10, **fields):
    """Due so many years from today."""
    leaver, today = leaver or make_leaver(), timezone.localdate()
    fields = {
        "alumnus": leaver.alumnus, "due_on": today + timedelta(days=365 * years), "written_at": timezone.now(),
        "key": uuid4(),
    } | fields  # fmt: skip
    return FutureLetter.objects.create(leaver=leaver, text=text, years=years, **fields)
