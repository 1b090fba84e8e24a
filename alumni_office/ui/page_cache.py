"""Whole pages for visitors without an account, kept in Redis for a short time.

A view says by `public_page` that its page is the same for every visitor of one language and appearance. What
is kept is nobody's: a page that read a session, set a cookie, printed a token or a nonce, or was asked for
with a query of its own, is never kept, and who has a session is never given one from here.
"""

import gzip
import hashlib
from functools import wraps

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from .language import PARAMETER, language_of, named_in_address
from .page_store import KeptPage, PageStore
from .theme import chosen_theme

VERSION = 1
VARY = ["Accept-Language", "Cookie", "Accept-Encoding"]
NOT_KEPT = {"Content-Length", "Date", "Set-Cookie", "Vary", "ETag"}


def public_page(view):
    """Mark a view whose page is the same for everyone who has not signed in."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        request.is_public_page = True
        return view(request, *args, **kwargs)

    return shown


def names_people(request) -> None:
    """Say that this public page names people who agreed to it: it is made anew for each visitor, so that who takes
    the consent back is gone from the next answer."""
    request.is_never_kept = True


def fresh_page(view):
    """As `public_page`, but made anew for every visitor: what stands on it may be taken back at any moment."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        request.is_public_page = request.is_never_kept = True
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "no-cache")
        return response

    return shown


class PageCacheMiddleware:
    """Stands before sessions and languages, so that a kept page costs neither."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.store = PageStore()

    def __call__(self, request):
        if not may_be_kept(request) or not _is_our_host(request):
            return self.get_response(request)
        key = key_of(request)
        kept = self.store.get(key)
        if kept is None:
            response = self.get_response(request)
            if not is_nobodys(request, response):
                return response  # that of HEAD too: it may have no body
            kept = packed(response)
            self.store.set(key, kept)
        return unpacked(request, kept)


def may_be_kept(request) -> bool:
    """Whether nothing in this request says who is asking. A query other than the language is not kept: there
    would be no end of keys."""
    return bool(
        settings.PAGE_CACHE_SECONDS
        and request.method in ("GET", "HEAD")
        and (not request.META.get("QUERY_STRING") or (named_in_address(request) and list(request.GET) == [PARAMETER]))
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_HX_REQUEST" not in request.META
    )


def _is_our_host(request) -> bool:
    try:
        request.get_host()
    except DisallowedHost:  # refused further inside, as anywhere
        return False
    return True


def key_of(request) -> str:
    """By address, language, appearance and the release's static files."""
    path = hashlib.sha256(f"{request.scheme} {request.path} {named_in_address(request)}".encode()).hexdigest()
    release = getattr(staticfiles_storage, "manifest_hash", "")
    return f"{VERSION}:{release}:{language_of(request)}:{chosen_theme(request)}:{path}"


def is_nobodys(request, response) -> bool:
    return (
        request.method == "GET"
        and getattr(request, "is_public_page", False)
        and not getattr(request, "is_never_kept", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(request, "csp_nonce", None)  # true once it was read
        and not request.user.is_authenticated
        and not request.session.modified
        and not request.session.session_key
    )


def packed(response) -> KeptPage:
    body = response.content
    headers = {name: value for name, value in response.items() if name not in NOT_KEPT}
    headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return KeptPage(headers, body, gzip.compress(body, mtime=0))


def unpacked(request, kept: KeptPage):
    """The answer from what is kept; compressed, as there is no secret in it to be guessed by its length."""
    small = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(kept.compressed if small else kept.body, headers=kept.headers)
    if small:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, VARY)
    return get_conditional_response(request, etag=response["ETag"], response=response)
