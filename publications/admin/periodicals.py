"""Periodicals on the desk."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.versions import ChangedMeanwhile
from publications.forms.periodicals import PeriodicalForm
from publications.models import Periodical
from publications.queries import issues as queries
from publications.services import periodicals as services

from .chrome import OwnPages, page, tell_changed


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def periodical_list(request, site):
    return page(request, site, "periodical_list", _("Periodicals"), rows=queries.desk_periodicals())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_APPROVE)
def periodical_add(request, site):
    form = PeriodicalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _saved(request, form, None):
        return redirect("admin:publications_periodical_changelist")
    return page(request, site, "periodical_edit", _("New periodical"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_APPROVE)
def periodical_edit(request, pk, site):
    periodical = get_object_or_404(Periodical, pk=pk)
    form = PeriodicalForm(
        request.POST if request.method == "POST" else None, periodical=periodical, initial=_initial(periodical)
    )
    if form.is_valid() and _saved(request, form, periodical):
        return redirect("admin:publications_periodical_changelist")
    return page(request, site, "periodical_edit", periodical.name, form=form, periodical=periodical)


def _initial(periodical: Periodical) -> dict:
    names = ["kind", "name", "name_en", "slug", "about", "about_en", "order", "version"]
    sections = periodical.sections.order_by("order", "pk").values_list("name", "name_en")
    lines = [f"{name} | {english}" if english else name for name, english in sections]
    return {name: getattr(periodical, name) for name in names} | {"sections": "\n".join(lines)}


def _saved(request, form, periodical) -> bool:
    try:
        services.save_periodical(periodical=periodical, by=request.user, **form.cleaned_data)
    except services.SectionInUse as error:
        form.add_error("sections", _("Articles stand in the section “%(name)s”: it cannot go.") % {"name": error.name})
        return False
    except ChangedMeanwhile as error:
        tell_changed(form, error)
        return False
    messages.success(request, _("Saved."))
    return True


@admin.register(Periodical)
class PeriodicalAdmin(OwnPages):
    views = [
        ("", periodical_list, "changelist"),
        ("add/", periodical_add, "add"),
        ("<int:pk>/", periodical_edit, "change"),
    ]
