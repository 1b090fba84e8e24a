"""Registrations at the desk: of one event, filtered, and those that wait for the host."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from alumni_office.names import fold
from events.models import Event, Registration
from events.queries.effect import rows as effect

State = Registration.State


@dataclass(frozen=True)
class Tally:
    """How many registrations are in a state, with how many seats."""

    state: str
    label: str
    number: int
    seats: int


def listed(
    user, event: Event | None, *, state: str = "", ticket=None, words: str = "", figure: str = ""
) -> QuerySet[Registration]:
    """Of one event, or of all that `user` may see; `words` are looked for in the name and its reading; `figure` is one
    of the comparison of years (effect.rows)."""
    rows = Registration.objects.visible_to(user).select_related("event", "ticket", "group")
    if event is not None:
        rows = rows.filter(event=event)
    if state:
        rows = rows.filter(state=state)
    if ticket is not None:
        rows = rows.filter(ticket=ticket)
    if figure:
        rows = effect.behind(rows, figure)
    if words := words.strip():
        rows = rows.filter(Q(name__icontains=words) | Q(reading__startswith=words.lower()) | Q(reading=fold(words)))
    return rows


def tallies(event: Event) -> list[Tally]:
    """Each state that some registration is in, in the order of the states."""
    rows = event.registrations.values("state").annotate(number=Count("pk"), seats=Sum("seats"))
    found = {row["state"]: row for row in rows}
    return [
        Tally(state.value, str(state.label), found[state]["number"], found[state]["seats"])
        for state in State
        if state in found
    ]


def to_decide(user) -> QuerySet[Registration]:
    """Those that wait for a decision of `user`."""
    events = Event.objects.edited_by(user).coming()
    return Registration.objects.filter(state=State.ASKED, event__in=events)
