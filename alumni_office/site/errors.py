"""What is said when something cannot be shown. Asks neither the database nor the session: either may be the reason."""

from csp.utils import build_policy
from django.http import HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes

from alumni_office.ui.language import language_of

AGAIN_AFTER = {429: "60", 503: "600"}  # seconds


def bad_request(request, exception=None):
    return _page(request, 400)


def permission_denied(request, exception=None):
    return _page(request, 403)


def form_too_old(request, reason=""):
    return _page(request, 403, "403_csrf.html")


def page_not_found(request, exception=None):
    return _page(request, 404)


def not_allowed(request):
    return _page(request, 405)


def too_many_requests(request, exception=None):
    return _page(request, 429)


def server_error(request):
    return _page(request, 500)


def maintenance(request):
    """Said before any other middleware, so it brings its own policy."""
    response = _page(request, 503)
    response["Content-Security-Policy"] = build_policy()
    return response


def _afresh(request) -> str:
    """The page without what its address asked of it."""
    return escape_leading_slashes(request.path) if request.method == "GET" and request.META.get("QUERY_STRING") else ""


def _page(request, status, template=""):
    language = language_of(request)
    with translation.override(language):
        context = {"request": request, "is_desk": request.path.startswith("/admin/"), "afresh": _afresh(request)}
        text = get_template(template or f"{status}.html").render(context)
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    if status in AGAIN_AFTER:
        headers["Retry-After"] = AGAIN_AFTER[status]
    response = HttpResponse(text, status=status, headers=headers)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
