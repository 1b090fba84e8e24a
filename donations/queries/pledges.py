"""Pledges as the desk reads them: lists, what is due, what is to come."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, F, Min, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.money.amounts import said
from donations.models import Donor, Gift, Instalment, Pledge, PledgePayment

SOON = timedelta(days=90)
MONTHS = 12
OWED = F("amount") - F("paid")


def in_list(user, *, show: str = "", words: str = ""):
    """Pledges that `user` may see: `show` is "", "open", "overdue", "paid" or "cancelled"."""
    rows = Pledge.objects.visible_to(user).select_related("donor", "fund")
    if show == "overdue":
        late = Instalment.objects.filter(pledge=OuterRef("pk"), due_on__lt=timezone.localdate(), paid__lt=F("amount"))
        rows = rows.open().filter(Exists(late))
    elif show:
        rows = rows.filter(state=show)
    if words:
        rows = rows.filter(Q(donor__name__icontains=words) | Q(code__iexact=words) | Q(fund__name__icontains=words))
    return rows.annotate(next_due=Min("instalments__due_on", filter=Q(instalments__paid__lt=F("instalments__amount"))))


def owing(user):
    return Instalment.objects.filter(pledge__in=Pledge.objects.visible_to(user).open(), paid__lt=F("amount"))


def due(user, today: date):
    """Instalments that are overdue, and those of the next three months, the oldest first."""
    rows = owing(user).filter(due_on__lte=today + SOON)
    return rows.select_related("pledge__donor__merged_into", "pledge__fund").order_by("due_on", "pk")


def overdue(user):
    return owing(user).filter(due_on__lt=timezone.localdate())


def forecast(user, today: date) -> list[tuple[date | None, Decimal]]:
    """(first of the month, CNY owed) for twelve months; what is overdue stands first with None, what comes later last
    with the first day after them."""
    until = date(today.year + 1, today.month, 1)
    rows = owing(user)
    late = rows.filter(due_on__lt=today).aggregate(whole=Sum(OWED))["whole"]
    later = rows.filter(due_on__gte=until).aggregate(whole=Sum(OWED))["whole"]
    months = dict(
        rows.filter(due_on__gte=today, due_on__lt=until)
        .annotate(month=TruncMonth("due_on")).order_by().values("month").annotate(whole=Sum(OWED))
        .values_list("month", "whole")
    )  # fmt: skip
    firsts = [date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(MONTHS)]
    zero = Decimal(0)
    return [(None, late or zero), *((first, months.get(first, zero)) for first in firsts), (until, later or zero)]


def payments_of(pledge: Pledge):
    return (
        PledgePayment.objects.filter(instalment__pledge=pledge)
        .select_related("gift", "instalment").order_by("gift__received_on", "pk")
    )  # fmt: skip


def open_of(user, donor: Donor):
    """What the donor, or one that was merged into it, still owes."""
    rows = Pledge.objects.visible_to(user).open().filter(Q(donor=donor) | Q(donor__merged_into=donor))
    return rows.select_related("fund", "campaign", "college", "agreement").order_by("pledged_on", "pk")


def differences(gift: Gift, payments: list[PledgePayment]) -> list[str]:
    """Before a gift that pays a pledge is posted: where it is not what was due. Said, and no bar to posting."""
    if gift.state != Gift.State.ENTERED or not payments:
        return []
    funds = {row.instalment.pledge.fund_id for row in payments}
    whole = gift.allocations.filter(fund__in=funds).aggregate(whole=Sum("amount_cny"))["whole"]
    besides = whole - sum(row.amount_cny for row in payments)
    found = [_("%(amount)s of it pays no instalment.") % {"amount": said(besides)}] if besides else []
    instalments = [row.instalment_id for row in payments]
    waiting = PledgePayment.objects.filter(instalment__in=instalments, gift__state=Gift.State.ENTERED)
    entered = dict(waiting.order_by().values_list("instalment").annotate(Sum("amount_cny")))
    for row in payments:
        if (owed := row.instalment.owed - entered.get(row.instalment_id, Decimal(0))) > 0:
            found.append(
                _("Of the instalment of %(day)s %(amount)s stays owed.")
                % {"day": f"{row.instalment.due_on:%Y-%m-%d}", "amount": said(owed)}
            )
    return found


def changes_of(pledge: Pledge):
    return pledge.changes.select_related("made_by").order_by("changed_on", "pk")
