"""What a person wants to get, said without signing in: by the link in a mail, or one click in a mail program."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alumni.models import Consent, Source
from alumni.services.people import record_consent
from alumni.wordings import wording
from publications.models import Delivery, Suppression

from .subscriptions import end_at_address
from .suppressions import lift_unsubscribed, suppress

WANTS_NO_MORE = gettext_noop("Unsubscribed by the link or button in a mail.")


def unsubscribe(*, delivery_id: int) -> bool:
    """End the periodical of a mailing, or, where it has none, withdraw the consent on which it was sent; twice is once.
    Returns whether this call changed something.

    Nobody else at this address gets such mail either, unless they agree after it."""
    with transaction.atomic():
        delivery = Delivery.objects.select_related("mailing__periodical").get(pk=delivery_id)
        purpose, channel = delivery.mailing.purpose, delivery.mailing.channel
        if delivery.alumnus_id is None:
            return False
        if periodical := delivery.mailing.periodical:
            return end_at_address(address=delivery.address, person_id=delivery.alumnus_id, periodical=periodical)
        changed = _said(
            delivery.alumnus_id, purpose, channel, given=False, words=_("Unsubscribed by the link or button in a mail.")
        )
        suppress(address=delivery.address, kind=Suppression.Kind.UNSUBSCRIBED, purpose=purpose, reason=WANTS_NO_MORE)
    return changed


def agree(*, delivery_id: int, purpose: str, channel: str, given: bool) -> bool:
    """Record one word of the page of preferences, with the wording that stood there. Returns whether it was new."""
    said = wording(purpose, channel)
    if said is None:
        raise ValueError(f"nobody asks for {purpose} by {channel}")
    with transaction.atomic():
        delivery = Delivery.objects.get(pk=delivery_id)
        if delivery.alumnus_id is None:
            return False
        words = " ".join(filter(None, (str(said.text), str(said.law))))
        changed = _said(delivery.alumnus_id, purpose, channel, given=given, words=words)
        if given and channel in (Consent.Channel.EMAIL, Consent.Channel.ANY):
            lift_unsubscribed(address=delivery.address, purpose=purpose)
    return changed


def _said(person_id: int, purpose: str, channel: str, *, given: bool, words: str) -> bool:
    """The bearer of the link says it as the person. Returns whether it was new."""
    recorded = record_consent(
        person_id=person_id, purpose=purpose, channel=channel, given=given, by=None, wording=words,
        source=Source.ALUMNUS,
    )  # fmt: skip
    return recorded is not None
