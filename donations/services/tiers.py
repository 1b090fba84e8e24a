"""Recognition tiers."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext_lazy

from alumni_office.saving.versions import save_version
from donations.models import Tier

from .refusals import SENTENCES, said_plainly

SENTENCES.update(
    {
        "donations_tier_name_key": gettext_lazy("Another tier has this name."),
        "donations_tier_threshold_key": gettext_lazy("Another tier begins with this sum."),
    }
)


@transaction.atomic
def save_tier(*, tier: Tier | None, version: int, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        if tier:
            save_version(tier, version=version, values=fields)
        else:
            Tier.objects.create(**fields, created_by=by)


@transaction.atomic
def remove_tier(*, tier: Tier, by) -> None:
    """Who was of it is of the next below."""
    with pghistory.context(user=by.pk):
        Tier.objects.filter(pk=tier.pk).delete()
