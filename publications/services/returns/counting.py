"""When an address is left alone: after so many bounces on different days, or one complaint. Undone by a person."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from publications.emails.answers import shown
from publications.models import Bounce, Delivery, Suppression
from publications.services.suppressions import suppress

REMEMBERED = timedelta(days=180)
COUNTED = (Bounce.Kind.HARD, Bounce.Kind.FULL, Bounce.Kind.SOFT)
REASONS = {
    Bounce.Kind.HARD: gettext_noop("There is no such mailbox: so its server said on different days."),
    Bounce.Kind.FULL: gettext_noop("The mailbox was full again and again."),
    Bounce.Kind.SOFT: gettext_noop("Mail could not be delivered again and again."),
}
COMPLAINED = gettext_noop("Its holder reported our mail as spam.")


def refused_at_once(*, delivery_id: int, kind: str, said: str) -> None:
    """Count what a server said to our face while we sent."""
    delivery = Delivery.objects.get(pk=delivery_id)
    digest = hashlib.sha256(f"{delivery_id} {delivery.attempts} {said}".encode()).hexdigest()
    keep(delivery=delivery, kind=kind, source="server", diagnosis=said, raw=said.encode(), digest=digest)


def keep(*, delivery: Delivery, kind: str, source: str, diagnosis: str, raw: bytes, digest: str, counts=True):
    """Keep what came back, once; count it, and hold the address when it is enough. Returns the row, or None when the
    same was taken before. Servers quote addresses: in `diagnosis` nobody reads them."""
    with transaction.atomic():
        bounce, made = Bounce.objects.get_or_create(
            digest=digest,
            defaults={
                "delivery": delivery, "kind": kind, "source": source, "diagnosis": shown(diagnosis), "raw": raw,
                "address": delivery.address,
            },
        )  # fmt: skip
        if not made:
            return None
        if counts and kind in COUNTED and delivery.address:
            _count(bounce)
        if kind == Bounce.Kind.COMPLAINT and delivery.address:
            suppress(address=delivery.address, kind=Suppression.Kind.COMPLAINT, reason=COMPLAINED)
    return bounce


def _count(bounce: Bounce) -> None:
    try:
        with transaction.atomic():
            bounce.counted_on = timezone.localdate()
            bounce.save(update_fields=["counted_on"])
    except IntegrityError:  # one of this day was counted
        bounce.counted_on = None
        return
    same = Bounce.objects.filter(address=bounce.address, kind=bounce.kind, counted_on__isnull=False)
    lifted = Suppression.objects.filter(address=bounce.address, lifted_at__isnull=False).order_by("-lifted_at").first()
    since = timezone.now() - REMEMBERED
    if lifted and lifted.lifted_at:
        since = max(since, lifted.lifted_at)
    if same.filter(received_at__gte=since).count() >= settings.MAIL_HOLD_AFTER[bounce.kind]:
        kind = Suppression.Kind.HARD if bounce.kind == Bounce.Kind.HARD else Suppression.Kind.REFUSED
        suppress(address=bounce.address, kind=kind, reason=REASONS[Bounce.Kind(bounce.kind)])
