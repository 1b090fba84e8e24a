"""A person's mail, as the desk sees it: what went out and came back, what the person chose; no address."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus, Consent, ContactPoint
from publications.models import Bounce, Delivery, LetterLimit, Subscription, Suppression

from .received import Received, consents_of, received

LATEST = 200


@dataclass(frozen=True)
class Mail:
    received: list[Received]
    subscriptions: list[Subscription]
    limit: LetterLimit | None
    consents: list[Consent]
    suppressions: list[Suppression]

    @property
    def is_empty(self) -> bool:
        return not (self.received or self.subscriptions or self.limit or self.consents or self.suppressions)


def mail_of(person: Alumnus) -> Mail:
    addresses = ContactPoint.objects.filter(alumnus=person, kind=ContactPoint.Kind.EMAIL).values("value")
    return Mail(
        received=received(person),
        subscriptions=list(
            Subscription.objects.filter(alumnus=person).select_related("periodical").order_by("periodical__order", "pk")
        ),
        limit=LetterLimit.objects.filter(alumnus=person).first(),
        consents=consents_of(person),
        suppressions=list(Suppression.objects.in_force().filter(address__in=addresses).order_by("-since")),
    )


def happened(user, person: Alumnus) -> Iterator[Happened]:
    """Mailings that went out and what came back for them, subscriptions begun and ended."""
    sent = Delivery.objects.filter(alumnus=person, sending_at__isnull=False).select_related("mailing")
    for row in sent.order_by("-pk")[:LATEST]:
        title = _("Mailing: %(title)s") % {"title": row.mailing}
        yield Happened(row.sending_at, title, str(row.get_state_display()))  # type: ignore[arg-type]  # asked above
    back = Bounce.objects.filter(delivery__alumnus=person, kind__in=Bounce.CAME_BACK)
    for bounce in back.select_related("delivery__mailing").order_by("-pk")[:LATEST]:
        title = _("Mailing came back: %(title)s") % {"title": bounce.delivery.mailing}  # type: ignore[union-attr]
        yield Happened(bounce.received_at, title, str(bounce.get_kind_display()))
    for each in Subscription.objects.filter(alumnus=person).select_related("periodical"):
        if each.ended_at:
            yield Happened(each.ended_at, _("Ended a subscription: %(what)s") % {"what": each})
        else:
            yield Happened(each.since, _("Subscribed: %(what)s") % {"what": each})
