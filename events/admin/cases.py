"""Model cases on the desk: every host reads how an event was done, and copies it as a plan of its own."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from events.forms.cases import CopyCaseForm
from events.models import Event, ModelCase
from events.queries.desk import next_time
from events.services import copying

from .chrome import EDIT, NAME, OwnPages, page, posted

SIZE = 30


def _cases():
    return ModelCase.objects.select_related("event__series", "event__college", "event__chapter")


@require_safe
@requires(Permission.EVENT_VIEW)
def case_list(request, site):
    rows = Paginator(_cases().order_by("-event__starts_at", "-pk"), SIZE).get_page(request.GET.get("page"))
    return page(request, site, "case_list", _("Model cases"), listed=rows)


@require_safe
@requires(Permission.EVENT_VIEW)
def case_page(request, pk, site):
    case = get_object_or_404(_cases(), pk=pk)
    return page(
        request, site, "case_page", str(case), case=case, event=case.event,
        may_copy=request.user.may(Permission.EVENT_EDIT),
        may_open=Event.objects.visible_to(request.user).filter(pk=case.event_id).exists(),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.EVENT_EDIT)
def case_copy(request, pk, site):
    """The words, parts, tickets and questions of the event, held by the copier's own office, college or chapter."""
    case = get_object_or_404(_cases(), pk=pk)
    form = CopyCaseForm(posted(request), user=request.user, initial={"starts_on": next_time(case.event)})
    made = took(form, lambda **said: copying.copy_event(event=case.event, by=request.user, **said))
    if made:
        messages.success(request, _("This is the copy: a draft of its own."))
        return redirect(f"{NAME}_change", made.pk)
    return page(
        request, site, "case_copy", _("Copy: %(event)s") % {"event": case}, form=form, verb=_("Make the copy"),
        back_url=reverse("admin:events_modelcase_change", args=[pk]),
    )  # fmt: skip


@admin.register(ModelCase)
class ModelCaseAdmin(OwnPages):
    views = [
        ("", case_list, "changelist"),
        ("<int:pk>/", case_page, "change"),
        ("<int:pk>/copy/", case_copy, "copy"),
    ]
