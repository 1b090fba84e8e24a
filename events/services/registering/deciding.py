"""The host decides about registrations, where the event wants it. Each step once: who comes second changes nothing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.emails import registrations as emails
from events.models import Registration

from .changing import held_registration
from .moving_up import move_up
from .refusals import held
from .telling import tell

State = Registration.State


@transaction.atomic
def approve(*, registration: Registration, by) -> bool:
    """Return whether this call did. Raises Refused for one that waits for no decision."""
    held(registration.event_id)
    found = held_registration(registration)
    if found.state == State.CONFIRMED:
        return False
    if found.state != State.ASKED:
        raise Refused(_("This registration does not wait for a decision any more."))
    found.state = State.CONFIRMED
    found.version += 1
    found.save(update_fields=["state", "version"])
    tell(found, emails.approved, key="approved")
    return True


@transaction.atomic
def decline(*, registration: Registration, reason: str, by) -> bool:
    """Also of somebody on the waiting list; seats that are freed go to who waits."""
    event = held(registration.event_id)
    found = held_registration(registration)
    if found.state == State.DECLINED:
        return False
    if found.state not in (State.ASKED, State.WAITING):
        raise Refused(_("This registration does not wait for a decision any more."))
    found.state, found.ended_at, found.end_reason = State.DECLINED, timezone.now(), reason
    found.version += 1
    found.save(update_fields=["state", "ended_at", "end_reason", "version"])
    tell(found, emails.declined, key="declined")
    move_up(event)
    return True
