"""The rows behind a figure: of one chapter or of all that a user sees, of one year or of those that count now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus
from chapters.models import Application, Chapter, Duty, Gathering, Membership, Term
from chapters.models.days import LocalToday


class LocalYear(Func):
    """The year of a moment, where the chapter is."""

    template = "EXTRACT(YEAR FROM TIMEZONE(%(expressions)s))::integer"
    output_field = IntegerField()


@dataclass(frozen=True)
class Figure:
    """`rows(user, chapters, year)`; a template prints each row by the name of the figure."""

    title: str | Promise
    rows: Callable[[Any, QuerySet, int | None], QuerySet]


def members(user, chapters, year):
    """Members whose record the user may see."""
    found = Membership.objects.filter(chapter__in=chapters, alumnus__in=Alumnus.objects.visible_to(user))
    if year is None:
        found = found.members()
    else:
        last = date(year, 12, 31)
        found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=last), joined_on__lte=last)
    return found.select_related("alumnus", "chapter")


def gatherings(user, chapters, year):
    now = timezone.now()
    held = Gathering.objects.filter(chapter__in=chapters, cancelled_at__isnull=True, starts_at__lte=now)
    if year is None:
        held = held.filter(starts_at__gt=now - timedelta(days=365))
    else:
        held = held.annotate(year=LocalYear(F("chapter__time_zone"), F("starts_at"))).filter(year=year)
    return held.select_related("chapter")


def duties(user, chapters, year):
    found = Duty.objects.filter(chapter__in=chapters).exclude(state=Duty.State.WAIVED)
    if year is not None:
        return found.filter(year=year).select_related("chapter", "filing")
    today = LocalToday("chapter__time_zone")
    counted = Q(due_on__lt=today) | Q(state__in=[Duty.State.DONE, Duty.State.FILED])
    found = found.annotate(today=today).filter(counted, due_on__gt=today - timedelta(days=365))
    return found.select_related("chapter", "filing")


def terms(user, chapters, year):
    return Term.objects.filter(chapter__in=chapters).select_related("chapter")


FIGURES = {
    "members": Figure(_("Members"), members),
    "gatherings": Figure(_("Gatherings"), gatherings),
    "duties": Figure(_("Duties"), duties),
    "terms": Figure(_("Terms"), terms),
}


def applications(user, state: str):
    found = Application.objects.visible_to(user).select_related("college")
    return found.filter(state=state) if state in Application.State.values else found


def chapters_of(user, chapter_id: int | None) -> QuerySet[Chapter]:
    found = Chapter.objects.visible_to(user)
    return found.filter(pk=chapter_id) if chapter_id else found
