"""Gifts of people who came to an event, in the twelve months after it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alumni_office.accounts.roles import Permission
from donations.models import Gift
from events.hooks import CountedOutcome
from events.models import Event
from events.queries.effect.came import counts, keys

from .gifts import with_parts

MONTHS = 12
# Of an event: the gifts that its people gave in the time after it; one that went back as wrong was none.
GIVEN = """
    JOIN events_event e ON e.id = came.event_id
    JOIN donations_donor head ON head.alumnus_id = came.alumnus_id AND head.merged_into_id IS NULL
    JOIN donations_donor d ON d.id = head.id OR d.merged_into_id = head.id
    JOIN donations_gift g ON g.donor_id = d.id AND g.entry = 'gift' AND g.state = 'posted'
        AND g.received_on > (e.ends_at AT TIME ZONE e.time_zone)::date
        AND g.received_on <= (e.ends_at AT TIME ZONE e.time_zone)::date + make_interval(months => %(months)s)
        AND NOT EXISTS (
            SELECT FROM donations_gift back
            WHERE back.corrects_id = g.id AND back.entry = 'correction' AND back.state = 'posted'
        )
"""


def counted(events: Sequence[int]) -> dict[int, int]:
    """{event: gifts}, however large: amounts are for those who may see them."""
    return counts(GIVEN, events, months=MONTHS)


def after(user, event: Event) -> QuerySet[Gift]:
    """Those that were counted, as far as `user` may see them."""
    found = keys("g.id", GIVEN, event.pk, months=MONTHS)
    return with_parts(Gift.objects.visible_to(user).filter(pk__in=found))


COUNTED = CountedOutcome(
    "gifts", gettext_lazy("Gifts of who came"),
    gettext_lazy("Gifts that people with a check-in made in the twelve months after it, without those that were "
                 "taken back as wrong."),
    counted, lambda event_id: reverse("admin:donations_gift_event", args=[event_id]),
    Permission.GIFT_VIEW,
)  # fmt: skip
