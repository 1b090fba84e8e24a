"""Who holds which role, and what is due of whom."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise

from . import hooks
from .models import RoleGrant, User
from .roles import DEFINITIONS, Permission, Role


@dataclass(frozen=True)
class Holding:
    """A role, what it may do, and who has it today."""

    role: Role
    sentence: str | Promise
    permissions: list
    grants: list[RoleGrant]


@dataclass(frozen=True)
class Due:
    """So much of one kind of work is one user's."""

    handover: hooks.Handover
    count: int


def holdings() -> list[Holding]:
    live = RoleGrant.objects.live().filter(user__is_active=True).select_related("user", "college", "granted_by")
    grants = list(live.order_by("user__name", "starts_on"))
    return [
        Holding(
            Role(role),
            definition.sentence,
            [Permission(value).label for value in Permission.values if value in definition.permissions],
            [grant for grant in grants if grant.role == role],
        )
        for role, definition in DEFINITIONS.items()
    ]


def lately_ended(limit: int = 20) -> list[RoleGrant]:
    ended = RoleGrant.objects.filter(ended_at__isnull=False)
    return list(ended.select_related("user", "college", "ended_by", "handed_to").order_by("-ended_at")[:limit])


def due_of(user) -> list[Due]:
    found = (Due(handover, handover.due_of(user).count()) for handover in hooks.handovers)
    return [due for due in found if due.count]


def takers(leaver):
    """Colleagues who could take over: staff with a role today."""
    live = RoleGrant.objects.live().filter(user=OuterRef("pk"))
    staff = User.objects.filter(Exists(live), is_active=True, is_staff=True)
    return staff.exclude(pk=leaver.pk).order_by("name", "pk")


def left_behind() -> list[User]:
    """Former staff whose work nobody has taken over: their last role ran out, or the account was shut."""
    owners: set[int] = set()
    for handover in hooks.handovers:
        owners |= set(handover.rows().order_by().values_list(handover.owner, flat=True).distinct()) - {None}
    live = RoleGrant.objects.live().filter(user=OuterRef("pk"), user__is_active=True)
    had_a_role = RoleGrant.objects.filter(user=OuterRef("pk"))
    former = User.objects.filter(Exists(had_a_role), ~Exists(live), pk__in=owners, is_superuser=False)
    return list(former.order_by("name", "pk"))
