"""Closing an account for good: nothing of the person stays in it, and nobody can sign in with it again."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import get_random_string

from .models import User

DOMAIN = "erased.invalid"  # a name that no mail reaches (RFC 2606)


def is_colleague(user: User) -> bool:
    """An account with which somebody works here: it belongs to the work, not to the alumnus."""
    return user.is_active and (user.is_staff or user.is_superuser or bool(user.live_grants))


@transaction.atomic
def close_account(*, user: User) -> None:
    """Empty the account and sign it out everywhere. What it did stays countable."""
    end_sessions(user=user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    LogEntry.objects.filter(user=user).delete()
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)).delete()
    user.email, user.name, user.language = f"{user.pk}-{get_random_string(8).lower()}@{DOMAIN}", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def end_sessions(*, user: User) -> int:
    """Sign the user out everywhere; return how many sessions ended."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = set(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    keys |= {session.session_key for session in Session.objects.iterator() if _is_of(session, user)}
    for key in keys:
        store(session_key=key).delete()
    UserSession.objects.filter(user=user).delete()
    return len(keys)


def _is_of(session: Session, user: User) -> bool:
    said = session.get_decoded()
    return str(user.pk) in (said.get("_auth_user_id"), *map(str, said.get("hijack_history", ())))
