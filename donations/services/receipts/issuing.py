"""Issuing receipts: one for a gift, one for all gifts of a donor in a year, many in one job."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from alumni_office.money.capitals import capitals
from donations.models import Donor, Gift, NumberRange, Receipt, ReceiptGift, ReceiptLine, ReceiptWaiver
from donations.queries import receipts as queries
from donations.services.gifts import own_limit
from donations.services.refusals import Refused, said_plainly

from .lines import Line, lines_of
from .said import check_now

MANY = 5_000  # in one job
JOB = "donations.receipts"
NAMESPACE = UUID("7f0d1f43-5a55-4f0c-9e0a-6c1f6f2b7a10")


@transaction.atomic
def issue(*, key: UUID, gift_ids: Sequence[int], range: NumberRange, by, year: int | None = None) -> Receipt:
    """One receipt for these gifts, with the next number of the range; the same `key` again is the first. Raises
    Refused: a gift is not due, not of one donor, or the numbers are used up."""
    with said_plainly():
        gifts = list(Gift.objects.select_for_update().filter(pk__in=gift_ids).order_by("pk"))
        if known := Receipt.objects.filter(key=key).first():
            return known
        insist_due(gifts, gift_ids)
        if range.issuer.closed_at:
            raise Refused(_("This issuer issues no receipts any more."), field="range")
        lines = lines_of(gifts)
        receipt = _write(key, _donor_of(gifts), range, [line for gift in gifts for line in lines[gift.pk]], by, year)
        ReceiptGift.objects.bulk_create(
            ReceiptGift(receipt=receipt, gift=gift, amount=sum(line.amount for line in lines[gift.pk]))
            for gift in gifts
        )
        check_now()
    return receipt


def issue_year(*, key: UUID, donor: Donor, year: int, range: NumberRange, by) -> Receipt:
    """One receipt for all gifts of a donor in a year that are due."""
    ids = queries.due(by).filter(queries.of_donor(donor), received_on__year=year).values_list("pk", flat=True)
    return issue(key=key, gift_ids=list(ids), range=range, by=by, year=year)


def insist_due(gifts: Sequence[Gift], wanted: Sequence[int]) -> None:
    """The gifts are locked. Raises Refused."""
    if not gifts or len(gifts) != len(set(wanted)):
        raise Refused(_("No gift of these is due a receipt."))
    due = set(queries.due().filter(pk__in=wanted).values_list("pk", flat=True))
    if due != set(wanted):
        raise Refused(_("Of these gifts one has a receipt already, needs none, is not posted, or is of somebody who "
                        "was erased."))  # fmt: skip


def _donor_of(gifts: Sequence[Gift]) -> Donor:
    heads = {gift.donor.head_id for gift in gifts}
    if len(heads) != 1:
        raise Refused(_("A receipt is of one donor."))
    return Donor.objects.select_related("organisation").get(pk=heads.pop())


def _write(key, donor: Donor, range: NumberRange, lines: Sequence[Line], by, year) -> Receipt:
    issuer = range.issuer
    amount = sum((line.amount for line in lines), Decimal(0))
    codes = list(dict.fromkeys(line.project_code for line in lines))
    receipt = Receipt.objects.create(
        key=key, range=range, number=0, donor=donor, issuer_name=issuer.name, issuer_code=issuer.credit_code,
        seal_text=issuer.seal_text, payer=donor.name,
        payer_code=donor.organisation.credit_code if donor.organisation else "",
        project_code="、".join(codes)[:200], handler=str(by)[:80], amount=amount, capitals=capitals(amount), year=year,
        own_limit=own_limit(), issued_on=timezone.localdate(), issued_by=by,
    )  # fmt: skip
    receipt.refresh_from_db(fields=["number"])  # the database gave it
    write_lines(receipt, lines)
    return receipt


def write_lines(receipt: Receipt, lines: Sequence[Line], sign: int = 1) -> None:
    ReceiptLine.objects.bulk_create(
        ReceiptLine(
            receipt=receipt, position=place, project_code=line.project_code, project=line.project, what=line.what,
            amount=sign * line.amount,
        )
        for place, line in enumerate(lines, 1)
    )  # fmt: skip


def order_many(*, gift_ids: Sequence[int], range: NumberRange, by):
    """A job that issues a receipt for each gift. Raises Refused where there are not enough numbers for them."""
    if not gift_ids:
        raise Refused(_("No gift of these is due a receipt."))
    if range.left < len(gift_ids):
        sentence = ngettext(
            "This range has only %(left)d number left.", "This range has only %(left)d numbers left.", range.left
        )
        raise Refused(sentence % {"left": range.left}, field="range")
    ids = sorted(gift_ids)[:MANY]
    return jobs.start(kind=JOB, by=by, subject_id=range.pk, params={"gifts": ids}, total=len(ids))


def issue_due(run: jobs.Run) -> None:
    """The work of the job: a gift is one committed step. Killed and begun anew it goes on: what has a receipt is due
    no more. Who asked may issue at each step, or the job ends."""
    job, counts = run.job, {"issued": 0, "rejected": 0}
    assert job.by
    assert job.subject_id
    range = NumberRange.objects.select_related("issuer").get(pk=job.subject_id)
    for done, gift_id in enumerate(job.params["gifts"], 1):
        if not job.by.may(Permission.GIFT_POST):
            raise jobs.Refused(_("Who started this may not issue receipts any more."))
        key = uuid5(NAMESPACE, f"{job.pk}:{gift_id}")
        if Receipt.objects.filter(key=key).exists():
            counts["issued"] += 1
        else:
            try:
                issue(key=key, gift_ids=[gift_id], range=range, by=job.by)
                counts["issued"] += 1
            except Refused as refusal:
                range.refresh_from_db()
                if not range.left:
                    raise jobs.Refused(refusal.sentence) from refusal
                counts["rejected"] += 1
        run.report(done=done, counts=counts)


@transaction.atomic
def waive(*, gift_id: int, reason: str, by) -> ReceiptWaiver:
    """This gift needs no receipt. Raises Refused where it is not due one."""
    gifts = list(Gift.objects.select_for_update().filter(pk=gift_id))
    insist_due(gifts, [gift_id])
    with said_plainly():
        return ReceiptWaiver.objects.create(gift_id=gift_id, reason=reason, waived_by=by)


@transaction.atomic
def waive_no_more(*, gift_id: int, by) -> bool:
    """It is due again. Returns whether this call did it."""
    open_ones = ReceiptWaiver.objects.filter(gift=gift_id, ended_at__isnull=True)
    return bool(open_ones.update(ended_at=timezone.now()))
