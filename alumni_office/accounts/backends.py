from functools import cache

from allauth.account import auth_backends
from django.contrib.auth.backends import BaseBackend

from . import hooks
from .models import User
from .roles import DEFINITIONS, NOT_WHILE_LOOKING


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """By e-mail and password. An account that was shut answers like a wrong password: the library would lead to a
    page of its own and so tell a stranger that the password is right."""

    def _stash_user(self, user):
        return None

    def get_user(self, user_id):
        """The user with what apps want to know of whoever is signed in."""
        sql, constants = _user_as_known()
        user = next(iter(User.objects.raw(sql, [*constants, user_id])), None)
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def _user_as_known() -> tuple[str, tuple]:
    """(statement, its parameters but the last, which is the user's key): to compile it took longer than to run it,
    at each request of whoever is signed in."""
    known = {name: expression() for name, expression in hooks.known_of_users.items()}
    sql, parameters = User.objects.annotate(**known).filter(pk=0).query.sql_with_params()
    return sql, parameters[:-1]


class RoleBackend(BaseBackend):
    """Answers `has_perm` from the user's live grants; signs nobody in."""

    def get_user_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        found = {str(p) for grant in user_obj.live_grants for p in DEFINITIONS[grant.role].permissions}
        return found - NOT_WHILE_LOOKING if user_obj.hijacker_id else found

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_user_permissions(user_obj, obj)

    def has_module_perms(self, user_obj, app_label):
        return any(p.startswith(f"{app_label}.") for p in self.get_user_permissions(user_obj))
