"""Taking one returned mail: found its delivery by an address that only we can make, kept as it came."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.mail import services as outbox
from publications.emails.building import delivery_of_address, delivery_of_message_id
from publications.intake import returned
from publications.models import Bounce, Delivery
from publications.services.preferences import unsubscribe

from .counting import keep

MOST_KEPT = 10_000_000  # bytes


def delivery_of(raw: bytes) -> Delivery | None:
    """The delivery that a mail in our mailbox answers, by the address it was sent to; None for foreign mail, and for
    mail about somebody who was erased: nothing of them is taken up again."""
    for address in returned.addressees(raw):
        number = delivery_of_address(address)
        if number is not None:
            return Delivery.objects.filter(pk=number, alumnus__isnull=False).first()
    return None


def take(*, raw: bytes, delivery: Delivery, source: str = "mailbox") -> Bounce | None:
    """Keep a mail that came back for `delivery` and do what follows from it; None when it was taken before."""
    found = returned.read(raw, delivery.address)
    kind = "reply" if found.kind == "unsubscribe" else found.kind
    with transaction.atomic():
        bounce = keep(
            delivery=delivery, kind=kind, source=source, diagnosis=found.words, raw=raw[:MOST_KEPT],
            digest=hashlib.sha256(raw).hexdigest(), counts=_is_about(found, delivery),
        )  # fmt: skip
        if bounce is None:
            return None
        if found.kind == "unsubscribe":
            unsubscribe(delivery_id=delivery.pk)
        elif found.kind == "reply":
            _pass_on(found, delivery)
    return bounce


def _is_about(found: returned.Returned, delivery: Delivery) -> bool:
    """Whether a report speaks of this delivery: it names its address if it names one, and quotes no other mail."""
    quoted = [delivery_of_message_id(said) for said in found.quoted if f"@{settings.MAIL_DOMAIN}>" in said]
    if quoted and delivery.pk not in quoted:
        return False
    return not found.recipients or delivery.address in found.recipients


def _pass_on(found: returned.Returned, delivery: Delivery) -> None:
    """What a person wrote goes to a person. It is in the list of returned mail whether or not that succeeds."""
    to = delivery.mailing.reply_to or settings.MAIL_REPLIES_TO
    if not to:
        return
    subject = " ".join("".join(char if char.isprintable() else " " for char in found.subject).split())
    try:
        with transaction.atomic():
            outbox.queue(
                to=to, reply_to=found.sender, purpose="publications.reply", key=f"reply:{delivery.pk}:{hash_of(found)}",
                subject=_("Answer to “%(title)s”: %(subject)s")
                % {"title": delivery.mailing.title, "subject": subject[:100]},
                text=found.text.replace("\0", ""),
            )  # fmt: skip
    except ValidationError:
        return


def hash_of(found: returned.Returned) -> str:
    return hashlib.sha256(f"{found.sender}\n{found.subject}\n{found.text}".encode()).hexdigest()[:32]


def complained(*, delivery: Delivery, kind: str, words: str, raw: bytes, source: str) -> Bounce | None:
    """A provider's word about a delivery."""
    digest = hashlib.sha256(raw).hexdigest()
    return keep(delivery=delivery, kind=kind, source=source, diagnosis=words, raw=raw[:MOST_KEPT], digest=digest)
