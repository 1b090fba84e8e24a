"""The language of a page: as its address says, as was chosen, as the browser asks, or Chinese."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST

from .redirects import safe_next
from .same_origin import same_origin

PARAMETER = "lang"  # in an address: what search engines and friends are given
CODES = tuple(code for code, _name in settings.LANGUAGES)
TAGS = {"zh-hans": "zh-Hans", "en": "en"}  # as hreflang writes them
YEAR = 365 * 24 * 60 * 60


def named_in_address(request) -> str:
    if PARAMETER not in request.META.get("QUERY_STRING", ""):
        return ""
    try:
        code = request.GET.get(PARAMETER)
    except SuspiciousOperation:  # more fields than a request may have: said where the page is made
        return ""
    return code if code in CODES else ""


def language_of(request) -> str:
    return named_in_address(request) or translation.get_language_from_request(request)


def in_language(path: str, code: str) -> str:
    return f"{path}?{urlencode({PARAMETER: code})}" if code else path


def without_language(request) -> str:
    """The request's address as it would be without a language in it."""
    if PARAMETER not in request.GET:
        return request.get_full_path()
    query = request.GET.copy()
    del query[PARAMETER]
    return f"{request.path}?{query.urlencode()}" if query else request.path


class LanguageMiddleware(LocaleMiddleware):
    """Django's, and `?lang=` before it."""

    def process_request(self, request):
        if code := named_in_address(request):
            translation.activate(code)
            request.LANGUAGE_CODE = code
        else:
            super().process_request(request)


@same_origin
@require_POST
def set_language(request):
    """Keep the choice in a cookie, and with the account of who has signed in."""
    code = request.POST.get("language")
    response = HttpResponse(status=204) if request.htmx else redirect(safe_next(request))
    if code in CODES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=YEAR,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        if request.user.is_authenticated and request.user.language != code:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return response
