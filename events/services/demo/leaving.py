"""The demonstration's leave-taking: the latest graduates, of whom most have checked their data, and two letters."""

import uuid
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from alumni.models import Alumnus, Degree, Source
from alumni_office.accounts.models import User
from events.demo.programmes import LEAVE_TAKING, LETTERS
from events.models import Leaver, LeaveTaking, Programme
from events.services import leaving as services

SPACE = uuid.UUID("6c656176-652d-7461-6b69-6e67206f6620")
LEAST = 3  # graduates of a year


def load(users: dict[str, User]) -> None:
    """Add it; nothing where there is one already, or nobody graduated."""
    by = users.get("volunteers@demo.example")
    years = Degree.objects.filter(alumnus__source=Source.DEMO, alumnus__in=Alumnus.objects.approachable())
    latest = years.values("graduation_year").annotate(people=Count("pk")).filter(people__gte=LEAST)
    year = latest.exclude(graduation_year=None).order_by("-graduation_year").values_list("graduation_year", flat=True)
    if by is None or LeaveTaking.objects.exists() or not year:
        return
    today = timezone.localdate()
    programme = Programme.objects.create(
        kind=Programme.Kind.LEAVING, state=Programme.State.OPEN, key=SPACE, created_by=by,
        starts_on=today - timedelta(days=20), ends_on=today + timedelta(days=40), **LEAVE_TAKING,
    )  # fmt: skip
    leaving = services.set_up(
        programme=programme, graduation_year=year[0], college=None, passing_domains="mail.university.example", by=by
    )
    _said(leaving)


def _said(leaving: LeaveTaking) -> None:
    """Two in three have checked, one in nine offers to speak for the class."""
    now, rows = timezone.now(), list(leaving.leavers.order_by("pk"))
    for number, row in enumerate(rows):
        row.mailed_at = now - timedelta(days=18)
        if number % 3:
            row.opened_at = row.checked_at = now - timedelta(days=17 - number % 15, hours=number % 9)
        if number % 9 == 1:
            row.offered_at = row.checked_at
    Leaver.objects.bulk_update(rows, ["mailed_at", "opened_at", "checked_at", "offered_at"], batch_size=500)
    for number, (text, years) in enumerate(LETTERS):
        services.write_letter(
            leaver=rows[number], text=text, years=years, key=uuid.uuid5(SPACE, str(number)), by=None
        )  # fmt: skip
