"""The day before, a reminder: once, its state in the row, so that any number of sweeps share the work."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from events.emails import programmes as emails
from events.models import Assignment, Programme

PURPOSE = "events.shift"
BATCH = 200
AHEAD = timedelta(days=1)
STANDING = [Programme.State.OPEN, Programme.State.CLOSED]


@transaction.atomic
def remind() -> list[Message]:
    """Put the reminders that are due into the outbox; return them."""
    now = timezone.now()
    due = Assignment.objects.filter(
        state=Assignment.State.SIGNED_UP, reminded_at__isnull=True, shift__starts_at__gt=now,
        shift__starts_at__lte=now + AHEAD, shift__programme__state__in=STANDING,
    )  # fmt: skip
    rows = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("shift__programme", "shift__place", "volunteer__user")
        .order_by("pk")[:BATCH]
    )
    found = [message for row in rows if (message := _remind_one(row))]
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return found


def _remind_one(row: Assignment) -> Message | None:
    """None for who gave no address."""
    user = row.volunteer.user
    to = user.email if user else row.volunteer.email
    if not to:
        return None
    subject, text = emails.shift_soon(row, user)
    return mail.queue(to=to, subject=subject, text=text, purpose=PURPOSE, key=f"shift-{row.pk}")
