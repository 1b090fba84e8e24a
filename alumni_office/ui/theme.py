"""Light, dark, or as the system wishes: a choice kept in a cookie, so that no page flashes."""

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .redirects import safe_next
from .same_origin import same_origin

COOKIE = "theme"
YEAR = 365 * 24 * 60 * 60


class Theme(models.TextChoices):
    AUTO = "auto", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


def chosen_theme(request) -> str:
    theme = request.COOKIES.get(COOKIE) if request is not None else None
    return theme if theme in Theme.values else Theme.AUTO


@same_origin
@require_POST
def set_theme(request):
    response = HttpResponse(status=204) if request.htmx else redirect(safe_next(request))
    theme = request.POST.get("theme")
    if theme in Theme.values:
        response.set_cookie(
            COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response
