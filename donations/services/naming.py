"""Naming rights: written down, changed, and their stewards reminded in time, once for each end."""

from datetime import timedelta
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.emails import thanks as emails
from donations.models import Donor, NamingRight

from .refusals import said_plainly

AHEAD = timedelta(days=90)


@transaction.atomic
def save_right(
    *, by, donor: Donor, right: NamingRight | None = None, key: UUID | None = None, version: int = 1, **fields
) -> NamingRight:
    """Write down a naming right, or change it. Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        if right is None:
            assert key
            return make_once(NamingRight, key=key, of={"donor_id": donor.pk}, fields=fields | {"created_by": by})
        save_version(right, version=version, values=fields)
    return right


def ending():
    """Rights that end within the time of a reminder, or ended since, and of whose end nobody was told."""
    untold = Q(reminded_for__isnull=True) | ~Q(reminded_for=F("ends_on"))
    today = timezone.localdate()
    return NamingRight.objects.filter(untold, ends_on__range=(today - AHEAD, today + AHEAD))


@transaction.atomic
def remind() -> list[Message]:
    """Tell the stewards of what ends soon; of each end once. Returns the mails that were queued."""
    found = []
    rows = ending().select_for_update(of=("self",), skip_locked=True).select_related("steward", "donor")
    for right in rows.order_by("pk"):
        if right.steward.email and right.steward.is_active:
            subject, text = emails.naming_ends(right)
            key = f"naming:{right.pk}:{right.ends_on:%Y%m%d}"
            found.append(
                mail.queue(to=right.steward.email, subject=subject, text=text, purpose="donations.naming", key=key)
            )
        NamingRight.objects.filter(pk=right.pk).update(reminded_for=right.ends_on)
    return found
