"""Credentials: the office looks at each delegate and says yes, with a number, or no, with a reason."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from chapters.emails import congress as emails
from chapters.models import Congress, Delegate

from .letters import write_to
from .refusals import held, held_person

State = Congress.State


@transaction.atomic
def confirm_credentials(*, delegate: Delegate, by) -> Message | None:
    """Find the credentials in order, with the next number; return the mail that says so. Raises Refused."""
    held_person(delegate.alumnus_id)
    return _confirm(held(delegate.congress_id, State.NOMINATING, State.OPEN), delegate.pk)


@transaction.atomic
def confirm_all(*, congress: Congress, by) -> tuple[int, list[Message], list[str]]:
    """Find all credentials in order that nobody looked at yet; return how many, the mails, and the sentences about
    those who were left out. Raises Refused."""
    waiting = Delegate.objects.filter(congress=congress, state=Delegate.State.NAMED).order_by("delegation", "pk")
    people, sentences = [], []
    for delegate in sorted(waiting, key=lambda row: row.alumnus_id or 0):
        try:
            held_person(delegate.alumnus_id)
            people.append(delegate.pk)
        except Refused as error:
            sentences.append(error.sentence)
    congress = held(congress.pk, State.NOMINATING, State.OPEN)
    fit = set(people)
    messages = [_confirm(congress, delegate.pk) for delegate in waiting if delegate.pk in fit]
    return len(messages), [message for message in messages if message], sentences


def _confirm(congress: Congress, pk: int) -> Message | None:
    delegate = _waiting(pk)
    # The congress is held: numbers follow each other without a gap, and none is given twice.
    last = congress.delegates.aggregate(last=Max("number"))["last"] or 0
    delegate.state, delegate.number = Delegate.State.CONFIRMED, last + 1
    delegate.save(update_fields=["state", "number"])
    return write_to(delegate, emails.confirmed)


@transaction.atomic
def refuse_credentials(*, delegate: Delegate, reason: str, by) -> Message | None:
    """Refuse the credentials; the seat is free again. Returns the mail that gives the reason. Raises Refused."""
    held(delegate.congress_id, State.NOMINATING, State.OPEN)
    delegate = _waiting(delegate.pk)
    delegate.state, delegate.reason = Delegate.State.REFUSED, reason
    delegate.save(update_fields=["state", "reason"])
    return write_to(delegate, emails.refused)


def _waiting(pk: int) -> Delegate:
    rows = Delegate.objects.select_for_update(of=("self",))
    delegate = rows.select_related("alumnus__user", "delegation", "congress").get(pk=pk)
    if delegate.state != Delegate.State.NAMED:
        raise Refused(_("The credentials of %(name)s were decided already.") % {"name": delegate})
    return delegate
