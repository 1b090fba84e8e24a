"""The alumni's part of the first page."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from alumni.models import (
    Alumnus,
    ChangeRequest,
    Degree,
    DuplicateCandidate,
    PersonalMessage,
    Roster,
    Verification,
)
from alumni_office.accounts.roles import Permission

LATEST = 6
RECENT_EVENTS = 200

OPEN_ROSTERS = [Roster.State.UPLOADED, Roster.State.CHECKED]
IMPORTED = [Roster.State.APPLIED, Roster.State.UNDONE]


@dataclass(frozen=True)
class Change:
    person: Alumnus
    at: datetime
    by: str
    studied: str


def open_rosters(user) -> QuerySet:
    return Roster.objects.visible_to(user).filter(state__in=OPEN_ROSTERS)


def open_claims(user) -> QuerySet:
    """Those whose turn is the office's; one's own is for others."""
    waiting = Verification.objects.visible_to(user).filter(state=Verification.State.REQUESTED)
    return waiting.exclude(user=user)


def open_changes(user) -> QuerySet:
    waiting = ChangeRequest.objects.visible_to(user, Permission.ALUMNI_EDIT).filter(state=ChangeRequest.State.OPEN)
    return waiting.exclude(alumnus__user=user)


def open_duplicates(user) -> QuerySet:
    return DuplicateCandidate.objects.open().visible_to(user)


def reported_messages(user) -> QuerySet:
    return PersonalMessage.objects.filter(reported_at__isnull=False, handled_at__isnull=True)


def is_empty(user) -> bool:
    return not Alumnus.objects.visible_to(user).exists()


def latest_imports(user) -> list[Roster]:
    imported = Roster.objects.visible_to(user).filter(state__in=IMPORTED)
    return list(imported.select_related("college", "uploaded_by").order_by("-pk")[:LATEST])


def latest_changes(user) -> list[Change]:
    """The people whose records changed last, each once, with who did it."""
    versions = apps.get_model("alumni.AlumnusEvent").objects.order_by("-pgh_id")
    latest: dict[int, tuple] = {}
    for pk, at, context in versions.values_list("pgh_obj_id", "pgh_created_at", "pgh_context__metadata")[
        :RECENT_EVENTS
    ]:
        latest.setdefault(pk, (at, (context or {}).get("user")))
    seen = Alumnus.objects.visible_to(user).in_bulk(latest)
    kept = [pk for pk in latest if pk in seen][:LATEST]
    names = get_user_model().objects.in_bulk({latest[pk][1] for pk in kept} - {None})
    degrees = Degree.objects.filter(alumnus__in=kept).select_related("school", "college").by_year()
    studied = {degree.alumnus_id: str(degree) for degree in degrees}
    return [Change(seen[pk], latest[pk][0], str(names.get(latest[pk][1], "")), studied.get(pk, "")) for pk in kept]
