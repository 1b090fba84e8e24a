"""The run that makes the duties of the year, settles what settled itself, and reminds."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from chapters.models import Chapter

from .reminding import remind
from .statements import PLACE, STEPS

LOCK = 4_008_001  # an advisory lock: two runs work one after the other


@dataclass
class Run:
    """What one run did: rows by step, reminders, and the mails to wake a worker for."""

    counts: dict[str, int]
    reminders: int = 0
    mails: list[int] = field(default_factory=list)


def run_duties(*, now: datetime | None = None) -> Run:
    """Bring the duties of all chapters up to the day, then remind who is to be reminded. Repeating it, or running two
    at once, changes nothing more; one that was killed is finished by the next."""
    now = now or timezone.now()
    run = Run(settle_duties(now=now))
    for mails in remind(now=now):
        run.reminders += 1
        run.mails += mails
    return run


@transaction.atomic
def settle_duties(*, chapter: Chapter | None = None, now: datetime | None = None) -> dict[str, int]:
    """As run_duties, of one chapter or of all, without reminders: {step: rows}. Call it with the chapter after what
    settles a duty, such as a gathering that was entered, to show it at once; while a run is at work nobody waits for
    it: the next run settles it as well."""
    params = {"now": now or timezone.now(), "chapter": chapter.pk if chapter else None}
    with connection.cursor() as cursor:
        if chapter:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return {}
        else:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        counts = {}
        for name, sql in STEPS.items():
            cursor.execute(PLACE + sql, params)
            counts[name] = cursor.rowcount
    return counts
