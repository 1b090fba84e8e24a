"""What an event has to do with one person, at the desk."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus
from events.models import Registration

MOST = 100
MOST_FOUND = 20


def found(user, words: str) -> list[Alumnus]:
    """People whom `user` may see and enter something for, by pieces of the name."""
    if not words:
        return []
    people = Alumnus.objects.visible_to(user).usable().exclude(life=Alumnus.Life.DECEASED)
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(latin_name__icontains=word))
    return list(people.order_by("name", "pk")[:MOST_FOUND])


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
