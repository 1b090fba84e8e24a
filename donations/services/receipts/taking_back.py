"""A receipt that is wrong: void while it is at hand, else taken back by a red one. Its number stays used."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.money.capitals import capitals
from donations.models import Gift, NumberRange, Receipt
from donations.services.gifts import own_limit
from donations.services.refusals import Refused, WrongState, said_plainly

from .issuing import write_lines
from .lines import Line
from .said import check_now


@transaction.atomic
def void(*, receipt: Receipt, reason: str, by) -> None:
    """It is good for nothing any more; its gifts are due again. Raises Refused."""
    with said_plainly():
        _hold_gifts(receipt)
        standing = Receipt.objects.filter(pk=receipt.pk, kind=Receipt.Kind.RECEIPT, voided_at__isnull=True)
        if not standing.update(voided_at=timezone.now(), voided_by=by, void_reason=reason):
            raise WrongState


@transaction.atomic
def take_back(*, key: UUID, receipt: Receipt, range: NumberRange, reason: str, by) -> Receipt:
    """A red receipt with the opposite amount; the gifts are due again with what is left of them. The same `key` again
    is the first. Raises Refused."""
    with said_plainly():
        _hold_gifts(receipt)
        if known := Receipt.objects.filter(key=key).first():
            return known
        if Receipt.objects.filter(reverses=receipt).exists():
            raise Refused(_("A red receipt took this one back already."))
        if range.issuer_id != receipt.range.issuer_id:
            raise Refused(_("Who issued a receipt takes it back: choose a range of the same issuer."), field="range")
        red = Receipt.objects.create(
            key=key, kind=Receipt.Kind.RED, range=range, number=0, donor_id=receipt.donor_id, reverses=receipt,
            issuer_name=range.issuer.name, issuer_code=range.issuer.credit_code, seal_text=range.issuer.seal_text,
            payer=receipt.payer, payer_code=receipt.payer_code, project_code=receipt.project_code, handler=str(by)[:80],
            amount=-receipt.amount, capitals=f"（负数）{capitals(receipt.amount)}", reason=reason,
            own_limit=own_limit(), issued_on=timezone.localdate(), issued_by=by,
        )  # fmt: skip
        red.refresh_from_db(fields=["number"])
        lines = [Line(row.project_code, row.project, row.what, row.amount) for row in receipt.lines.all()]
        write_lines(red, lines, sign=-1)
        check_now()
    return red


def _hold_gifts(receipt: Receipt) -> None:
    """Before the receipt, as issuing does."""
    list(Gift.objects.select_for_update().filter(receipts__receipt=receipt).order_by("pk").values_list("pk"))
