"""Looking at the site as someone else: who may, and what leaves a trace."""

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from hijack.views import AcquireUserView

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access

from . import hooks
from .models import User
from .roles import Permission

HISTORY = "hijack_history"  # the library's: who looks, the last one at the end
LEAVING = {"account_logout", "admin:logout"}
SAFE = {"GET", "HEAD", "OPTIONS"}
HARMLESS = LEAVING | {"hijack:release", "set_language", "set_theme"}


def may_look_as(*, hijacker, hijacked) -> bool:
    """Never as a superuser, never as someone with a right that one does not have as far oneself."""
    if not hijacked or not hijacked.is_active or hijacked.is_superuser or hijacked.pk == hijacker.pk:
        return False
    if not hijacker.is_active or not hijacker.may(Permission.IMPERSONATE):
        return False
    return all(hijacker.reach(permission).covers(hijacked.reach(permission)) for permission in Permission.values)


def look_as(request, person: User, *, reason: str):
    """Go on as `person`. The log is written with it: without the log there is no look."""
    if request.POST.get("user_pk") != str(person.pk):
        raise PermissionDenied
    if request.session.get(HISTORY) or not may_look_as(hijacker=request.user, hijacked=person):
        raise PermissionDenied
    with transaction.atomic():
        record_access(
            action=AccessRecord.Action.IMPERSONATE, target=User._meta.label_lower, target_id=person.pk,
            by=request.user, reason=reason,
        )  # fmt: skip
        return AcquireUserView.as_view()(request)


class ImpersonationMiddleware:
    """Says at each request who really looks, ends it when that person may no longer, and shuts what is nobody
    else's business."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and (looks := request.session.get(HISTORY)):
            hijacker = User.objects.filter(pk=looks[-1]).first()
            if hijacker is None or not may_look_as(hijacker=hijacker, hijacked=request.user):
                logout(request)
                return redirect(settings.LOGIN_URL)
            request.user.hijacker_id = hijacker.pk
            request.hijacker = hijacker
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(request, "hijacker", None):
            return
        name = request.resolver_match.view_name
        if request.method not in SAFE and name not in HARMLESS:
            raise PermissionDenied  # to look is not to act: no consent, request or decision in another's name
        account = request.path.startswith(reverse("account_home")) and name not in LEAVING
        if account or name in hooks.closed_while_looking or name.startswith("admin:accounts_"):
            raise PermissionDenied
