"""Halls and rooms on the desk."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from events.forms.desk import PlaceForm
from events.models import Place
from events.services import planning

from .chrome import EDIT, OwnPages, page, posted, saved
from .guards import office_required, plans_for_all


@require_safe
@requires(Permission.EVENT_VIEW)
def place_list(request, site):
    return page(
        request,
        site,
        "place_list",
        pgettext("of events", "Places"),
        rows=Place.objects.order_by("closed_at", "name"),
        may_edit=plans_for_all(request),
    )


@require_http_methods(EDIT)
@office_required
def place_edit(request, site, pk=None):
    place = get_object_or_404(Place, pk=pk) if pk is not None else None
    names = [name for name in PlaceForm.base_fields if name != "is_closed"]
    first = {name: getattr(place, name) for name in names} | {"is_closed": bool(place.closed_at)} if place else {}
    form = PlaceForm(posted(request), initial=first)
    if saved(request, form, lambda **said: planning.save_place(place=place, by=request.user, **said)):
        return redirect("admin:events_place_changelist")
    return page(
        request, site, "list_edit", place.shown_name if place else _("New place"), form=form,
        back="admin:events_place_changelist", of=pgettext("of events", "Places"),
    )  # fmt: skip


@admin.register(Place)
class PlaceAdmin(OwnPages):
    views = [("", place_list, "changelist"), ("add/", place_edit, "add"), ("<int:pk>/", place_edit, "change")]
