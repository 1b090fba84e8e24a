"""The office's own page for what is not there, also in DEBUG.

Django would list every address of the system instead, in English, to whoever tries the system out."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404
from django.views.defaults import page_not_found


def missing_page(get_response):
    if not settings.DEBUG:
        raise MiddlewareNotUsed  # Django does it by itself

    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and response.get("Content-Type", "").startswith("text/html"):
            return page_not_found(request, Http404())
        return response

    return middleware
