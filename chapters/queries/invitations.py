"""Whom a chapter may invite. An officer learns how many they are and nothing else."""

from django.db.models import Exists, OuterRef, Q, Subquery

from alumni.models import Alumnus, Consent, ContactPoint
from chapters.models import Chapter, Invitation, Membership

from .residents import belongs_to

Channel = Consent.Channel


def invitable(chapter: Chapter):
    """People of the place with an e-mail address (`email`) who agreed to be written to, whose last word is that one;
    living, not restricted, never a member of this chapter, never invited by it, and never tired of such invitations."""
    words = Consent.objects.filter(
        alumnus=OuterRef("pk"), purpose=Consent.Purpose.CONTACT, channel__in=[Channel.EMAIL, Channel.ANY]
    )
    addresses = ContactPoint.objects.filter(alumnus=OuterRef("pk"), kind="email", state__in=ContactPoint.USABLE)
    invited = Invitation.objects.filter(Q(chapter=chapter) | Q(refused_at__isnull=False), alumnus=OuterRef("pk"))
    people = Alumnus.objects.approachable().filter(belongs_to(chapter))
    return people.annotate(
        email=Subquery(addresses.order_by("-state", "-pk").values("value")[:1]),
        agreed=Subquery(words.order_by("-at", "-pk").values("given")[:1]),
    ).filter(
        ~Exists(Membership.objects.filter(chapter=chapter, alumnus=OuterRef("pk"))), ~Exists(invited),
        email__isnull=False, agreed=True,
    )  # fmt: skip
