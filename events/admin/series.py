"""Series of events on the desk."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import first_values
from alumni_office.ui.downloads import made_file
from events.forms.desk import SeriesForm
from events.models import Series
from events.queries import desk
from events.queries.effect import comparison
from events.queries.effect import series as effect
from events.services import effect_export, planning

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
    series = get_object_or_404(Series, pk=pk) if pk is not None else None
    first = first_values(series, SeriesForm)
    form = SeriesForm(posted(request), initial=first)
    if saved(request, form, lambda **said: planning.save_series(series=series, by=request.user, **said)):
        return redirect("admin:events_series_changelist")
    return page(
        request, site, "list_edit", series.shown_name if series else _("New series"), form=form,
        back="admin:events_series_changelist", of=_("Series of events"),
    )  # fmt: skip


@require_safe
@requires(Permission.EVENT_VIEW)
def series_effect(request, pk, site):
    """The years beside each other; every figure opens the rows behind it."""
    series = get_object_or_404(Series, pk=pk)
    years = effect.years(effect.events_of(request.user, series))
    return page(
        request, site, "series_effect", _("The years compared: %(series)s") % {"series": series.shown_name},
        series=series, years=years, groups=comparison.groups(years),
        may_export=request.user.may(Permission.ALUMNI_EXPORT),
    )  # fmt: skip


@require_POST
@requires(Permission.EVENT_VIEW)
@requires(Permission.ALUMNI_EXPORT)
def series_effect_file(request, pk, site):
    series = get_object_or_404(Series, pk=pk)
    content = effect_export.export(series=series, by=request.user)
    return made_file(content, name=f"series-{series.pk}-{timezone.localdate()}", kind="xlsx")


@admin.register(Series)
class SeriesAdmin(OwnPages):
    views = [
        ("", series_list, "changelist"),
        ("add/", series_edit, "add"),
        ("<int:pk>/", series_edit, "change"),
        ("<int:pk>/effect/", series_effect, "effect"),
        ("<int:pk>/effect/file/", series_effect_file, "effect_file"),
    ]
