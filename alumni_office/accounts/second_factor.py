"""Staff sign in with something besides a password: an app's code, or a passkey."""

from allauth.mfa.models import Authenticator
from django.conf import settings

TYPES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_required_of(user) -> bool:
    return settings.STAFF_SECOND_FACTOR and user.is_authenticated and user.is_staff


def is_missing(user) -> bool:
    return is_required_of(user) and not Authenticator.objects.filter(user_id=user.pk, type__in=TYPES).exists()
