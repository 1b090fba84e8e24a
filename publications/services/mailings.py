"""The life of a mailing: write, check, approve, schedule or send, pause, go on, stop. Each step is one conditional
UPDATE; of two people who press at once, one is told that it happened already."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alumni_office.mail import epochs
from publications.emails import headers
from publications.emails.building import Letter
from publications.emails.fields import BadField
from publications.models import NAME_FOLLOWS, Delivery, Mailing, MailingVersion

State = Mailing.State
PAUSED, STOPPED = gettext_noop("Paused by %(name)s."), gettext_noop("Stopped by %(name)s.")


class NotNow(Exception):
    """The mailing is in another state by now; the message is a sentence."""


class NotSendable(Exception):
    """The mailing lacks something; the message is a sentence."""


class NotYou(Exception):
    """Somebody else has to do this; the message is a sentence."""


def said_by(sentence: str, by) -> str:
    """A reason with somebody's name, as `reason` of the templates says it in the reader's language."""
    return f"{sentence}{NAME_FOLLOWS}{by}"[:300]


def create(*, by, title: str, key: uuid.UUID | None = None, versions: list[dict], **fields) -> Mailing:
    """Make a draft. `versions`: dicts of MailingVersion's fields. The same `key` again gives the first one."""
    key = key or uuid.uuid4()
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(title=title, key=key, created_by=by, **fields)
            MailingVersion.objects.bulk_create([MailingVersion(mailing=mailing, **words) for words in versions])
    except IntegrityError:
        existing = Mailing.objects.filter(key=key, created_by=by).first()
        if existing is None:
            raise
        return existing
    return mailing


def check(*, mailing_id: int, by, expected: int | None = None) -> Mailing:
    """Mark a draft as checked: its letters can be built. Raises NotSendable."""
    with transaction.atomic():
        mailing = _locked(mailing_id, State.DRAFT)
        versions = list(mailing.versions.all())
        if not versions:
            raise NotSendable(_("There is nothing to send yet: write a version first."))
        for version in versions:
            _try(mailing, version)
        mailing.expected = expected
        mailing.needs_second = _needs_second(expected)
        mailing.state, mailing.reason = State.CHECKED, ""
        mailing.save(update_fields=["expected", "needs_second", "state", "reason"])
    return mailing


def _try(mailing: Mailing, version: MailingVersion) -> None:
    if not version.html or not version.text:
        raise NotSendable(_("The %(language)s version has no text.") % {"language": version.get_language_display()})
    try:
        Letter(mailing, version)
    except BadField as error:
        raise NotSendable(str(error)) from error
    except headers.BadHeader as error:
        raise NotSendable(_("A subject, a name or an address holds a character that no mail may have.")) from error


def reopen(*, mailing_id: int, by) -> None:
    """Back to the desk: what is changed must be checked and approved anew."""
    changes = {"approved_by": None, "approved_at": None, "edited_by": by}
    _move(mailing_id, [State.CHECKED, State.APPROVED], State.DRAFT, **changes)


def approve(*, mailing_id: int, by) -> None:
    """Say that a checked mailing may go. Raises NotYou: of a large one, whoever wrote it does not."""
    with transaction.atomic():
        mailing = _locked(mailing_id, State.CHECKED)
        _move(mailing_id, [State.CHECKED], State.APPROVED, **_approval(mailing, by))


def _approval(mailing: Mailing, by) -> dict:
    needs_second = mailing.needs_second or _needs_second(mailing.expected)
    if needs_second and by.pk in (mailing.created_by_id, mailing.edited_by_id):
        raise NotYou(
            _("A mailing to more than %(number)d people is approved by somebody who did not write it.")
            % {"number": settings.MAIL_SECOND_PERSON_ABOVE}
        )
    return {"needs_second": needs_second, "approved_by": by, "approved_at": Now()}


def _needs_second(expected: int | None) -> bool:
    return expected is None or expected > settings.MAIL_SECOND_PERSON_ABOVE


def schedule(*, mailing_id: int, at: datetime, by) -> None:
    """Send an approved mailing at a moment to come."""
    if at <= timezone.now():
        raise NotSendable(_("This moment is over: choose a later one, or send now."))
    _move(mailing_id, [State.APPROVED], State.SCHEDULED, scheduled_at=at, epoch=epochs.current())


def unschedule(*, mailing_id: int, by) -> None:
    _move(mailing_id, [State.SCHEDULED], State.APPROVED, scheduled_at=None)


def send_now(*, mailing_id: int, by) -> None:
    """Begin. Wake a worker with `tasks.prepare.delay_on_commit(mailing_id)`; the sweep finds it when that was lost."""
    _move(mailing_id, [State.APPROVED, State.SCHEDULED], State.PREPARING, epoch=epochs.current())


def pause(*, mailing_id: int, by) -> None:
    """Stop for now: once this is committed, each sender begins no letter any more."""
    _move(mailing_id, [State.SENDING], State.PAUSED, reason=said_by(PAUSED, by))


def go_on(*, mailing_id: int, by) -> str:
    """Let a paused or held mailing go on from where it is; return its new state.

    Wake the workers with `tasks.wake`. Says, too, that this database is the one that sends. Of what has no recipients
    yet it is an approval anew. Raises NotNow and NotYou."""
    with transaction.atomic():
        mailing = _locked(mailing_id, State.PAUSED, State.HELD)
        following = State.SENDING if mailing.started_at else State.PREPARING
        approval = {} if mailing.started_at else _approval(mailing, by)
        _move(mailing_id, [mailing.state], following, reason="", epoch=epochs.current(), **approval)
    return following


def stop(*, mailing_id: int, by) -> None:
    """End a mailing for good. What was not sent yet is cancelled by `cancel_rest`, in pieces."""
    open_states = [State.SCHEDULED, State.PREPARING, State.SENDING, State.PAUSED, State.HELD]
    _move(mailing_id, open_states, State.STOPPED, reason=said_by(STOPPED, by), ended_at=Now())


def cancel_rest(*, mailing_id: int, at_once: int = 10_000) -> int:
    """Cancel what a stopped mailing left waiting, some thousands to a transaction; return how many in all."""
    total = 0
    while Mailing.objects.filter(pk=mailing_id, state=State.STOPPED).exists():
        waiting = Delivery.objects.filter(mailing=mailing_id, waits=True)
        some = waiting.order_by("due_at", "pk").values("pk")[:at_once]
        count = waiting.filter(pk__in=some).update(state=Delivery.State.CANCELLED, ended_at=Now())
        total += count
        if not count:
            break
    return total


def decide_doubt(*, delivery_id: int, arrived: bool, by) -> bool:
    """A person says what became of a letter in doubt: it arrived, or send it again. Returns whether this call did."""
    with transaction.atomic():
        doubtful = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.IN_DOUBT)
        if arrived:
            arrived_by = f"{by.pk}: arrived"
            return bool(doubtful.update(state=Delivery.State.SENT, token=None, answer=arrived_by, ended_at=Now()))
        mailing_id = doubtful.values_list("mailing", flat=True).first()
        if mailing_id is None:
            return False
        Mailing.objects.filter(pk=mailing_id, state=State.DONE).update(
            state=State.SENDING, ended_at=None, epoch=epochs.current()
        )
        open_mailing = Q(mailing__state__in=[State.SENDING, State.PAUSED, State.HELD])
        again = doubtful.filter(pk__in=Delivery.objects.filter(open_mailing, pk=delivery_id).values("pk"))
        return bool(
            again.update(state=Delivery.State.QUEUED, token=None, due_at=Now(), ended_at=None, answer=f"{by.pk}: again")
        )


def change_speed(*, mailing_id: int, per_minute: int | None, by) -> None:
    Mailing.objects.filter(pk=mailing_id).update(per_minute=per_minute, paced_until=None)


def _locked(mailing_id: int, *states: str) -> Mailing:
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    if mailing.state not in states:
        raise NotNow(_("This mailing is in another state by now: %(state)s.") % {"state": mailing.get_state_display()})
    return mailing


def _move(mailing_id: int, before: Sequence[str], after: str, **changes) -> None:
    moved = Mailing.objects.filter(pk=mailing_id, state__in=before).update(
        state=after, version=F("version") + 1, **changes
    )
    if not moved:
        raise NotNow(_("Somebody was faster: the mailing is in another state by now."))
