"""The kinds of tickets of an event, and links that let in whoever holds them."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import NameTaken
from alumni_office.saving.versions import save_version
from events.models import Event, Invite, Ticket

from .changes import change_ticket
from .writing import InUse, hold_plan, insist_seats


@transaction.atomic
def add_ticket(*, event: Event, by, **fields) -> Ticket:
    """Raises Refused; the name stands once, so a form that is sent twice adds it once."""
    hold_plan(event.pk)
    try:
        with transaction.atomic():
            return Ticket.objects.create(event=event, **fields)
    except IntegrityError as error:
        raise NameTaken from error


@transaction.atomic
def save_ticket(*, ticket: Ticket, version: int, by, **fields) -> None:
    """Who waits moves up into seats that are added. Raises Refused and ChangedMeanwhile."""
    hold_plan(ticket.event_id)
    insist_seats(Ticket.objects.select_for_update().get(pk=ticket.pk), fields["capacity"])
    try:
        with transaction.atomic():
            save_version(ticket, version=version, values=fields)
    except IntegrityError as error:
        raise NameTaken from error
    change_ticket(ticket=ticket, by=by, capacity=fields["capacity"])


@transaction.atomic
def remove_ticket(*, ticket: Ticket, by) -> None:
    """Raises Refused."""
    hold_plan(ticket.event_id)
    if ticket.registrations.exists() or ticket.invites.exists():
        raise InUse(_("People are registered with this ticket, or invited with it: it stays."))
    Ticket.objects.filter(pk=ticket.pk).delete()


@transaction.atomic
def make_invite(*, event: Event, key: UUID, label: str, ticket: Ticket | None, until: datetime | None, by) -> Invite:
    """The same `key` again is the first. Raises Refused."""
    hold_plan(event.pk)
    fields = {"label": label, "ticket": ticket, "until": until, "made_by": by}
    return make_once(Invite, key=key, of={"event_id": event.pk}, fields=fields)


def end_invite(*, invite: Invite, by) -> bool:
    """The link opens nothing any more; return whether this call ended it."""
    return bool(Invite.objects.filter(pk=invite.pk, ended_at__isnull=True).update(ended_at=timezone.now()))
