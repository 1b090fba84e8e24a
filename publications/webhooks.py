"""What a provider says about our mail, by django-anymail's webhooks where MAIL_WEBHOOK_SECRET is set. Its signal comes
after anymail checked the secret; the delivery is found by our own Message-ID, which nobody else can make."""

import json

from anymail.signals import EventType, tracking

from publications.emails.building import delivery_of_message_id
from publications.models import Bounce, Delivery
from publications.services.returns import complained

KINDS = {
    EventType.COMPLAINED: Bounce.Kind.COMPLAINT,
    EventType.DEFERRED: Bounce.Kind.SOFT,
    EventType.REJECTED: Bounce.Kind.BLOCKED,
}


def listen() -> None:
    tracking.connect(hear, dispatch_uid="publications")


def hear(sender, event, esp_name="", **more) -> None:
    kind: str = KINDS.get(event.event_type, "")
    if event.event_type == EventType.BOUNCED:
        kind = Bounce.Kind.HARD if event.reject_reason in ("invalid", "bounced") else Bounce.Kind.SOFT
    number = delivery_of_message_id(_message_id(event))
    delivery = Delivery.objects.filter(pk=number, alumnus__isnull=False).first() if kind and number else None
    if delivery is None or (event.recipient or "").lower() not in ("", delivery.address):
        return
    raw = json.dumps({"provider": esp_name, "event": event.event_id, "said": event.mta_response}, default=str).encode()
    words = event.mta_response or event.description or event.event_type
    complained(delivery=delivery, kind=kind, words=words, raw=raw, source=f"webhook {esp_name}"[:20])


def _message_id(event) -> str:
    """Ours, which providers give back as metadata or as the mail's own id."""
    return str((event.metadata or {}).get("message_id") or event.message_id or "")
