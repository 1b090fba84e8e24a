"""The closing of the ledger's days, and whether what was closed is still what it was."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models import Closing, FundUse, Gift, LedgerCheck

SAID = {
    "rows": _("A posted row is not what it was."),
    "total": _("The sum is not what it was."),
    "chain": _("The closing before it is not what it was."),
    "unclosed": _("Something was posted on it after later days were closed."),
    "gone": _("Its closing was seen by an earlier check, and is gone or another one."),
}


def close_days(*, today: date | None = None) -> int:
    """Close every day before `today` that something was posted on, and yesterday; return how many. Again changes
    nothing."""
    today = today or timezone.localdate()
    last = Closing.objects.order_by("-day").values_list("day", flat=True).first()
    span = {"posted_on__lt": today, "posted_on__gt": last or date.min}
    gifts = Gift.objects.posted().filter(**span).order_by().values_list("posted_on").distinct()
    uses = FundUse.objects.filter(**span).order_by().values_list("posted_on").distinct()
    days = {day for (day,) in [*gifts, *uses] if day}
    if last is None or last < today - timedelta(days=1):
        days.add(today - timedelta(days=1))
    for day in sorted(days):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT donations_close(%s)", [day])
    return len(days)


def verify() -> list[tuple[date, str]]:
    """(day, what) of every closing that does not fit: "rows", "total", "chain"; "unclosed" for a day passed over;
    "gone" for a closing that a check saw once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, what FROM donations_verify() WHERE what <> '' ORDER BY day, what")
        return cursor.fetchall()


def check() -> LedgerCheck:
    """Look at every closing, and keep what was found, with the end of the chain as it was."""
    wrong = [[day.isoformat(), what] for day, what in verify()]
    last = Closing.objects.last()
    return LedgerCheck.objects.create(
        days=Closing.objects.count(),
        wrong=wrong,
        last_day=last.day if last else None,
        last_hash=last.hash if last else "",
    )


def close_and_check() -> int:
    """Close the days that are over; where one was closed since the last look, look at all of them, also if who closed
    it died before looking. Return how many were closed."""
    closed = close_days()
    last = LedgerCheck.objects.order_by("-pk").first()
    if (last.days if last else 0) != Closing.objects.count():
        check()
    return closed
