"""Applications by state, and how long they take."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Case, Count, DurationField, F, When
from django.db.models.functions import Now

from chapters.models import Application

STEPS = ["submitted", "asked", "commissioned", "reported", "recognised", "refused", "withdrawn"]


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Step:
    """`days`: the median in the state until now; of applications that are over, from the first submit to the end."""

    state: str
    label: str
    count: int
    days: float | None
    is_open: bool
    share: float  # per cent of the most


def funnel(user) -> list[Step]:
    """All states, or nothing when there is no application. One query."""
    lasting = Case(
        When(state__in=Application.OPEN, then=Now() - F("moved_at")),
        default=F("moved_at") - F("submitted_at"), output_field=DurationField(),
    )  # fmt: skip
    rows = (
        Application.objects.visible_to(user).order_by().values("state").annotate(n=Count("pk"), median=Median(lasting))
    )
    found = {row["state"]: row for row in rows}
    if not found:
        return []
    most = max((row["n"] for row in found.values()), default=0)
    labels = dict(Application.State.choices)
    return [
        Step(
            state, str(labels[state]), found[state]["n"] if state in found else 0,
            _days(found[state]["median"]) if state in found else None, state in Application.OPEN,
            100 * found[state]["n"] / most if state in found else 0,
        )
        for state in STEPS
    ]  # fmt: skip


def _days(median: timedelta | None) -> float | None:
    return None if median is None else median / timedelta(days=1)
