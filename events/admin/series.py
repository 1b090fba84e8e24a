"""Series of events on the desk."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from events.forms.desk import SeriesForm
from events.models import Series
from events.queries import desk
from events.services import planning

from .chrome import EDIT, OwnPages, page, posted, saved
from .guards import office_required, plans_for_all


@require_safe
@requires(Permission.EVENT_VIEW)
def series_list(request, site):
    return page(
        request, site, "series_list", _("Series of events"), rows=desk.series_list(), may_edit=plans_for_all(request)
    )


@require_http_methods(EDIT)
@office_required
def series_edit(request, site, pk=None):
    series = get_object_or_404(Series, pk=pk) if pk else None
    first = {name: getattr(series, name) for name in SeriesForm.base_fields} if series else {}
    form = SeriesForm(posted(request), initial=first)
    if saved(request, form, lambda **said: planning.save_series(series=series, by=request.user, **said)):
        return redirect("admin:events_series_changelist")
    return page(
        request, site, "list_edit", series.shown_name if series else _("New series"), form=form,
        back="admin:events_series_changelist", of=_("Series of events"),
    )  # fmt: skip


@admin.register(Series)
class SeriesAdmin(OwnPages):
    views = [("", series_list, "changelist"), ("add/", series_edit, "add"), ("<int:pk>/", series_edit, "change")]
