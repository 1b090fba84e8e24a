"""A donor's own window: gifts, soft credits, receipts, what the funds did, names, and the word for the wall."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from alumni.models import Alumnus
from donations.models import Allocation, Donor, Fund, FundUse, Gift, NamingRight, Receipt, SoftCredit, WallWord

from .giving import Use, uses_of
from .wall import word_of


@dataclass
class FundLine:
    """`given` is what of the donor's gifts went to the fund; `balance` what the whole fund has not spent."""

    fund: Fund
    given: Decimal
    received: Decimal
    spent: Decimal
    uses: list[Use] = field(default_factory=list)

    @property
    def balance(self) -> Decimal:
        return self.received - self.spent


@dataclass
class Window:
    donor: Donor | None
    gifts: list[Gift] = field(default_factory=list)
    credits: list[SoftCredit] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    funds: list[FundLine] = field(default_factory=list)
    rights: list[NamingRight] = field(default_factory=list)
    word: WallWord | None = None


def donor_of(person: Alumnus) -> Donor | None:
    """The donor that an alumnus is."""
    return Donor.objects.heads().filter(alumnus=person).first()


def family(donor: Donor) -> QuerySet[Donor]:
    return Donor.objects.filter(pk=donor.head_id) | Donor.objects.filter(merged_into=donor.head_id)


def window(donor: Donor | None) -> Window:
    if donor is None:
        return Window(None)
    own = family(donor)
    gifts = Gift.objects.posted().filter(donor__in=own).select_related("corrects").prefetch_related("allocations__fund")
    credits = SoftCredit.objects.filter(donor__in=own, ended_at__isnull=True, gift__state=Gift.State.POSTED)
    return Window(
        donor,
        list(gifts.order_by("-received_on", "-pk")),
        list(credits.select_related("gift__donor").order_by("-gift__received_on", "-pk")),
        list(receipts(donor).order_by("-pk")),
        _funds(own),
        list(NamingRight.objects.filter(donor__in=own).order_by("starts_on", "pk")),
        word_of(donor),
    )


def receipts(donor: Donor) -> QuerySet[Receipt]:
    """All that were issued to the donor: void and red ones say that they are."""
    return Receipt.objects.filter(donor__in=family(donor)).select_related("range", "reverses__range", "reversal")


def _funds(own: QuerySet[Donor]) -> list[FundLine]:
    posted = Allocation.objects.filter(gift__state=Gift.State.POSTED)
    given = dict(posted.filter(gift__donor__in=own).values_list("fund").annotate(Sum("amount_cny")))
    received = dict(posted.filter(fund__in=given).values_list("fund").annotate(Sum("amount_cny")))
    posted_uses = FundUse.objects.filter(fund__in=given, posted_on__isnull=False)
    spent = dict(posted_uses.values_list("fund").annotate(sum=Sum(F("amount"))))
    funds = Fund.objects.filter(pk__in=[pk for pk, amount in given.items() if amount]).order_by("name", "pk")
    uses = uses_of(funds)
    return [
        FundLine(fund, given[fund.pk], received.get(fund.pk, Decimal(0)), spent.get(fund.pk, Decimal(0)), uses[fund.pk])
        for fund in funds
    ]
