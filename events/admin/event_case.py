"""Marking an event as a model: for who plans for everybody."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.saving.forms import first_values
from alumni_office.ui.rich_field import media_of, with_editor
from events.forms.cases import CaseForm
from events.models import ModelCase
from events.services import cases as services

from .chrome import EDIT, NAME, part_page, planned, posted, saved, telling
from .guards import office_required


@with_editor
@require_http_methods(EDIT)
@office_required
@planned
def case_edit(request, event, site):
    case = ModelCase.objects.filter(event=event).first()
    form = CaseForm(posted(request), case=case, initial=first_values(case, CaseForm))

    def save(**said):
        if case:
            services.save_case(case=case, by=request.user, **said)
        else:
            services.mark(event=event, by=request.user, **said)

    if saved(request, form, save):
        return redirect(f"{NAME}_effect", event.pk)
    return part_page(
        request, site, event, "effect", "event_case", form=form, case=case, editor_media=media_of(form, request),
        back=reverse(f"{NAME}_effect", args=[event.pk]),
    )  # fmt: skip


@require_POST
@office_required
@planned
def case_end(request, event, site):
    case = get_object_or_404(ModelCase, event=event)
    telling(request, lambda: services.unmark(case=case, by=request.user), _("It is no model case any more."))
    return redirect(f"{NAME}_effect", event.pk)


CASES = [
    ("<int:pk>/case/", case_edit, "case"),
    ("<int:pk>/case/end/", case_end, "case_end"),
]
