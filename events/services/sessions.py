"""The parts of an event."""

from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from events.models import Event, Material, Session

from .changes import change_session
from .writing import InUse, hold_plan


@transaction.atomic
def add_session(*, event: Event, key: UUID, by, **fields) -> Session:
    """The same `key` again is the first. Raises Refused."""
    hold_plan(event.pk)
    return make_once(Session, key=key, of={"event_id": event.pk}, fields=fields)


@transaction.atomic
def save_session(*, session: Session, version: int, by, **fields) -> None:
    """Who comes to it is told when it moves. Raises Refused and ChangedMeanwhile."""
    change_session(session=session, version=version, by=by, **fields)


@transaction.atomic
def remove_session(*, session: Session, by) -> None:
    """Take it out of the event, with its speakers; its material stays with the event. Raises Refused."""
    hold_plan(session.event_id)
    found = Session.objects.select_for_update().filter(pk=session.pk).first()
    if found is None:
        return
    if found.session_seats.exists():
        raise InUse(_("People have said that they come to this part: it stays. Write into its text what has changed."))
    with pghistory.context(user=by.pk):
        found.speakers.all().delete()
        Material.objects.filter(session=found).update(session=None)
        found.delete()
