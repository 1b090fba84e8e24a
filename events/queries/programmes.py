"""Programmes, shifts and volunteers as they are read."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from events.models import Assignment, HoursCertificate, LeaveTaking, Programme, Shift, Volunteer, academic_year
from events.queries.clock import spans

State = Assignment.State
MOST = 200  # shifts on one page of the public site
NAMES = 200  # volunteers on one page of the desk


def with_numbers(programmes):
    """With the places wanted and taken, and the shifts."""
    return programmes.annotate(
        places=Sum("shifts__wanted", default=0), people=Sum("shifts__taken", default=0), parts=Count("shifts")
    )


def shifts_of(programme: Programme) -> list[Shift]:
    rows = list(programme.shifts.select_related("place"))
    for row in rows:
        row.programme = programme
    return told(rows)


def leaving_of(programme: Programme) -> LeaveTaking | None:
    return LeaveTaking.objects.select_related("college").filter(programme=programme).first()


def told(shifts: list[Shift]) -> list[Shift]:
    """With `span`: the hours by the clocks of the programme."""
    for shift in shifts:
        shift.span = spans(shift, shift.programme)[0]  # type: ignore[attr-defined]
    return shifts


def people_on(shift: Shift) -> list[Assignment]:
    rows = shift.assignments.exclude(state=State.WITHDRAWN)
    return list(rows.select_related("volunteer", "confirmed_by").order_by("signed_up_at", "pk"))


def volunteers(words: str, year: int | None) -> list[Volunteer]:
    """Found by name or number; of one academic year, or all."""
    rows = Volunteer.objects.known().select_related("college").prefetch_related("years")
    if year:
        rows = rows.members_of(year)
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(student_number__istartswith=words))
    return list(rows.order_by("-pk")[:NAMES])


def served(volunteer: Volunteer) -> list[Assignment]:
    """What a volunteer signed up for, the latest first."""
    rows = volunteer.assignments.select_related("shift__programme", "shift__place", "confirmed_by")
    found = list(rows.order_by("-shift__starts_at")[:MOST])
    told([row.shift for row in found])
    return found


def mine(volunteer: Volunteer) -> dict:
    """What "my shifts" shows: to come, over, open to sign up, and each programme with confirmed hours."""
    now = timezone.now()
    rows = [row for row in served(volunteer) if row.state != State.WITHDRAWN]
    coming = [row for row in reversed(rows) if row.shift.ends_at > now]
    return {
        "coming": coming,
        "over": [row for row in rows if row.shift.ends_at <= now],
        "open": _open_to(volunteer, rows, now),
        "hours": hours_of(volunteer),
        "is_member": volunteer.years.filter(year=academic_year(timezone.localdate())).exists(),
    }


@dataclass(frozen=True)
class Served:
    """Confirmed in one programme, and the certificate that stands."""

    programme: Programme
    minutes: int
    certificate: HoursCertificate | None

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def wants_paper(self) -> bool:
        return self.certificate is None or self.certificate.minutes != self.minutes


def hours_of(volunteer: Volunteer) -> list[Served]:
    programmes = Programme.objects.filter(shifts__assignments__volunteer=volunteer)
    sums = programmes.annotate(sum=Sum("shifts__assignments__minutes")).filter(sum__gt=0).order_by("-starts_on")
    standing = {row.programme_id: row for row in volunteer.certificates.filter(voided_at__isnull=True)}
    return [Served(programme, programme.sum, standing.get(programme.pk)) for programme in sums]


def _open_to(volunteer: Volunteer, rows: list[Assignment], now) -> list[Shift]:
    """Shifts with a free place to which nothing of the volunteer's own stands in the way."""
    years = set(volunteer.years.values_list("year", flat=True))
    free = Shift.objects.filter(programme__state=Programme.State.OPEN, starts_at__gt=now)
    shifts = told(list(free.select_related("programme", "place").order_by("starts_at", "pk")[:MOST]))
    return [
        shift
        for shift in shifts
        if shift.free > 0
        and academic_year(shift.span.starts.date()) in years  # type: ignore[attr-defined]
        and not any(row.shift.starts_at < shift.ends_at and shift.starts_at < row.shift.ends_at for row in rows)
    ]


def masked(name: str) -> str:
    """The first letter of a name, and that there is more."""
    return name[:1] + "＊" * min(max(len(name) - 1, 1), 3)


def has_joined(user: str) -> Exists:
    """Whether an account is a volunteer's; `user` is the outer row's key of the account."""
    return Exists(Volunteer.objects.filter(user=OuterRef(user)))
