"""One step of a sender, through an outage of the database if need be."""

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from weakref import WeakSet

from django.db import InterfaceError, OperationalError, connection

from publications.emails.answers import Outcome

from .claiming import Claimed, lease

logger = logging.getLogger(__name__)

PREPARE = """
    PREPARE publications_step (uuid, bigint, text, text, interval, bigint, bigint, interval) AS
    SELECT publications_step($1, $2, $3, $4, $5, $6, $7, $8)
"""
STEP = "EXECUTE publications_step ('{token}', %s, %s, %s, %s, %s, %s, '{lease:.0f} s')"
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
        self.cursor: Any = None  # one for a batch: to open one of Django's costs as much as half a step

    def next(self, row: Claimed | None) -> str:
        """Return the verdict on `row`."""
        done, self.done = self.done, None
        begun = (row.id, row.person_id) if row else (None, None)
        if done:
            outcome = done.outcome
            params = (done.delivery_id, str(outcome.state), outcome.said, outcome.later, *begun)
        else:
            params = (None, None, None, None, *begun)
        verdict, _space, late = self._insist(params, self.lease if done else timedelta(seconds=5)).partition(" ")
        if late and done:
            logger.warning("an answer came after the lease", extra={"delivery": done.delivery_id})
        return verdict

    def end(self) -> None:
        if self.done:
            self.next(None)

    def _insist(self, params: tuple, longest: timedelta) -> str:
        until = time.monotonic() + longest.total_seconds()
        tries = 0
        while True:
            try:
                return self._ask(params)
            except (OperationalError, InterfaceError):
                self.cursor = None
                if connection.in_atomic_block or time.monotonic() > until:
                    raise
                connection.close()
                time.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1

    def _ask(self, params: tuple) -> str:
        if self.cursor is None:
            self.cursor = _open()
        with connection.wrap_database_errors:
            self.cursor.execute(self.step, params)
            return self.cursor.fetchone()[0]


_prepared: WeakSet = WeakSet()  # connections of the driver that know the statement


def _open() -> Any:
    """Return a cursor of the driver that knows the statement: it is planned once a connection, not once a letter."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    if connection.connection not in _prepared:
        with connection.wrap_database_errors:
            cursor.execute(PREPARE)
        _prepared.add(connection.connection)
    return cursor
