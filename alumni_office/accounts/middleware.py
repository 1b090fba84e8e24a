"""What staff need besides a password, and how long a session of theirs lasts."""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from . import second_factor

SINCE, SEEN = "signed_in_at", "seen_at"
LONGEST = timedelta(hours=12).total_seconds()
IDLE = timedelta(minutes=30).total_seconds()
EVERY = 60  # seconds between two notes that somebody is there


def note_sign_in(sender, request, user, **kwargs):
    request.session[SINCE] = request.session[SEEN] = int(time.time())


class StaffMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.session.setdefault(SINCE, int(time.time()))
            if request.user.is_staff and not _is_fresh(request):
                logout(request)
                messages.info(request, _("You were signed out because nothing happened for a while."))
                return _to_sign_in(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.app_name != "admin" or match.view_name in ("admin:logout", "admin:login"):
            return None
        if getattr(request, "hijacker", None) or not second_factor.is_missing(request.user):
            return None
        return redirect("mfa_index")

    def process_exception(self, request, exception):
        """Without the counters of tries nobody signs in; the page says so."""
        if isinstance(exception, RedisError) and request.path.startswith(reverse("account_home")):
            return render(request, "account/unavailable.html", status=503)
        return None


def _is_fresh(request) -> bool:
    now = int(time.time())
    session = request.session
    if now - session[SINCE] > LONGEST or now - session.get(SEEN, now) > IDLE:
        return False
    polls = request.headers.get("HX-Trigger", "").startswith("job-")  # a bar that moves is nobody at the desk
    if not polls and now - session.get(SEEN, 0) >= EVERY:
        session[SEEN] = now
    return True


def _to_sign_in(request):
    back = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(settings.LOGIN_URL)})
    return redirect_to_login(back, reverse(settings.LOGIN_URL), REDIRECT_FIELD_NAME)
