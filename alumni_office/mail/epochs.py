"""Which life of the database this is. A database that was restored, copied or promoted has another fingerprint than
the one on record: a new epoch begins, and what was due before it waits for a person."""

import logging

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import Installation

logger = logging.getLogger(__name__)

FINGERPRINT = """
    SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
        (SELECT timeline_id FROM pg_control_checkpoint()), (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


def current() -> int:
    """Return the epoch; begin a new one when the database is not the one on record any more."""
    installation = _row()
    here = fingerprint()
    if installation.fingerprint == here:
        return installation.epoch
    if not installation.fingerprint:
        Installation.objects.filter(pk=installation.pk, fingerprint="").update(fingerprint=here)
        return installation.epoch
    return begin()


def begin() -> int:
    """Begin a new epoch: nothing that is due now is sent before somebody says so. Returns its number."""
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=_row().pk)
        installation.epoch = F("epoch") + 1
        installation.fingerprint = fingerprint()
        installation.since = timezone.now()
        installation.save()
        installation.refresh_from_db()
    logger.warning("a new epoch begins: what was due waits for a person", extra={"epoch": installation.epoch})
    return installation.epoch


def fingerprint() -> str:
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT)
        return cursor.fetchone()[0]


def _row() -> Installation:
    return Installation.objects.get_or_create(only=True, defaults={"epoch": 0, "since": timezone.now()})[0]
