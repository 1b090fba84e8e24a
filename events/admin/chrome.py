"""What the desk's pages of events share: whose events, and the frame with its parts."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.saving.pages import posted, saved, telling
from alumni_office.ui import desk
from alumni_office.ui.desk import EDIT
from events.models import Event

__all__ = [
    "EDIT",
    "NAME",
    "OwnPages",
    "event_or_404",
    "page",
    "part_page",
    "planned",
    "posted",
    "saved",
    "seen",
    "telling",
]

NAME = "admin:events_event"
page = desk.page_of("admin/events")
# The parts of an event's page: (end of the address's name, label, whether only who plans it sees it).
PARTS = [
    ("change", gettext_lazy("Overview"), False),
    ("words", pgettext_lazy("of an event", "Words"), True),
    ("time", gettext_lazy("Time and place"), True),
    ("rules", gettext_lazy("Registration rules"), True),
    ("tickets", gettext_lazy("Tickets"), False),
    ("sessions", gettext_lazy("Parts and speakers"), False),
    ("materials", gettext_lazy("Material"), False),
    ("questions", gettext_lazy("Questions"), False),
    ("invites", gettext_lazy("Invitation links"), True),
    ("effect", gettext_lazy("What it brought"), False),
]


class OwnPages(desk.OwnPages):
    right = Permission.EVENT_VIEW


def event_or_404(request, pk: int) -> Event:
    rows = Event.objects.visible_to(request.user).select_related("series", "college", "chapter", "place", "copied_from")
    event = rows.filter(pk=pk).first()
    if event is None:
        raise Http404
    return event


def planned(view):
    """Call the view with the event in place of its key: 403 without the right, 404 out of scope."""

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        if not request.user.may(Permission.EVENT_EDIT):
            raise PermissionDenied
        event = event_or_404(request, pk)
        if not Event.objects.edited_by(request.user).filter(pk=pk).exists():
            raise PermissionDenied
        return view(request, event, *args, **kwargs)

    return guarded


def seen(view):
    """As `planned`, for whoever may see the event."""

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        if not request.user.may(Permission.EVENT_VIEW):
            raise PermissionDenied
        return view(request, event_or_404(request, pk), *args, **kwargs)

    return guarded


def part_page(request, site, event: Event, part: str, template: str, *, form=None, **context):
    """One part of an event's page, with its tabs."""
    may_edit = Event.objects.edited_by(request.user).filter(pk=event.pk).exists()
    tabs = [(f"{NAME}_{end}", label, end == part) for end, label, is_edit in PARTS if may_edit or not is_edit]
    is_fixed = event.state in (Event.State.HELD, Event.State.CANCELLED)
    context = {"event": event, "tabs": tabs, "may_edit": may_edit, "may_write": may_edit and not is_fixed} | context
    return page(request, site, template, event.shown_title, form=form, **context)
