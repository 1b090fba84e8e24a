"""The office's own page for what is not there, and for what cannot be answered, also in DEBUG.

Django would list every address of the system instead, or every setting, in English, to whoever tries it out."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404
from django.views.defaults import page_not_found

from . import errors


def missing_page(get_response):
    if not settings.DEBUG:
        raise MiddlewareNotUsed  # Django does it by itself

    def middleware(request):
        response = get_response(request)
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        if response.status_code == 404:
            return page_not_found(request, Http404())
        return errors.bad_request(request) if response.status_code == 400 else response

    return middleware


def forms_only(get_response):
    """A button that is pressed after the session ended leads, by the sign-in page, to an address that takes no GET:
    Django's answer to that is an empty page."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = errors.not_allowed(request)
        page["Allow"] = response["Allow"]
        return page

    return middleware
