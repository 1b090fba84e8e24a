"""Stories that are sent in: by alumni who have signed in, and by student teams without an account."""

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.guards import member_required
from alumni_office.mail import tasks as mail
from alumni_office.ui.limits import counted
from publications.forms.suggestions import SuggestForm, TeamForm
from publications.services import suggestions as services

DAY = 24 * 3600
A_PERSON, AN_ADDRESS, A_NETWORK = 10, 5, 30  # suggestions a day


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def suggest(request):
    person = request.user.alumnus
    form = SuggestForm(request.POST if request.method == "POST" else None)
    who = {"alumnus": person, "team": "", "name": person.name, "email": request.user.email}
    if form.is_valid() and _allowed(form, f"suggest:{request.user.pk}", A_PERSON):
        return _send(form, **who)
    context = {"form": form, "person": person}
    return render(request, "publications/suggestion_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def suggest_as_team(request):
    form = TeamForm(request.POST if request.method == "POST" else None)
    if (
        form.is_valid()
        and _allowed(form, _key(get_adapter(request).get_client_ip(request)), A_NETWORK)
        and _allowed(form, _key(form.cleaned_data["email"].lower()), AN_ADDRESS)
    ):
        return _send(form, alumnus=None)
    context = {"form": form, "person": None}
    return render(request, "publications/suggestion_form.html", context, status=422 if form.errors else 200)


def _key(of: str) -> str:
    return "suggest:" + salted_hmac("suggest", of).hexdigest()


def _allowed(form, key: str, most: int) -> bool:
    if counted(key, seconds=DAY) <= most:
        return True
    form.add_error(None, _("That is enough for today. Please send the rest tomorrow, or write to the office."))
    return False


def _send(form, **who):
    _suggestion, message = services.suggest(**who, **form.cleaned_data)
    if message:
        mail.deliver.delay_on_commit(message.pk)
    return redirect("publications:suggested")


@require_safe
def suggested(request):
    return render(request, "publications/suggestion_done.html")
