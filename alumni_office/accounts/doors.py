"""Ways into an account that must not stay open."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import unstash_login
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash

from . import services
from .models import User


def shut_what_was_prepared(sender, request, email_address, **kwargs):
    """Somebody may have signed up with another's address and wait: a password or a WeChat that was set before the
    owner of the mailbox first came, and that this visit did not use, is taken away."""
    user = User.objects.get(pk=email_address.user_id)
    login = unstash_login(request, peek=True)
    signed_up_here = bool(login and login.signup and login.user and login.user.pk == user.pk)
    if user.last_login is not None or signed_up_here:
        return
    used = {record["method"] for record in get_authentication_records(request, user)}
    if "password" not in used and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if "socialaccount" not in used:
        user.socialaccount_set.all().delete()


def end_other_sessions(sender, request, user, **kwargs):
    """End the user's sessions but the one that asks."""
    if request.user.is_authenticated and request.user.pk == user.pk:
        services.end_sessions(user=request.user)
        update_session_auth_hash(request, request.user)
        UserSession.objects.create_from_request(request)


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions):
        """Also those that no list knows."""
        super().end_sessions(sessions)
        end_other_sessions(None, request=self.request, user=self.request.user)
