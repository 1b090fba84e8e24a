"""What the sweep does: leases that are over, moments that have come, seats that stand empty."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from alumni_office.mail import epochs
from publications.models import Delivery, Mailing

from . import claiming, seats
from .ending import OVERDUE, finish, hold, hold_if_old
from .preparing import open_seats

State = Mailing.State
LATE = timedelta(hours=2)  # a mailing this late is no news any more, or the server was away: a person says


@dataclass
class Waiting:
    """What bells are to be rung: mailings to prepare, (mailing, ticket) for each empty seat, stopped ones to clear."""

    to_prepare: list[int] = field(default_factory=list)
    to_send: list[tuple[int, uuid.UUID]] = field(default_factory=list)
    to_cancel: list[int] = field(default_factory=list)


def clear() -> Waiting:
    """Put right what dead workers left, and return the work that waits."""
    end_leases()
    epoch = epochs.current()
    for mailing_id in Mailing.objects.filter(state__in=[State.SCHEDULED, State.PREPARING, State.SENDING]).values_list(
        "pk", flat=True
    ):
        hold_if_old(mailing_id=mailing_id, epoch=epoch)
    begin_due()
    return _waiting(Mailing.objects.all())


def waiting(*, mailing_id: int) -> Waiting:
    """The work of one mailing that waits."""
    return _waiting(Mailing.objects.filter(pk=mailing_id))


def _waiting(mailings: QuerySet) -> Waiting:
    found = Waiting(list(mailings.filter(state=State.PREPARING).values_list("pk", flat=True)))
    for mailing_id in mailings.filter(state=State.SENDING).values_list("pk", flat=True):
        found.to_send += tickets(mailing_id=mailing_id)
    queued = Delivery.objects.filter(mailing=OuterRef("pk"), waits=True)
    stopped = mailings.filter(Exists(queued), state=State.STOPPED)
    found.to_cancel = list(stopped.values_list("pk", flat=True))
    return found


def end_leases() -> None:
    """Claimed and never begun: back into the queue. Begun, and no answer on record: in doubt, for a person. What ended
    in the hands of a sender that died is put out of them."""
    in_hand = Delivery.objects.filter(token__isnull=False)
    over = in_hand.filter(lease_until__lt=Now())
    over.filter(state=Delivery.State.CLAIMED).update(state=Delivery.State.QUEUED, token=None, lease_until=None)
    over.filter(state=Delivery.State.SENDING).update(
        state=Delivery.State.IN_DOUBT, token=None, lease_until=None, ended_at=Now(), answer="WorkerLost"
    )
    in_hand.filter(ended_at__lt=Now() - claiming.lease()).update(token=None)


def begin_due() -> None:
    """Begin the mailings whose moment has come; one that is much too late asks first."""
    due = Mailing.objects.filter(state=State.SCHEDULED, scheduled_at__lte=Now())
    for mailing_id in due.filter(scheduled_at__lt=Now() - LATE).values_list("pk", flat=True):
        hold(mailing_id=mailing_id, reason=OVERDUE)
    due.filter(scheduled_at__gte=Now() - LATE).update(state=State.PREPARING)


def tickets(*, mailing_id: int) -> list[tuple[int, uuid.UUID]]:
    """Return (mailing, ticket) for each empty seat of a mailing that has work due; end one that has none left."""
    mailing = Mailing.objects.filter(pk=mailing_id, state=State.SENDING).first()
    if mailing is None:
        return []
    soon = Now() + timedelta(seconds=5)
    if not Delivery.objects.filter(mailing=mailing, waits=True, due_at__lte=soon).exists():
        finish(mailing_id=mailing_id)
        return []
    open_seats(mailing, settings.MAIL_SENDERS)
    offered = [(mailing_id, seats.reserve(seat)) for seat in seats.free_seats(mailing_id)]
    return [(mailing_id, ticket) for mailing_id, ticket in offered if ticket]
