"""What an event has to do with one person, at the desk."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus
from events.models import Registration

MOST = 100


def registrations_of(user, person: Alumnus) -> QuerySet[Registration]:
    """Those that `user` may see, the latest event first."""
    rows = Registration.objects.visible_to(user).filter(alumnus=person).select_related("event", "ticket")
    return rows.order_by("-event__starts_at", "-pk")[:MOST]


def happened(user, person: Alumnus) -> Iterator[Happened]:
    for row in registrations_of(user, person).select_related("registered_by"):
        title = _("Registered for %(event)s") % {"event": row.event.shown_title}
        yield Happened(row.registered_at, title, row.get_source_display(), str(row.registered_by or ""))
        if row.ended_at:
            title = f"{row.event.shown_title}: {row.get_state_display()}"
            yield Happened(row.ended_at, title, row.end_reason)
