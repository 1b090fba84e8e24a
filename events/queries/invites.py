"""The invitation links of an event, as those who make them read them."""

from django.urls import reverse

from alumni.emails.claims import absolute
from alumni_office.mail import tokens
from events.models import Event, Invite

from . import clock


def invites_of(event: Event) -> list[Invite]:
    """The latest first, each with its address (`link`) and its end by the clock of the event (`until_there`)."""
    rows = list(event.invites.select_related("ticket", "made_by").order_by("-pk"))
    for row in rows:
        row.link = absolute(reverse("events:invite", args=[tokens.make("event-invite", row.pk)]))  # type: ignore[attr-defined]
        row.until_there = clock.local(row.until, event)  # type: ignore[attr-defined]
    return rows
