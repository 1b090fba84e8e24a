"""A registration is changed or cancelled, by its link or by the host. Seats that are freed go to who waits."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.emails import registrations as emails
from events.models import Event, Registration
from events.queries.free_seats import Free, Need

from .moving_up import move_up
from .refusals import ChangedMeanwhile, Full, held
from .telling import tell
from .wishes import Wish, refuse_beyond, write_parts

State = Registration.State


@transaction.atomic
def change(*, registration: Registration, version: int, wish: Wish, by, by_the_host: bool = False) -> Registration:
    """Write the registration anew, as it was read as `version`; one that stands so already is left as it is. Who waits
    keeps the place on the list. Raises Refused: Full when the new seats are not there, ChangedMeanwhile."""
    event = held(registration.event_id)
    found = held_registration(registration)
    if _stands(found, wish) and found.is_live:
        return found
    if found.version != version:
        raise ChangedMeanwhile
    _refuse_unchangeable(event, found, by_the_host=by_the_host)
    if not by_the_host:
        refuse_beyond(event, wish)
    _refuse_short(event, found, wish)
    _write(found, wish)
    tell(found, emails.changed, key=f"changed-{found.version}")
    move_up(event)
    found.refresh_from_db(fields=["state", "moved_up_at"])
    return found


@transaction.atomic
def cancel(*, registration: Registration, by, reason: str = "") -> bool:
    """End it and free its seats; False when it is over already. Raises Refused once the event has begun."""
    event = held(registration.event_id)
    found = held_registration(registration)
    if not found.is_live:
        return False
    if event.state == Event.State.HELD or event.starts_at <= timezone.now():
        raise Refused(_("The event has begun or is over."))
    found.state, found.ended_at, found.end_reason = State.CANCELLED, timezone.now(), reason
    found.version += 1
    found.save(update_fields=["state", "ended_at", "end_reason", "version"])
    tell(found, emails.cancelled, key="cancelled")
    move_up(event)
    return True


def held_registration(registration: Registration) -> Registration:
    """Within the caller's transaction, which holds the event already."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event__place", "ticket", "alumnus__user").get(pk=registration.pk)


def _refuse_unchangeable(event: Event, found: Registration, *, by_the_host: bool) -> None:
    if not found.is_live:
        raise Refused(_("This registration is over: it cannot be changed any more."))
    if event.state in (Event.State.HELD, Event.State.CANCELLED) or event.starts_at <= timezone.now():
        raise Refused(_("The event has begun or is over."))
    if not by_the_host and event.closes_at and event.closes_at <= timezone.now():
        raise Refused(
            _("The deadline is over: write to the host if something has to be changed. You can still cancel.")
        )


def _refuse_short(event: Event, found: Registration, wish: Wish) -> None:
    """What it holds is given back before the new is asked for; who waits asks for nothing yet."""
    need = wish.need(event)
    free = Free(event, need)
    if found.state in Registration.HOLDING:
        free.give_back(Need.of([found]))
    shortage = free.shortage(need)
    if shortage and (found.state in Registration.HOLDING or shortage.never):
        raise Full(shortage, stands=True)


def _stands(found: Registration, wish: Wish) -> bool:
    """Whether it says all that already: a second click, a request sent again."""
    fields = wish.fields()
    answers = {answer.question_id: answer.values for answer in found.answers.filter(question__removed_at=None)}
    return (
        all(getattr(found, name) == value for name, value in fields.items())
        and sorted(found.companions.values_list("name", flat=True)) == sorted(wish.names)
        and sorted(found.session_seats.values_list("session_id", flat=True)) == wish.session_ids
        and answers == dict(wish.answers)
    )


def _write(found: Registration, wish: Wish) -> None:
    """First what is given back, then the row, then what is taken, so that no count on the way is beyond the seats."""
    found.session_seats.exclude(session__in=wish.session_ids).delete()
    for name, value in wish.fields().items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=[*wish.fields(), "version"])
    found.companions.all().delete()
    found.answers.filter(question__removed_at=None).delete()  # what was taken back stays as it was said
    kept = set(found.session_seats.values_list("session_id", flat=True))
    write_parts(found, wish, without=kept)
