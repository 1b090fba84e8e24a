"""Reminders of instalments by mail: two weeks before, a week after, five weeks after. Each once, however often the
sweep runs: the row says how many went out, and the outbox takes each number of an instalment once."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from donations.emails import pledges as emails
from donations.models import Instalment, Pledge

PURPOSE = "donations.pledge"
BATCH = 200
WHEN = [timedelta(days=-14), timedelta(days=7), timedelta(days=35)]  # from the day it is due
APART = timedelta(days=7)


@transaction.atomic
def remind() -> list[Message]:
    """Put the reminders that are due into the outbox; return them."""
    today, now = timezone.localdate(), timezone.now()
    rows = list(
        due_for_reminding(today)
        .filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - APART))
        .select_for_update(skip_locked=True, of=("self",), no_key=True)
        .select_related("pledge__donor__merged_into__alumnus", "pledge__donor__alumnus", "pledge__fund")
        .order_by("pk")[:BATCH]
    )
    found = [message for row in rows if (message := _remind_one(row, today))]
    for row in rows:
        Instalment.objects.filter(pk=row.pk).update(reminders=_said_by(row, today), reminded_at=now)
    return found


def due_for_reminding(today: date):
    """Instalments that owe something, whose next reminder's day has come, and whose donor can be written to."""
    steps = Q()
    for number, after in enumerate(WHEN):
        steps |= Q(reminders=number, due_on__lte=today - after)
    approachable = Alumnus.objects.approachable().filter(pk=OuterRef("pledge__donor__alumnus"))
    heads = Alumnus.objects.approachable().filter(pk=OuterRef("pledge__donor__merged_into__alumnus"))
    return Instalment.objects.filter(
        steps,
        Q(pledge__donor__merged_into__isnull=True, pledge__donor__email__gt="")
        | Q(pledge__donor__merged_into__email__gt=""),
        Q(pledge__donor__alumnus__isnull=True) | Exists(approachable),
        Q(pledge__donor__merged_into__alumnus__isnull=True) | Exists(heads),
        paid__lt=F("amount"), pledge__state=Pledge.State.OPEN,
    )  # fmt: skip


def _said_by(row: Instalment, today: date) -> int:
    """Which reminder this is: those whose day had passed before anybody looked are passed over."""
    return max(number for number, after in enumerate(WHEN, 1) if row.due_on <= today - after)


def _remind_one(row: Instalment, today: date) -> Message | None:
    """None where the address is none."""
    donor = row.pledge.donor.merged_into or row.pledge.donor
    subject, text = emails.reminder(row, donor, today)
    try:
        return mail.queue(
            to=donor.email, subject=subject, text=text, purpose=PURPOSE, person_id=donor.alumnus_id,
            key=f"pledge-{row.pk}-{row.due_on:%Y%m%d}-{_said_by(row, today)}",
        )  # fmt: skip
    except ValidationError:
        return None
