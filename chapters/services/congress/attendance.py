"""The session begins; delegates come, and sometimes go again."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.saving.refusals import Refused
from chapters.models import Congress, Delegate
from chapters.queries.congress.standing import Quorum, quorum

from .refusals import held

State = Congress.State


@transaction.atomic
def open_congress(*, congress: Congress, by) -> Congress:
    """Begin the session: from its first day on, with at least one delegate. Raises Refused."""
    congress = held(congress.pk, State.NOMINATING)
    if timezone.localdate() < congress.starts_on:
        raise Refused(_("The congress begins on %(day)s.") % {"day": date_format(congress.starts_on, "DATE_FORMAT")})
    if not congress.delegates.confirmed().exists():
        raise Refused(_("Nobody’s credentials are in order yet."))
    congress.state = State.OPEN
    congress.save(update_fields=["state"])
    return congress


@transaction.atomic
def check_in(*, delegate: Delegate, by) -> Delegate:
    """Note that a delegate came; who is there already stays so. Raises Refused."""
    held(delegate.congress_id, State.OPEN)
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("alumnus").get(pk=delegate.pk)
    if delegate.state != Delegate.State.CONFIRMED:
        raise Refused(_("The credentials of %(name)s are not in order.") % {"name": delegate})
    if delegate.attended_at is None:
        delegate.attended_at = timezone.now()
        delegate.save(update_fields=["attended_at"])
    return delegate


@transaction.atomic
def check_out(*, delegate: Delegate, by) -> Delegate:
    """Take an arrival back: it was a mistake, or the delegate left. Votes that were counted stay. Raises Refused."""
    held(delegate.congress_id, State.OPEN)
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("alumnus").get(pk=delegate.pk)
    delegate.attended_at = None
    delegate.save(update_fields=["attended_at"])
    return delegate


def in_session(congress_id: int) -> tuple[Congress, Quorum]:
    """Hold a congress that may vote, with those present. Raises Refused without a quorum."""
    congress = held(congress_id, State.OPEN)
    found = quorum(congress)
    if not found.is_reached:
        raise Refused(
            ngettext(
                "There is no quorum: %(count)s delegate more must be present.",
                "There is no quorum: %(count)s delegates more must be present.", found.missing,
            ) % {"count": found.missing}
        )  # fmt: skip
    return congress, found
