"""One step of a sender, through an outage of the database if need be."""

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakSet

from django.db import InterfaceError, OperationalError, connection

from publications.emails.answers import Outcome

from .claiming import lease

logger = logging.getLogger(__name__)

PREPARE = """
    PREPARE publications_step (uuid, bigint, text, text, interval, bigint, interval) AS
    SELECT marked, verdict FROM publications_step($1, $2, $3, $4, $5, $6, $7)
"""
STEP = "EXECUTE publications_step ('{token}', %s, %s, %s, %s, %s, '{lease:.0f} s')"
PAUSES = (0.1, 0.3, 1, 2)

GO = "go"
ENDS = ("held", "paused", "lost")  # of the sender's turn; every other verdict is of one person


@dataclass(frozen=True, slots=True)
class Done:
    delivery_id: int
    outcome: Outcome


class Stepper:
    """Holds one token. Each step is one committed statement: what became of the last letter, and whether the next may
    go. With an answer of the mail server in hand a step is tried until it lands or the lease is over."""

    def __init__(self, token: uuid.UUID):
        self.lease = lease()
        self.step = STEP.format(token=uuid.UUID(str(token)), lease=self.lease.total_seconds())
        self.done: Done | None = None

    def next(self, delivery_id: int | None) -> str:
        """Return the verdict on `delivery_id`."""
        done, self.done = self.done, None
        params: tuple = (None, None, None, None, delivery_id)
        if done:
            outcome = done.outcome
            params = (done.delivery_id, str(outcome.state), outcome.said, outcome.later, delivery_id)
        marked, verdict = self._insist(params, self.lease if done else timedelta(seconds=5))
        if not marked and done:
            logger.warning("an answer came after the lease", extra={"delivery": done.delivery_id})
        return verdict or ""

    def end(self) -> None:
        if self.done:
            self.next(None)

    def _insist(self, params: tuple, longest: timedelta) -> tuple[bool, str | None]:
        until = time.monotonic() + longest.total_seconds()
        tries = 0
        while True:
            try:
                with connection.cursor() as cursor:
                    _prepare(cursor)
                    cursor.execute(self.step, params)
                    return cursor.fetchone()
            except (OperationalError, InterfaceError):
                if connection.in_atomic_block or time.monotonic() > until:
                    raise
                connection.close()
                time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1


_prepared: WeakSet = WeakSet()  # connections of the driver that know the statement


def _prepare(cursor) -> None:
    """Plan the step once a connection, not once a letter."""
    if cursor.connection not in _prepared:
        cursor.execute(PREPARE)
        _prepared.add(cursor.connection)
