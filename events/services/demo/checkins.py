"""Who came to past events of the demonstration: for any event, and safe to repeat."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from events.models import CheckIn, CheckList, Event, Registration


def fill(event: Event, share: float, *, name: str = "签到", name_en: str = "Check-in") -> int:
    """Check in this share of who holds a seat, the same ones each time; return how many came."""
    check_list, _is_new = CheckList.objects.get_or_create(
        event=event, name=name, defaults={"name_en": name_en, "key": uuid5(NAMESPACE_URL, f"check-list:{event.key}")}
    )
    if check_list.arrivals:
        return check_list.arrivals
    rows = Registration.objects.filter(event=event, state=Registration.State.CONFIRMED).order_by("pk")
    arrivals = [
        _arrival(check_list, row, event, dice)
        for row in rows.only("pk", "key", "seats")
        if (dice := uuid5(NAMESPACE_URL, f"came:{row.key}")).int % 10_000 < share * 10_000
    ]
    CheckIn.objects.bulk_create(arrivals, batch_size=2_000)
    return len(arrivals)


def _arrival(check_list, row, event, dice) -> CheckIn:
    """Most come in the hour around the beginning."""
    minutes = (dice.int // 10_000) % 40 + (dice.int // 400_000) % 40 - 45
    return CheckIn(
        list=check_list, registration=row, seats=row.seats, at=event.starts_at + timedelta(minutes=minutes), key=dice
    )
