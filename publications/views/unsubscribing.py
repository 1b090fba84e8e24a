"""Pages behind the links of a mail: no account, no cookie, no token of a form. The address is a secret that was sent to
one person; looking at it changes nothing, whoever looks: people, mail programs, scanners."""

from functools import wraps

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alumni_office.mail import tokens
from publications.emails.building import PREFERENCES, UNSUBSCRIBE, preferences_link
from publications.forms.preferences import PreferenceForm
from publications.queries import preferences as queries
from publications.queries import received
from publications.services import preferences as services
from publications.services import subscriptions

from .wishes import context_of, take


def by_link(purpose: str):
    """Give the view the delivery of a link that we made; whatever else is asked gets one and the same page."""

    def decorate(view):
        @require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
        @csrf_exempt
        @never_cache
        @wraps(view)
        def guarded(request, token):
            number = tokens.read(purpose, token)
            delivery = queries.delivery(number) if number is not None else None
            if request.method == "OPTIONS":
                response = HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS, POST"})
            elif delivery is None:
                response = render(request, "publications/link_unknown.html", status=404)
            else:
                response = view(request, delivery)
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = "no-referrer"
            return response

        return guarded

    return decorate


@by_link(UNSUBSCRIBE)
def unsubscribe(request, delivery):
    """The one click of a mail program (RFC 8058), and the button of the page."""
    if request.method == "POST":
        services.unsubscribe(delivery_id=delivery.pk)
    context = {
        "what": queries.title_of(delivery), "address": queries.masked(delivery.address),
        "is_over": request.method == "POST" or not queries.is_allowed(delivery),
        "preferences": preferences_link(delivery.pk),
    }  # fmt: skip
    return render(request, "publications/unsubscribe.html", context)


@by_link(PREFERENCES)
def preferences(request, delivery):
    error, status = "", 200
    if request.method == "POST":
        try:
            is_known = _said(request.POST, delivery)
        except subscriptions.NotThatDay as refusal:
            error, status = str(refusal), 422
        else:
            if not is_known:
                raise BadRequest
            return redirect(request.path + (f"?lang={translation.get_language()}" if "lang" in request.GET else ""))
    context = {
        "address": queries.masked(delivery.address), "agreements": queries.agreements(delivery), "error": error,
        "why": received.of_delivery(delivery), "is_by_link": True, **context_of(delivery.alumnus),
    }  # fmt: skip
    return render(request, "publications/preferences.html", context, status=status)


def _said(post, delivery) -> bool:
    """Do what a button of the page asks for; return whether there is such a button."""
    if "what" in post:
        return take(post, person_id=delivery.alumnus_id, by=None) is not None
    form = PreferenceForm(post)
    if form.is_valid():
        services.agree(delivery_id=delivery.pk, **form.cleaned_data)
    return form.is_valid()
