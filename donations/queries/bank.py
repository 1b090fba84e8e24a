"""Bank statements as the desk reads them."""

from decimal import Decimal

from django.conf import settings
from django.db.models import Count, F, Q, Sum

from donations.models import BankAccount, BankLine, BankStatement

State = BankLine.State


def statements():
    return BankStatement.objects.select_related("account", "uploaded_by", "job").annotate(
        open_lines=Count("lines", filter=Q(lines__state=State.OPEN))
    )


def accounts():
    return BankAccount.objects.select_related("fund").order_by("label", "pk")


def lines_of(statement: BankStatement, show: str = ""):
    """`show` is a state of lines, "sure" or "unsure"; "" are all."""
    rows = statement.lines.select_related(
        "donor", "organisation", "pledge", "announced", "fund", "gift", "entered_by", "decided_by"
    )
    if show == "sure":
        return rows.filter(state=State.OPEN, proposal__in=BankLine.SURE, fund__isnull=False)
    if show == "unsure":
        return rows.filter(state=State.OPEN).exclude(proposal__in=BankLine.SURE, fund__isnull=False)
    return rows.filter(state=show) if show else rows


def counts_of(statement: BankStatement) -> dict[str, int]:
    sure = Q(state=State.OPEN, proposal__in=BankLine.SURE, fund__isnull=False)
    return statement.lines.aggregate(
        all=Count("pk"), sure=Count("pk", filter=sure), unsure=Count("pk", filter=Q(state=State.OPEN) & ~sure),
        confirmed=Count("pk", filter=Q(state=State.CONFIRMED)), aside=Count("pk", filter=Q(state=State.ASIDE)),
        amount=Sum("amount"),
    )  # fmt: skip


def sure(statement: BankStatement, user):
    """Sure lines that pay no more than what is owed, and that `user` may confirm: those that somebody else imported,
    and the small ones."""
    rows = statement.lines.filter(
        Q(pledge__isnull=True) | Q(amount__lte=F("pledge__amount") - F("pledge__paid")),
        Q(announced__isnull=True) | Q(amount=F("announced__amount")),
        state=State.OPEN, proposal__in=BankLine.SURE, fund__isnull=False,
    )  # fmt: skip
    return rows.exclude(entered_by=user, amount__gt=Decimal(settings.GIFT_OWN_LIMIT)).order_by("row")


def waiting(user):
    return BankLine.objects.filter(state=State.OPEN)


def totals(lines) -> dict:
    return lines.order_by().aggregate(number=Count("pk"), amount=Sum("amount"))
