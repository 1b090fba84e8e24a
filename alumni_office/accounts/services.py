"""Roles given and ended, sessions ended, work handed over."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from . import hooks, queries
from .models import Reach, RoleGrant, User
from .roles import DEFINITIONS, Permission, Role


class NotYours(Exception):
    """Nobody gives a right that they do not have."""


class LastHead(Exception):
    """Without a head of office nobody could grant a role."""


class HandoverNeeded(Exception):
    """This was the last role of someone of whom work is due; it needs a colleague who takes over."""


def may_grant(*, by, role: str, college=None) -> bool:
    """The head grants everything; others what they may do themselves, as far as they may."""
    if not by.may(Permission.GRANT_EDIT):
        return False
    if by.is_superuser or any(grant.role == Role.HEAD for grant in by.live_grants):
        return True
    wanted = Reach(False, frozenset({college.pk})) if college else Reach(True)
    return all(by.reach(permission).covers(wanted) for permission in DEFINITIONS[role].permissions)


@transaction.atomic
def grant_role(*, user: User, role: str, starts_on: date, by, college=None, ends_on: date | None = None) -> RoleGrant:
    """Give a role for a time. The user's sessions end, so that each is opened with the rights of today."""
    if not may_grant(by=by, role=role, college=college):
        raise NotYours
    grant = RoleGrant.objects.create(
        user=user, role=role, college=college, starts_on=starts_on, ends_on=ends_on, granted_by=by
    )
    end_sessions(user=user)
    return grant


@transaction.atomic
def move_end(*, grant: RoleGrant, ends_on: date | None, by) -> None:
    """Let a role run out on another day; to end it at once, see end_grant."""
    if not may_grant(by=by, role=grant.role, college=grant.college):
        raise NotYours
    RoleGrant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(ends_on=ends_on)
    end_sessions(user=grant.user)


@transaction.atomic
def end_grant(*, grant: RoleGrant, by, taker: User | None = None) -> bool:
    """End a role at once and hand over what is due, when it was the last one; return whether this call ended it.

    Raises NotYours, LastHead, HandoverNeeded, and hooks.CannotTake when the taker's rights do not reach that far;
    then nothing has changed.
    """
    if not may_grant(by=by, role=grant.role, college=grant.college):
        raise NotYours
    User.objects.select_for_update().get(pk=grant.user_id)  # two grants ended at once: one of them is the last
    if grant.role == Role.HEAD and not by.is_superuser:
        _keep_a_head(besides=grant)
    ended = RoleGrant.objects.live().filter(pk=grant.pk).update(ended_at=timezone.now(), ended_by=by)
    if not ended:
        return False
    end_sessions(user=grant.user)
    if not RoleGrant.objects.live().filter(user=grant.user_id).exists():
        _hand_over_all(grant, taker)
    return True


def _keep_a_head(*, besides: RoleGrant) -> None:
    heads = RoleGrant.objects.live().filter(role=Role.HEAD, user__is_active=True).order_by("pk").select_for_update()
    if not [head for head in heads if head.pk != besides.pk]:
        raise LastHead


def _hand_over_all(grant: RoleGrant, taker: User | None) -> None:
    if not queries.due_of(grant.user):
        return
    if taker is None:
        raise HandoverNeeded
    _take(grant, taker)


@transaction.atomic
def hand_over(*, leaver: User, taker: User, by) -> dict[str, int]:
    """Give a former colleague's work to another; return how much of each kind. Raises NotYours, hooks.CannotTake."""
    if not by.may(Permission.GRANT_EDIT):
        raise NotYours
    User.objects.select_for_update().get(pk=leaver.pk)
    last = RoleGrant.objects.filter(user=leaver).select_related("user").order_by("-starts_on", "-pk").first()
    if last is None or not queries.due_of(leaver):
        return {}
    return _take(last, taker)


def _take(grant: RoleGrant, taker: User) -> dict[str, int]:
    if not queries.takers(grant.user).filter(pk=taker.pk).exists():
        raise hooks.CannotTake(_("Choose a colleague who has a role today."))
    handed = {
        due.handover.name: due.handover.take(due.handover.due_of(grant.user), taker)
        for due in queries.due_of(grant.user)
    }
    RoleGrant.objects.filter(pk=grant.pk).update(handed_to=taker, handed=handed)
    return handed


def end_sessions(*, user: User) -> None:
    """End all sessions of a user. The session that asks is kept with update_session_auth_hash(request, user)."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@transaction.atomic
def replace_address(*, user: User, email: str) -> None:
    """The office corrected where someone is written to; whoever reads mail there confirms it at the next sign-in."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    end_sessions(user=user)


def trust_address(*, user: User) -> None:
    """Take an address for confirmed without a code by mail: of the demonstration's people."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
