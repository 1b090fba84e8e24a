"""All open cards of a colleague become another's: when somebody leaves, or goes on to other work."""

from uuid import uuid4

import pghistory
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.accounts.hooks import CannotTake, Handover
from alumni_office.accounts.roles import Permission
from donations.models import Opportunity, OpportunityStep


def open_cards() -> QuerySet:
    return Opportunity.objects.open()


def take(cards: QuerySet, taker) -> int:
    """Give `cards` to `taker`, in the caller's transaction, and say so on each; return how many."""
    if not taker.may(Permission.CLUB_EDIT):
        raise CannotTake(_("%(name)s may not keep opportunities.") % {"name": taker})
    held = list(cards.select_related("owner").select_for_update(of=("self",)).order_by("pk"))
    today = timezone.localdate()
    OpportunityStep.objects.bulk_create(
        OpportunityStep(
            opportunity=card, kind=OpportunityStep.Kind.HANDED, text=f"{card.owner} → {taker}", done_on=today,
            by=taker, key=uuid4(),
        )
        for card in held
    )  # fmt: skip
    return Opportunity.objects.filter(pk__in=[card.pk for card in held]).update(owner=taker, version=F("version") + 1)


@transaction.atomic
def hand_over(*, owner, taker, by) -> int:
    """Give all open cards of `owner` to `taker`; return how many. Raises CannotTake."""
    with pghistory.context(user=by.pk):
        return take(open_cards().filter(owner=owner), taker)


HANDOVER = Handover("donations.opportunities", gettext_lazy("Open opportunities"), open_cards, "owner", take)
