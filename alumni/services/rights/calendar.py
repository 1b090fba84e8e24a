"""Working days. Saturdays and Sundays do not count. The public holidays of China, and the weekends that are worked
for them, are decided anew each year and not known here: a deadline is never later than the office's own calendar says.
"""

from datetime import date, timedelta

SATURDAY = 5


def due_after(start: date, days: int) -> date:
    """The `days`-th working day after `start`."""
    day = start
    while days:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            days -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days from after `start` up to and with `end`; negative when `end` is past."""
    if end < start:
        return -working_days_between(end, start)
    days, day = 0, start
    while day < end:
        day += timedelta(days=1)
        days += day.weekday() < SATURDAY
    return days
