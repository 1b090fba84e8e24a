"""What the pages behind a link in a mail share."""

from functools import wraps

from django.http import Http404
from django.views.decorators.csrf import csrf_exempt

from alumni.views.corrections import private, unreferred
from events.queries.own_registration import by_token


def own_registration(view):
    """Call the view with the registration of the link in place of its token; 404 for one that nobody made.

    As with other links in mails: without a referrer a browser names no origin, and whoever has the address may use
    it, so that a token in the form would say nothing more."""

    @csrf_exempt
    @unreferred
    @private
    @wraps(view)
    def guarded(request, token):
        found = by_token(token)
        if found is None:
            raise Http404
        return view(request, found, token)

    return guarded
