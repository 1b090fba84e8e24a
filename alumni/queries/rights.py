"""Requests about personal data, as pages show them."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.models import Alumnus, DataRequest

SOON = 3  # days


@dataclass(frozen=True)
class Deadline:
    """`state` is good, warn or bad; the words say the same."""

    state: str
    text: str


def deadline(request: DataRequest) -> Deadline | None:
    """How long an open request still has."""
    if request.state != DataRequest.State.OPEN:
        return None
    days = (request.due_on - localdate()).days
    if days < 0:
        text = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
        return Deadline("bad", text)
    if days == 0:
        return Deadline("bad", _("due today"))
    text = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return Deadline("warn" if days <= SOON else "good", text)


def queue(user, *, closed: bool = False):
    """Open requests, the most urgent first; or decided ones, the latest first."""
    requests = DataRequest.objects.visible_to(user).select_related("alumnus", "user", "decided_by")
    if closed:
        return requests.exclude(state=DataRequest.State.OPEN).order_by(F("decided_at").desc(nulls_last=True), "-pk")
    return requests.open().order_by("due_on", "pk")


def waiting(user) -> QuerySet:
    return DataRequest.objects.visible_to(user).open()


def overdue(user) -> QuerySet:
    return DataRequest.objects.visible_to(user).open().filter(due_on__lt=localdate())


def of_person(person: Alumnus) -> list[DataRequest]:
    """One's own requests, the latest first. What relatives ask is theirs."""
    return list(DataRequest.objects.filter(alumnus=person, is_from_relative=False).order_by("-asked_at", "-pk")[:50])
