"""Reading one person. Each look at a full record leaves a row in the access log."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.forms.people import ConsentForm, InteractionForm, TagForm
from alumni.models import Alumnus, Tag
from alumni.queries import person as people
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.htmx import render_page

from .guards import person_or_404, requires

TEMPLATE = "admin/alumni/alumnus_detail.html"


@require_safe
@requires(Permission.ALUMNI_VIEW)
def detail(request, pk, site):
    return show(request, pk, site, action=AccessRecord.Action.VIEW)


@require_POST
@requires(Permission.ALUMNI_VIEW)
@requires(Permission.CONTACT_VIEW)
def reveal(request, pk, site):
    person_or_404(request, pk, Permission.CONTACT_VIEW)
    return show(request, pk, site, action=AccessRecord.Action.REVEAL)


@require_safe
@requires(Permission.ALUMNI_VIEW)
def history(request, pk, site):
    return redirect("admin:alumni_alumnus_detail", pk)


def show(request, pk, site, *, action, forms=None, status=200):
    """The person's page, or the sheet beside the search list. The log is written before anything is shown."""
    with transaction.atomic():
        is_reveal = action == AccessRecord.Action.REVEAL
        record = people.record(user=request.user, pk=pk, reveal=is_reveal)
        if record is None:
            kept = people.kept_of(request.user, pk)
            if kept is None:
                raise Http404
            return redirect("admin:alumni_alumnus_detail", kept.pk)
        record_access(action=action, target=Alumnus._meta.label_lower, target_id=pk, by=request.user)
    context = site.each_context(request) | {
        "title": record.person.name,
        "record": record,
        "person": record.person,
        "is_sheet": bool(request.htmx) and (request.htmx.target != "person" or "sheet" in request.GET),
        "forms": {"interaction": InteractionForm(), "consent": ConsentForm(), "tag": TagForm(), **(forms or {})},
        "tags": Tag.objects.exclude(taggings__alumnus=pk) if record.may_edit else [],
        "subtitle": _("Person") if is_reveal else "",
    }
    response = render_page(request, TEMPLATE, context, partial="person")
    response.status_code = status
    return response
