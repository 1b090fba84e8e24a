"""What people typed for an event goes three years after its end: the database says how long (sql/forgetting.sql)."""

from django.db import connection, transaction

BATCH = 500
MOST_BATCHES = 40  # of one sweep: the next one goes on


def forget_typed() -> int:
    """Return how many registrations were cleared. Any number of sweeps share the work; one that dies loses nothing."""
    cleared = 0
    for _each in range(MOST_BATCHES):
        found = _one_batch()
        cleared += found
        if found < BATCH:
            break
    return cleared


@transaction.atomic
def _one_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT events_forget_typed(%s)", [BATCH])
        return cursor.fetchone()[0]
