"""How often one may try: counted in Redis for all processes, by account, by address of origin, and by device.

Strangers may use up what an account has; who signed in before on the same device is counted apart and not shut out.
"""

import secrets
import unicodedata

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing

APP = "alumni_office.accounts"
WRONG_PASSWORDS = {"pair": "5/15m/key", "account": "20/h/key", "address": "100/h/ip"}
CODES_BY_MAIL = {"code_pair": "3/5m/key", "code_account": "20/h/key"}
SALT = "accounts.device"
REMEMBERED = 180 * 24 * 60 * 60  # seconds


def account(email: str) -> str:
    """One account, however it is spelled."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def take(request, rates: dict[str, str], email: str) -> ratelimit.RateLimitUsage | None:
    """Count one try; None when there are none left. What it returns can be rolled back."""
    uses = ratelimit.RateLimitUsage(usage=[])
    for name, key in _keys(request, rates, email).items():
        use = ratelimit.consume(request, app=APP, action=name, config=rates, key=key, limit_get=True)
        if not use:
            uses.rollback()
            return None
        uses.usage += use.usage
    return uses


def forget(request, rates: dict[str, str], email: str) -> None:
    for name, key in _keys(request, rates, email).items():
        if not rates[name].endswith("/ip"):
            ratelimit.clear(request, app=APP, action=name, config=rates, key=key)


def _keys(request, rates: dict[str, str], email: str) -> dict[str, str]:
    who, device = account(email), _device(request, email)
    keys = {}
    for name in rates:
        if name.endswith("pair"):
            keys[name] = f"{who} {device or ratelimit.get_ip(request)}"
        elif not (name.endswith("account") and device):
            keys[name] = who
    return keys


def _device(request, email: str) -> str:
    try:
        device, who = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=REMEMBERED)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return device if who == account(email) else ""


def remember_device(request, response, user) -> None:
    device = _device(request, user.email) or secrets.token_urlsafe(16)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME, signing.dumps([device, account(user.email)], salt=SALT), max_age=REMEMBERED,
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
