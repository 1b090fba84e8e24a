"""Recognition for gifts that others made."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.models import Donor, Gift, SoftCredit

from .gifts import left_of
from .refusals import SENTENCES, Refused, WrongState, said_plainly

SENTENCES["soft_credit_once"] = gettext_lazy("This credit is there already.")


@transaction.atomic
def give_credit(*, gift: Gift, donor: Donor, kind: str, amount_cny: Decimal, by) -> SoftCredit:
    """Raises Refused."""
    if donor.head_id == gift.donor.head_id:
        raise Refused(_("The donor has the legal credit for this gift already."))
    if gift.entry != Gift.Entry.GIFT or amount_cny > left_of(gift)[1]:
        raise Refused(_("This is more than the gift."), field="amount_cny")
    with said_plainly():
        return SoftCredit.objects.create(gift=gift, donor=donor, kind=kind, amount_cny=amount_cny, entered_by=by)


@transaction.atomic
def end_credit(*, credit: SoftCredit, by) -> None:
    """Raises Refused."""
    if not SoftCredit.objects.filter(pk=credit.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        raise WrongState
