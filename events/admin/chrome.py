"""What the desk's pages of events share: whose events, the frame with its parts, how refusals are said."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni_office.accounts.roles import Permission
from events.forms.telling import took
from events.models import Event
from events.services.registering.refusals import Refused

NAME = "admin:events_event"
EDIT = ["GET", "HEAD", "POST"]
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


class OwnPages(admin.ModelAdmin):
    """Pages of our own instead of Django's; `views` are (route, view, end of the name)."""

    views: list[tuple] = []

    def get_urls(self):
        desk = self.admin_site.admin_view
        name = f"events_{self.model._meta.model_name}"
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"{name}_{end}") for route, view, end in self.views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.EVENT_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.EVENT_VIEW)

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


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


def page(request, site, template: str, title, *, form=None, **context):
    return TemplateResponse(
        request, f"admin/events/{template}.html",
        site.each_context(request) | {"title": title, "form": form} | context,
        status=422 if form is not None and form.errors else 200,
    )  # fmt: skip


def part_page(request, site, event: Event, part: str, template: str, *, form=None, **context):
    """One part of an event's page, with its tabs."""
    may_edit = Event.objects.edited_by(request.user).filter(pk=event.pk).exists()
    tabs = [(f"{NAME}_{end}", label, end == part) for end, label, is_edit in PARTS if may_edit or not is_edit]
    is_fixed = event.state in (Event.State.HELD, Event.State.CANCELLED)
    context = {"event": event, "tabs": tabs, "may_edit": may_edit, "may_write": may_edit and not is_fixed} | context
    return page(request, site, template, event.shown_title, form=form, **context)


def posted(request):
    return request.POST if request.method == "POST" else None


def saved(request, form, save) -> bool:
    """Whether the form was sent, is in order, and `save(**arguments)` took it."""
    if not took(form, save):
        return False
    messages.success(request, _("Saved."))
    return True


def telling(request, act, done: str) -> None:
    """Do `act`, and say `done` or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
