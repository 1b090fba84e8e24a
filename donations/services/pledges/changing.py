"""A pledge changes: what is still owed is spread anew, more or less is promised, or nothing more comes."""

from datetime import date
from decimal import Decimal

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import Gift, Instalment, Pledge, PledgeChange, PledgePayment
from donations.services.gifts import check_now
from donations.services.refusals import Refused, WrongState, said_plainly

from . import schedule


@transaction.atomic
def amend_pledge(
    *, pledge_id: int, version: int, amount: Decimal, first_on: date, rhythm: str, number: int, reason: str, by
) -> Pledge:
    """Promise `amount` in all from today on; what of it is not paid is due anew from `first_on`. Raises Refused."""
    pledge = _hold(pledge_id, version)
    rest = amount - pledge.paid
    if rest < 0:
        raise Refused(_("More than this is paid already."), field="amount")
    if rest and first_on < timezone.localdate():
        raise Refused(_("What is spread anew is not due in the past."), field="first_on")
    parts = schedule.instalments(rest, first_on, rhythm, number) if rest else []
    with pghistory.context(user=by.pk), said_plainly():
        change = amount - pledge.amount
        _shrink(pledge)
        if change:
            _write_change(pledge, PledgeChange.Kind.AMENDED, change, reason, by)
        _spread(pledge, parts)
        check_now()
    pledge.refresh_from_db()
    return pledge


@transaction.atomic
def cancel_pledge(*, pledge_id: int, version: int, reason: str, by) -> Pledge:
    """Nothing more comes: what is not paid is subtracted from what was promised. Raises Refused."""
    pledge = _hold(pledge_id, version)
    with pghistory.context(user=by.pk), said_plainly():
        _shrink(pledge)
        _write_change(pledge, PledgeChange.Kind.CANCELLED, pledge.paid - pledge.amount, reason, by)
        check_now()
    pledge.refresh_from_db()
    return pledge


def save_note(*, pledge: Pledge, note: str, by) -> None:
    with pghistory.context(user=by.pk):
        Pledge.objects.filter(pk=pledge.pk).update(note=note)


def _hold(pledge_id: int, version: int) -> Pledge:
    """The pledge as the form showed it, still open. Raises WrongState."""
    moved = Pledge.objects.filter(pk=pledge_id, version=version, state=Pledge.State.OPEN)
    if not moved.update(version=F("version") + 1):
        raise WrongState
    return Pledge.objects.get(pk=pledge_id)


def _shrink(pledge: Pledge) -> None:
    """Instalments are no more than what was paid of them; those of which nothing ever was go."""
    theirs = PledgePayment.objects.filter(instalment__pledge=pledge)
    if theirs.filter(gift__state=Gift.State.ENTERED).exists():
        raise Refused(_("A payment of this pledge waits to be posted: post it or drop it first."))
    theirs.filter(gift__state=Gift.State.DROPPED).delete()
    pledge.instalments.filter(paid=0, payments__isnull=True).delete()
    pledge.instalments.filter(paid__lt=F("amount")).update(amount=F("paid"))


def _write_change(pledge: Pledge, kind: str, amount: Decimal, reason: str, by) -> None:
    PledgeChange.objects.create(
        pledge=pledge, kind=kind, amount=amount, changed_on=timezone.localdate(), reason=reason, made_by=by
    )


def _spread(pledge: Pledge, parts) -> None:
    for day, amount in parts:
        if not pledge.instalments.filter(due_on=day).update(amount=F("amount") + amount, reminders=0, reminded_at=None):
            Instalment.objects.create(pledge=pledge, due_on=day, amount=amount)
