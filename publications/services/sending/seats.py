"""The seats of a mailing's senders. A ticket is good for one turn: a bell that rings twice finds it used."""

import uuid
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from publications.models import Sender

WAITS = timedelta(seconds=45)  # for its bell; after that another one is rung
WORKS = timedelta(seconds=90)  # at most, between two signs of life


def free_seats(mailing_id: int) -> list[int]:
    free = Sender.objects.filter(Q(lease_until=None) | Q(lease_until__lt=Now()), mailing=mailing_id)
    return list(free.order_by("number").values_list("pk", flat=True))


def reserve(seat_id: int) -> uuid.UUID | None:
    """Return a ticket for a free seat, or None when somebody was faster."""
    free = Sender.objects.filter(Q(lease_until=None) | Q(lease_until__lt=Now()), pk=seat_id)
    return _ticket(free, WAITS)


def sit(mailing_id: int, ticket: uuid.UUID) -> uuid.UUID | None:
    """Use a ticket: return the next one, or None when it was used or is too old."""
    return _ticket(Sender.objects.filter(mailing=mailing_id, token=ticket), WORKS)


def stay(ticket: uuid.UUID) -> bool:
    return bool(Sender.objects.filter(token=ticket).update(lease_until=Now() + WORKS))


def wait_for_bell(ticket: uuid.UUID) -> None:
    Sender.objects.filter(token=ticket).update(lease_until=Now() + WAITS)


def leave(ticket: uuid.UUID) -> None:
    Sender.objects.filter(token=ticket).update(token=None, lease_until=None)


def _ticket(seats, length: timedelta) -> uuid.UUID | None:
    ticket = uuid.uuid4()
    return ticket if seats.update(token=ticket, lease_until=Now() + length) else None
