"""What waits at the desk, and the lists of duties there."""

from django.db.models import Q

from chapters.models import Duty
from chapters.models.days import LocalToday

SHOWS = ("waiting", "late", "open", "done", "waived")


def filings_to_decide(user):
    return Duty.objects.visible_to(user).filter(state=Duty.State.FILED)


def duties_for(user, show: str):
    """The duties of one list, for a page that shows each with its chapter and filing."""
    duties = Duty.objects.visible_to(user).select_related("chapter", "filing__filed_by")
    duties = duties.annotate(today=LocalToday("chapter__time_zone"))
    late = Q(state__in=Duty.OPEN, due_on__lt=LocalToday("chapter__time_zone"))
    return {
        "waiting": duties.filter(state=Duty.State.FILED),
        "late": duties.filter(late),
        "open": duties.filter(state__in=Duty.OPEN),
        "done": duties.filter(state=Duty.State.DONE),
        "waived": duties.filter(state=Duty.State.WAIVED),
    }[show]
