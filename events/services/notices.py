"""What everybody registered is told: that the event moves, is cancelled, or is soon. Who is told is written down in the
transaction of the change itself; a worker that dies goes on with those who have no mail yet."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.emails import notices as emails
from events.models import Event, EventNotice, EventNoticeMail, Registration

from .officers import criteria_of
from .registering.refusals import held
from .registering.telling import letter_to, put_into_outbox

SAYS = (Event.State.ANNOUNCED, Event.State.OPEN, Event.State.CLOSED, Event.State.HELD)
BATCH = 100
MOST_BATCHES = 50  # of one sweep: the next one goes on


def notify(
    *, event: Event, kind: str, registrations, by, subject: str = "", text: str = "", moved: dict | None = None,
    key: UUID | None = None, of_day: date | None = None,
) -> EventNotice | None:  # fmt: skip
    """Write down who is told, within the caller's transaction, which holds the event. None when there is nobody.

    The mails go out by `sweep`."""
    if not registrations.exists():
        return None
    notice = EventNotice.objects.create(
        event=event, kind=kind, subject=subject, text=text, moved=moved, made_by=by, key=key or uuid4(),
        of_day=of_day,
    )  # fmt: skip
    chosen, values = registrations.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_eventnoticemail (notice_id, registration_id)"  # noqa: S608 - Django's own SQL
            f" SELECT %s, id FROM events_registration WHERE id IN ({chosen})",
            [notice.pk, *values],
        )
    return notice


@transaction.atomic
def say(*, event: Event, subject: str, text: str, key: UUID, by) -> EventNotice:
    """A word from the host to everybody who is registered or waits; the same `key` again is the first. Raises Refused:
    also when there is nobody."""
    found = held(event.pk, *SAYS)
    if said := EventNotice.objects.filter(key=key, event=found).first():
        return said
    registrations = found.registrations.live()
    notice = notify(
        event=found, kind=EventNotice.Kind.MESSAGE, registrations=registrations, by=by, subject=subject, text=text,
        key=key,
    )  # fmt: skip
    if notice is None:
        raise Refused(_("Nobody is registered: there is nobody to write to."))
    people = registrations.exclude(alumnus=None).values_list("alumnus_id", flat=True)
    record_access(
        action=AccessRecord.Action.SEND, target=Registration._meta.label_lower, target_id=found.pk, by=by,
        count=notice.mails.count(), people=sorted(set(people)), criteria=criteria_of(found, by),
    )  # fmt: skip
    return notice


def remind() -> int:
    """Make the reminders that are due, one for each event; return how many."""
    return sum(_remind_one(pk) for pk in _soon().values_list("pk", flat=True))


def _soon():
    """Those of which nobody was told within the days of the reminder: neither by one, nor that they move."""
    days = ExpressionWrapper(F("reminder_days") * Value(timedelta(days=1)), output_field=DurationField())
    now = timezone.now()
    standing = Event.objects.filter(state__in=[Event.State.OPEN, Event.State.CLOSED], reminder_days__gt=0)
    whole = Q(kind=EventNotice.Kind.REMINDER) | (Q(kind=EventNotice.Kind.CHANGED) & ~Q(moved__has_key="part"))
    told = EventNotice.objects.filter(
        whole, event=OuterRef("pk"), made_at__gt=OuterRef("starts_at") - OuterRef("days")
    )  # fmt: skip
    return standing.filter(starts_at__gt=now, starts_at__lte=now + days).alias(days=days).exclude(Exists(told))


@transaction.atomic
def _remind_one(event_id: int) -> bool:
    event = held(event_id)
    if not _soon().filter(pk=event_id).exists():
        return False
    confirmed = event.registrations.filter(state="confirmed")
    day = timezone.localdate(event.starts_at, event.zone)
    reminder = EventNotice.Kind.REMINDER
    if event.notices.filter(kind=reminder, of_day=day).exists():  # moved away, and back to the day
        return False
    return bool(notify(event=event, kind=reminder, registrations=confirmed, by=None, of_day=day))


def sweep() -> list[int]:
    """Put the mails of all notices into the outbox; return their ids. Any number of sweeps share the work."""
    remind()
    queued: list[int] = []
    for notice_id in EventNotice.objects.filter(done_at__isnull=True).order_by("made_at").values_list("pk", flat=True):
        for _each in range(MOST_BATCHES):
            batch = _one_batch(notice_id)
            if batch is None:
                break
            queued += batch
    return queued


@transaction.atomic
def _one_batch(notice_id: int) -> list[int] | None:
    """The mails of one batch; None when nothing is left to do."""
    due = EventNoticeMail.objects.filter(notice=notice_id, queued_at__isnull=True)
    rows = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related(
            "notice",
            "registration__event__place",
            "registration__alumnus__user",
            "registration__event__chapter",
            "registration__event__college",
        )
        .order_by("pk")[:BATCH]
    )
    if not rows:
        if not due.exists():
            EventNotice.objects.filter(pk=notice_id, done_at__isnull=True).update(done_at=timezone.now())
        return None
    found = put_into_outbox([message for row in rows if (message := _message(row))])
    now = timezone.now()
    for row in rows:
        row.queued_at, row.message = now, found.get(_key(row))
    EventNoticeMail.objects.bulk_update(rows, ["queued_at", "message"])
    return [message.pk for message in found.values()]


def _key(row: EventNoticeMail) -> str:
    return f"event-notice-{row.notice_id}-{row.registration_id}"


def _message(row: EventNoticeMail) -> Message | None:
    """None for who ended the registration meanwhile, and for who gave no address."""
    of_the_past = row.notice.kind in (EventNotice.Kind.CANCELLED, EventNotice.Kind.FEEDBACK)
    if not of_the_past and not row.registration.is_live:
        return None
    return letter_to(row.registration, lambda: emails.letter(row.notice, row.registration), key=_key(row))
