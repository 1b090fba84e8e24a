"""Which gifts are due a receipt, which receipts do not fit their gifts any more."""

from decimal import Decimal

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from donations.models import Allocation, Donor, Gift, NumberRange, Receipt, ReceiptGift, ReceiptWaiver

CNY = DecimalField(max_digits=14, decimal_places=2)


def left_of_gift(outer: str) -> Coalesce:
    """What went back of the gift named by `outer`, as a sum at most 0."""
    back = Gift.objects.posted().filter(corrects=OuterRef(outer)).order_by().values("corrects")
    return Coalesce(Subquery(back.annotate(sum=Sum("amount_cny")).values("sum")), Value(Decimal(0)), output_field=CNY)


def due(user=None) -> QuerySet[Gift]:
    """Posted gifts of which something is left, on no valid receipt, not written down as needing none, and of somebody
    who can be named; each with `left`. Without a user: of all."""
    gifts = Gift.objects.all() if user is None else Gift.objects.visible_to(user)
    return (
        gifts.posted()
        .filter(
            ~Exists(ReceiptGift.objects.filter(gift=OuterRef("pk"), is_valid=True)),
            ~Exists(ReceiptWaiver.objects.filter(gift=OuterRef("pk"), ended_at__isnull=True)),
            entry=Gift.Entry.GIFT,
            donor__erased_at__isnull=True,
        )
        .annotate(left=F("amount_cny") + left_of_gift("pk"))
        .filter(left__gt=0)
    )


def waived(user) -> QuerySet[Gift]:
    return Gift.objects.visible_to(user).posted().filter(
        Exists(ReceiptWaiver.objects.filter(gift=OuterRef("pk"), ended_at__isnull=True))
    )  # fmt: skip


def of_donor(donor: Donor) -> Q:
    """Gifts of the donor and of those that were merged into it."""
    return Q(donor=donor.head_id) | Q(donor__merged_into=donor.head_id)


def to_take_back(user) -> QuerySet[Receipt]:
    """Valid receipts on which a gift stands with more than is left of it."""
    more = (
        ReceiptGift.objects.filter(receipt=OuterRef("pk"), is_valid=True)
        .annotate(left=F("gift__amount_cny") + left_of_gift("gift"))
        .exclude(left=F("amount"))
    )
    return Receipt.objects.visible_to(user).valid().filter(Exists(more))


def state_of(gift: Gift) -> tuple[str, object]:
    """("issued", receipt), ("waived", waiver), ("due", what is left) or ("none", None) of one gift."""
    if row := ReceiptGift.objects.filter(gift=gift, is_valid=True).select_related("receipt__range").first():
        return "issued", row.receipt
    if waiver := ReceiptWaiver.objects.filter(gift=gift, ended_at__isnull=True).first():
        return "waived", waiver
    left = next((row.left for row in due().filter(pk=gift.pk)), None)  # type: ignore[attr-defined]
    return ("due", left) if left else ("none", None)


def ranges() -> QuerySet[NumberRange]:
    """Those that still give numbers, of issuers that still issue."""
    return (
        NumberRange.objects.filter(following__lte=F("last"), issuer__closed_at__isnull=True)
        .select_related("issuer")
        .order_by("issuer__name", "medium", "code", "first")
    )


def found(user, *, q: str = "", state: str = "") -> QuerySet[Receipt]:
    """Receipts of a number, or of payers whose name holds a word."""
    rows = Receipt.objects.visible_to(user).select_related("range", "reverses__range", "reversal")
    if q.isascii() and q.isdigit():
        rows = rows.filter(number=int(q[:18]))
    elif q:
        rows = rows.filter(payer__contains=q)
    if state == "valid":
        return rows.valid()
    if state == "void":
        return rows.filter(voided_at__isnull=False)
    if state == "red":
        return rows.filter(kind=Receipt.Kind.RED)
    return rows.filter(pk__in=to_take_back(user)) if state == "back" else rows


def narrowed(gifts: QuerySet[Gift], *, q: str = "", since=None, until=None, fund=None, least=None) -> QuerySet[Gift]:
    """Of gifts that are due a receipt those that are looked for."""
    if q:
        gifts = gifts.filter(donor__name__contains=q)
    if since:
        gifts = gifts.filter(received_on__gte=since)
    if until:
        gifts = gifts.filter(received_on__lte=until)
    if fund:
        gifts = gifts.filter(Exists(Allocation.objects.filter(gift=OuterRef("pk"), fund=fund)))
    return gifts.filter(amount_cny__gte=least) if least else gifts


def on_it(receipt: Receipt) -> QuerySet[ReceiptGift]:
    return receipt.gifts.select_related("gift").order_by("pk")
