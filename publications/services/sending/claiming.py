"""Taking deliveries in hand, at the speed that is allowed, and giving back what was not begun."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from publications.emails.answers import wait
from publications.models import Delivery, DomainPace, Mailing

BATCH = 400
SLACK = timedelta(seconds=1)  # a slot that is this near may be used now
STALE = timedelta(minutes=1)  # a slot this old is over: after a pause nobody makes up for lost time

CLAIM = """
    UPDATE publications_delivery AS d
    SET state = 'claimed', token = %s, lease_until = clock_timestamp() + make_interval(secs => %s)
    FROM (
        SELECT id FROM publications_delivery
        WHERE mailing_id = %s AND waits AND due_at <= clock_timestamp()
        ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE d.id = due.id
    RETURNING d.id, d.alumnus_id, d.address, d.language, d.attempts, d.due_at, d.has_slot
"""

GIVE_BACK = """
    UPDATE publications_delivery
    SET token = NULL, lease_until = NULL, state = CASE WHEN state = 'claimed' THEN 'queued' ELSE state END,
        due_at = CASE WHEN state = 'claimed' AND %s THEN now() + make_interval(secs => %s) ELSE due_at END
    WHERE token = %s AND state <> 'sending'
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    person_id: int
    address: str
    language: str
    attempts: int
    due_at: datetime
    has_slot: bool

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def lease() -> timedelta:
    return timedelta(seconds=settings.MAIL_LEASE)


def claim(*, mailing_id: int, token: uuid.UUID, most: int = BATCH) -> list[Claimed]:
    """Take up to `most` deliveries that are due, as fast as the mailing and the domains may go; committed."""
    with transaction.atomic():
        wanted = _allowed(mailing_id, most)
        if not wanted:
            return []
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [token, settings.MAIL_LEASE, mailing_id, wanted])
            rows = sorted((Claimed(*row) for row in cursor.fetchall()), key=lambda row: (row.due_at, row.id))
        return _paced(rows, token)


def _allowed(mailing_id: int, most: int) -> int:
    """How many of `most` the mailing's own speed lets go now; that moves its clock on."""
    per_minute = Mailing.objects.filter(pk=mailing_id).values_list("per_minute", flat=True).first()
    if per_minute is None:
        return most
    mailing = Mailing.objects.select_for_update().only("paced_until").get(pk=mailing_id)
    now = timezone.now()
    each = timedelta(minutes=1) / per_minute
    begin = max(mailing.paced_until or now, now)
    wanted = min(most, int((now + SLACK - begin) / each))
    if wanted > 0:
        Mailing.objects.filter(pk=mailing_id).update(paced_until=begin + wanted * each)
    return max(wanted, 0)


def _paced(rows: list[Claimed], token: uuid.UUID) -> list[Claimed]:
    """Keep the rows whose domain takes them now; give each of the others a moment of its own and put it back."""
    paces = _paces({row.domain for row in rows})
    if not paces:
        return rows
    now = timezone.now()
    kept, later = [], []
    for row in rows:
        pace = paces.get(row.domain)
        slot = _slot(row, pace, now) if pace else now
        if slot <= now + SLACK:
            kept.append(row)
        else:
            later.append(Delivery(pk=row.id, due_at=slot, has_slot=True, state="queued", token=None, lease_until=None))
    if later:
        Delivery.objects.bulk_update(later, ["due_at", "has_slot", "state", "token", "lease_until"])
    for pace in paces.values():
        pace.save(update_fields=["free_at"])
    return kept


def _paces(domains: set[str]) -> dict[str, DomainPace]:
    """The paces of these domains, locked in one order; one for each domain that the settings limit."""
    limited = domains & settings.MAIL_DOMAIN_LIMITS.keys()
    known = set(DomainPace.objects.filter(domain__in=domains).values_list("domain", flat=True))
    if limited - known:
        DomainPace.objects.bulk_create([DomainPace(domain=name) for name in limited - known], ignore_conflicts=True)
    if not limited | known:
        return {}
    rows = DomainPace.objects.select_for_update().filter(domain__in=domains).order_by("domain")
    return {pace.domain: pace for pace in rows}


def _slot(row: Claimed, pace: DomainPace, now: datetime) -> datetime:
    """When this delivery may go."""
    opens = max(pace.closed_until or now, now)
    if row.has_slot and row.due_at >= max(now - STALE, pace.closed_until or row.due_at):
        return now
    per_minute = pace.per_minute or settings.MAIL_DOMAIN_LIMITS.get(pace.domain)
    if per_minute is None:
        return opens
    slot = max(pace.free_at or opens, opens)
    pace.free_at = slot + timedelta(minutes=1) / per_minute
    return slot


def give_back(*, token: uuid.UUID, later: timedelta = timedelta(0)) -> None:
    """Put a batch out of the sender's hands: what ended is counted, what was not begun waits again."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [bool(later), later.total_seconds(), token])


def rest(*, domain: str, reason: str) -> None:
    """Leave a domain alone for a while, longer each time in a row."""
    with transaction.atomic():
        DomainPace.objects.bulk_create([DomainPace(domain=domain)], ignore_conflicts=True)
        pace = DomainPace.objects.select_for_update().get(domain=domain)
        if pace.closed_until and pace.closed_until > timezone.now():
            return  # another sender heard the same
        pace.refusals += 1
        pace.closed_until = timezone.now() + wait(pace.refusals)
        pace.reason = reason[:300]
        pace.save(update_fields=["refusals", "closed_until", "reason"])


def relax(*, domains: set[str]) -> None:
    """Mail got through: forget how often these domains refused."""
    DomainPace.objects.filter(domain__in=domains, refusals__gt=0).exclude(closed_until__gt=Now()).update(
        refusals=0, reason=""
    )


def is_due_within(*, mailing_id: int, soon: timedelta) -> bool:
    return Delivery.objects.filter(mailing=mailing_id, waits=True, due_at__lte=timezone.now() + soon).exists()
