"""Events as filters of the search over alumni."""

from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact
from events.models import Event

LIVE = "state IN ('waiting', 'asked', 'confirmed')"


def events(user) -> list[tuple[str, str]]:
    """Those that the user may see at the desk, the latest first."""
    found = Event.objects.visible_to(user).told().order_by("-starts_at", "pk")
    return [(str(event.pk), f"{event.shown_title} ({event.starts_at:%Y-%m-%d})") for event in found]


def registered_for(user, values: list[str]) -> Fact:
    return Fact("events_registration", "alumnus_id", f"event_id = ANY(%s) AND {LIVE}", ([int(v) for v in values],))


CRITERIA = [Criterion("registered", gettext_lazy("Registered for an event"), events, registered_for)]
