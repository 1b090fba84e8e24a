"""My rights: a copy of everything, correction, restriction, deletion; and the door for close relatives."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.rights import OWN, AskForm, RelativeForm
from alumni.models import DataRequest
from alumni.queries import rights as queries
from alumni.services import copying, rights
from alumni_office.mail import tasks as mail
from alumni_office.ui.limits import counted

from .guards import member_required

COPIES = {
    "pdf": (copying.copy_as_pdf, "application/pdf"),
    "json": (copying.copy_as_json, "application/json"),
}
OFTEN, HOUR = 5, 60 * 60  # requests of relatives from one address in an hour


@require_safe
@never_cache
@member_required
def overview(request):
    person = request.user.alumnus
    asked = queries.of_person(person)
    for each in asked:
        each.deadline = queries.deadline(each)
    open_kinds = {each.kind for each in asked if each.state == DataRequest.State.OPEN}
    context = {
        "person": person, "asked": asked, "open_kinds": open_kinds, "days": settings.RIGHTS_WORKING_DAYS,
    }  # fmt: skip
    return render(request, "alumni/rights_overview.html", context)


@require_POST
@never_cache
@member_required
def copy(request, kind):
    """POST, as taking a copy is written into the access log."""
    if kind not in COPIES:
        raise Http404
    make, content_type = COPIES[kind]
    response = HttpResponse(make(person=request.user.alumnus, by=request.user), content_type=content_type)
    name = f"my-data-{timezone.localdate()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@member_required
def ask(request, kind):
    if kind not in OWN:
        raise Http404
    person = request.user.alumnus
    form = AskForm(request.POST or None, kind=kind, name=person.name)
    if form.is_valid():
        asked, mails = rights.ask(kind=kind, person=person, by=request.user, **form.cleaned_data)
        for pk in mails:
            mail.deliver.delay_on_commit(pk)
        messages.success(
            request,
            _("We have your request. You will have our answer by %(date)s.") % {"date": asked.due_on.isoformat()},
        )
        return redirect("alumni:me-rights")
    context = {"person": person, "form": form, "kind": DataRequest.Kind(kind)}
    return render(request, "alumni/rights_ask.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def withdraw(request, pk):
    asked = get_object_or_404(DataRequest, pk=pk, alumnus=request.user.alumnus, user=request.user)
    if rights.withdraw(request=asked, by=request.user):
        messages.success(request, _("Your request is withdrawn."))
    else:
        messages.info(request, _("This request was decided already."))
    return redirect("alumni:me-rights")


@require_POST
@member_required
def lift(request):
    """Allowing the use again is the person's own word, and holds at once."""
    if rights.lift_restriction(person_id=request.user.alumnus.pk, by=request.user):
        messages.success(request, _("Your data may be used again."))
    return redirect("alumni:me-rights")


@require_http_methods(["GET", "POST"])
@never_cache
def relatives(request):
    """Next of kin have no account; whoever asks gets the same answer."""
    form = RelativeForm(request.POST or None)
    if form.is_valid():
        if _too_often(request):
            return render(request, "429.html", status=429)
        rights.ask_as_relative(**form.cleaned_data)
        return redirect("alumni:relatives-sent")
    return render(request, "alumni/rights_relatives.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def relatives_sent(request):
    return render(request, "alumni/rights_relatives_sent.html", {"days": settings.RIGHTS_WORKING_DAYS})


def _too_often(request) -> bool:
    """Counts the requests of one address. Only its hash and a number are kept, for an hour."""
    key = "relatives:" + salted_hmac("relatives", get_adapter(request).get_client_ip(request)).hexdigest()
    return counted(key, seconds=HOUR) > OFTEN
