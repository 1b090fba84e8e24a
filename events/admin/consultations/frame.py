"""What the pages of a consultation share."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from events.models import Consultation


def of_consultation(view):
    """Call the view with the consultation in place of its key, for those who ask."""

    @requires(Permission.CONSULT_EDIT)
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Consultation.objects.visible_to(request.user).select_related("created_by")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def page(request, site, template: str, title, *, form=None, consultation: Consultation | None = None, **context):
    context = site.each_context(request) | {"title": title, "form": form, "consultation": consultation} | context
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, f"admin/events/{template}.html", context, status=status)


def form_page(request, site, title, form, *, consultation=None, verb=None, **context):
    return page(
        request, site, "consultation_form", title, form=form, consultation=consultation, verb=verb or _("Save"),
        **context,
    )  # fmt: skip


def back_to(consultation: Consultation):
    return redirect("admin:events_consultation_change", consultation.pk)


def fixed(request, consultation: Consultation):
    """What is said of a page that belongs to a draft, once there is none."""
    messages.error(request, _("This consultation is open by now: what it asks, and what it promises, stays as it is."))
    return back_to(consultation)
