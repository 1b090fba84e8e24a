"""Colleagues who keep needs: the office, and of a department of a college the college's officers."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import DEFINITIONS, Permission

KEEP = [role for role, found in DEFINITIONS.items() if Permission.NEED_EDIT in found.permissions]


def keepers(college_id: int | None) -> QuerySet[User]:
    """Those who see the needs of a department of this college, or of no college, by name."""
    of_all = [role for role in KEEP if not DEFINITIONS[role].needs_college]
    grants = RoleGrant.objects.live().filter(user=OuterRef("pk")).filter(
        Q(role__in=of_all) | Q(role__in=KEEP, college__isnull=False, college=college_id)
    )  # fmt: skip
    return User.objects.filter(Exists(grants), is_active=True).order_by("name", "pk")
