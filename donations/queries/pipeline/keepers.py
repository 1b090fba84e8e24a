"""Who may keep opportunities today, and what may have come of one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import DEFINITIONS, Permission
from donations.models import Donor, Gift, Opportunity, Pledge

ROLES = [role for role, definition in DEFINITIONS.items() if Permission.CLUB_EDIT in definition.permissions]
MOST = 100


def keepers() -> QuerySet[User]:
    live = RoleGrant.objects.live().filter(user=OuterRef("pk"), role__in=ROLES)
    found = Q(Exists(live)) | Q(is_superuser=True)
    return User.objects.filter(found, is_active=True, is_staff=True).order_by("name", "pk")


def owners() -> QuerySet[User]:
    """Whoever has a card, or may have one."""
    with_cards = Opportunity.objects.filter(owner=OuterRef("pk"))
    return User.objects.filter(Q(Exists(with_cards)) | Q(pk__in=keepers().values("pk"))).order_by("name", "pk")


def _donors(card: Opportunity) -> QuerySet[Donor]:
    """The partner as a donor, with all that were merged into it."""
    if card.organisation_id:
        own = Q(organisation=card.organisation_id)
    elif card.alumnus_id:
        own = Q(alumnus=card.alumnus_id)
    else:
        own = Q(pk=card.donor_id)
    heads = Donor.objects.filter(own)
    return Donor.objects.filter(
        Q(pk__in=heads.values("pk")) | Q(merged_into__in=heads.values("pk"))
        | Q(pk__in=heads.exclude(merged_into=None).values("merged_into"))
    )  # fmt: skip


def gifts_of(card: Opportunity, user) -> list[Gift]:
    """Posted gifts of the partner, not taken back, that no other card led to; a donation's alone."""
    if card.kind != Opportunity.Kind.DONATION:
        return []
    rows = Gift.objects.visible_to(user).posted().filter(donor__in=_donors(card), entry=Gift.Entry.GIFT)
    rows = rows.filter(opportunity__isnull=True).exclude(corrections__entry=Gift.Entry.CORRECTION)
    return list(rows.order_by("-received_on", "-pk")[:MOST])


def pledges_of(card: Opportunity, user) -> list[Pledge]:
    if card.kind != Opportunity.Kind.DONATION:
        return []
    rows = Pledge.objects.visible_to(user).filter(donor__in=_donors(card), opportunity__isnull=True)
    return list(rows.exclude(state=Pledge.State.CANCELLED).order_by("-pledged_on", "-pk")[:MOST])
