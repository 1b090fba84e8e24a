"""Naming delegates: not more than the seats, each person once in a congress."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from chapters.emails import congress as emails
from chapters.models import Congress, Delegate, Delegation
from chapters.queries.congress.nameable import sent_by

from .letters import write_to
from .refusals import held, held_person

State = Congress.State


@transaction.atomic
def name_delegate(*, delegation: Delegation, person: Alumnus, by) -> tuple[Delegate, Message | None]:
    """Name one delegate, and return the mail that says so; None where no address is known. Raises Refused."""
    person = held_person(person.pk)
    # Whoever comes second waits here, and then counts the first one's delegate.
    held(delegation.congress_id, State.NOMINATING)
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if not sent_by(delegation, Alumnus.objects.filter(pk=person.pk)).exists():
        raise Refused(_("%(name)s does not belong to %(body)s.") % {"name": person.name, "body": delegation.shown_name})
    if Delegate.objects.standing().filter(delegation=delegation).count() >= delegation.seats:
        raise Refused(_("All seats of %(body)s are taken.") % {"body": delegation.shown_name})
    try:
        with transaction.atomic():
            delegate = Delegate.objects.create(
                congress_id=delegation.congress_id, delegation=delegation, alumnus=person, named_by=by
            )
    except IntegrityError as error:
        if "delegate_once" not in str(error):
            raise
        raise Refused(_("%(name)s is a delegate of this congress already.") % {"name": person.name}) from None
    return delegate, write_to(delegate, emails.named)


@transaction.atomic
def withdraw_delegate(*, delegate: Delegate, by) -> Message | None:
    """Take a delegate's name back, so that somebody else can be named; return the mail that says so. Raises Refused
    for one who came."""
    held(delegate.congress_id, State.NOMINATING)
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("alumnus__user").get(pk=delegate.pk)
    if delegate.attended_at:
        raise Refused(_("%(name)s is present: this cannot be taken back.") % {"name": delegate})
    if delegate.state not in Delegate.STANDING:
        raise Refused(_("%(name)s is no delegate any more.") % {"name": delegate})
    delegate.state = Delegate.State.WITHDRAWN
    delegate.save(update_fields=["state"])
    return write_to(delegate, emails.withdrawn)
