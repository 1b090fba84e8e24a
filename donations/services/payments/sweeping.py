"""Orders of which nothing was heard: the provider is asked, and what nobody paid in time is closed there and here."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from donations.models import AnnouncedGift

from .announcing import OPEN_FOR
from .noticing import take
from .provider import Notice, Provider, Status, Unanswered

logger = logging.getLogger(__name__)
EVERY = timedelta(minutes=10)
BATCH = 50
FORGOTTEN = timedelta(days=60)  # a transfer that was announced and never came
State, Way = AnnouncedGift.State, AnnouncedGift.Way


def sweep(*, provider: Provider | None) -> int:
    """Ask about open orders of which nothing was heard for a while; return how many were asked about."""
    close_forgotten()
    if provider is None:
        return 0
    asked = 0
    for announced in due(provider)[:BATCH]:
        if not _claim(announced):
            continue
        asked += 1
        try:
            _ask(announced, provider)
        except Unanswered as error:
            logger.warning("the provider gave no answer", extra={"announced": announced.pk, "why": str(error)})
    return asked


def due(provider: Provider):
    before = timezone.now() - EVERY
    return AnnouncedGift.objects.filter(
        Q(asked_at__isnull=True) | Q(asked_at__lte=before), way=provider.way, state=State.OPEN, created_at__lte=before
    ).order_by("asked_at", "pk")


def _claim(announced: AnnouncedGift) -> bool:
    """Committed before the provider is asked: of two sweeps one asks."""
    same = AnnouncedGift.objects.filter(pk=announced.pk, asked_at=announced.asked_at)
    return bool(same.update(asked_at=timezone.now()))


def _ask(announced: AnnouncedGift, provider: Provider) -> None:
    """Raises Unanswered."""
    answer: Notice = provider.query(announced.code)
    if answer.status in (Status.PAID, Status.CLOSED):
        take(notice=answer, provider=provider)
        return
    over = announced.created_at + OPEN_FOR + EVERY <= timezone.now()
    if over and (answer.status == Status.MISSING or provider.close(announced.code)):
        AnnouncedGift.objects.filter(pk=announced.pk, state=State.OPEN).update(state=State.CLOSED)


def close_forgotten() -> int:
    """Transfers that were announced and did not come: their code is found all the same if the money comes later."""
    old = AnnouncedGift.objects.filter(way=Way.TRANSFER, state=State.OPEN, created_at__lte=timezone.now() - FORGOTTEN)
    return old.update(state=State.CLOSED)
