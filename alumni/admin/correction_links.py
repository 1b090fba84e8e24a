"""Sending somebody the link to one's own data, and ending it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.models import Alumnus, ContactPoint, CorrectionLink
from alumni.services import corrections
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail

from .guards import person_or_404, requires

State = ContactPoint.State


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ALUMNI_EDIT)
@requires(Permission.CONTACT_VIEW)
def send_link(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    person_or_404(request, pk, Permission.CONTACT_VIEW)
    points = person.contacts.filter(kind=ContactPoint.Kind.EMAIL, state__in=[State.UNVERIFIED, State.VERIFIED])
    if request.method == "POST":
        chosen = request.POST.get("email", "")
        point = points.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None
        if point is None:
            messages.error(request, _("Choose an e-mail address of the person."))
            return redirect("admin:alumni_alumnus_link", pk)
        _link, message = corrections.send_link(person=person, point=point, by=request.user)
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The link is on its way; it is good for seven days."))
        return redirect("admin:alumni_alumnus_link", pk)
    # The addresses are shown in full, to choose one of them.
    record_access(action=AccessRecord.Action.REVEAL, target=Alumnus._meta.label_lower, target_id=pk, by=request.user)
    links = person.correction_links.select_related("sent_by").order_by("-pk")[:20]
    good = set(CorrectionLink.objects.good().filter(alumnus=person).values_list("pk", flat=True))
    context = site.each_context(request) | {
        "title": _("Link to one’s own data"), "person": person, "points": points.order_by("-state", "pk"),
        "links": [(link, link.pk in good) for link in links],
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/correction_link.html", context)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def revoke_link(request, pk, link, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    found = get_object_or_404(CorrectionLink, pk=link, alumnus=person)
    if corrections.revoke_link(link=found, by=request.user):
        messages.success(request, _("The link opens nothing any more."))
    return redirect("admin:alumni_alumnus_link", pk)
