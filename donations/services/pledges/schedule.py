"""When the parts of a pledge are due."""

import calendar
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.money.currencies import CENT
from donations.services.refusals import Refused

MOST = 120
LATEST = 2300  # a year


class Rhythm(TextChoices):
    ONCE = "once", gettext_lazy("All at once")
    MONTHLY = "monthly", gettext_lazy("Every month")
    QUARTERLY = "quarterly", gettext_lazy("Every three months")
    HALF_YEARLY = "half", gettext_lazy("Every six months")
    YEARLY = "yearly", gettext_lazy("Every year")


MONTHS = {Rhythm.ONCE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}


def instalments(amount: Decimal, first_on: date, rhythm: str, number: int) -> list[tuple[date, Decimal]]:
    """(day, amount) of each part: equal to the fen, the last bears the rounding. Raises Refused."""
    if rhythm == Rhythm.ONCE:
        number = 1
    if not 1 <= number <= MOST:
        raise Refused(_("There are 1 to %(most)d instalments.") % {"most": MOST}, field="number")
    part = (amount / number).quantize(CENT, ROUND_DOWN)
    if part <= 0:
        raise Refused(_("The amount is too small for so many instalments."), field="number")
    if first_on.year + MONTHS[Rhythm(rhythm)] * (number - 1) // 12 > LATEST:
        raise Refused(_("The last of these would be due in centuries: look at them again."), field="number")
    days = [_later(first_on, MONTHS[Rhythm(rhythm)] * place) for place in range(number)]
    return [*((day, part) for day in days[:-1]), (days[-1], amount - part * (number - 1))]


def _later(day: date, months: int) -> date:
    """So many months on; the last day of a month stays one where the month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
