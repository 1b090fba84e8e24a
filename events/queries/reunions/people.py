"""Who belongs to a reunion, and who of them may be written to."""

from django.db.models import Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Coalesce

from alumni.models import Alumnus, Consent, ContactPoint, Degree
from events.models import Classmate, ClassReunion

Channel, State = Consent.Channel, ContactPoint.State


def members_of(reunion: ClassReunion):
    """Everybody on file who belongs to it; those who had their record restricted are left out."""
    return (
        Alumnus.objects.present()
        .usable()
        .filter(Exists(Degree.objects.filter(reunion.class_of, alumnus=OuterRef("pk"))))
    )


def writable(people):
    """Those of `people` with an e-mail address (`email`) who agreed to be written to, whose last word is that one;
    living, and not restricted."""
    return addressed(people).filter(email__isnull=False, agreed=True)


def addressed(people):
    """Those of `people` who are living and not restricted, with `email`, or None, and `agreed`: their last word on
    being written to, or None."""
    words = Consent.objects.filter(
        alumnus=OuterRef("pk"), purpose=Consent.Purpose.CONTACT, channel__in=[Channel.EMAIL, Channel.ANY]
    )
    addresses = ContactPoint.objects.filter(
        alumnus=OuterRef("pk"), kind="email", state__in=[State.VERIFIED, State.UNVERIFIED]
    )
    return people.approachable().annotate(
        email=Coalesce(
            Subquery(addresses.order_by("-state", "-pk").values("value")[:1]), "user__email", output_field=TextField()
        ),
        agreed=Subquery(words.order_by("-at", "-pk").values("given")[:1]),
    )  # fmt: skip


def invitable(reunion: ClassReunion):
    """Members who may be written to, were not invited, and have not said anything."""
    known = Classmate.objects.filter(
        Q(invited_at__isnull=False) | Q(is_own=True), reunion=reunion, alumnus=OuterRef("pk")
    )
    return writable(members_of(reunion)).filter(~Exists(known)).select_related("user")
