"""From the draft to what alumni see, and to its end. Who submits it does not approve it."""

from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.emails import needs as emails
from donations.models import Need
from donations.models.needs import LONGEST
from donations.services import telling
from donations.services.refusals import Refused, WrongState

State = Need.State
UNSAID: dict[str, Any] = {"submitted_by": None, "submitted_at": None, "approved_by": None, "published_at": None}


@transaction.atomic
def submit(*, need_id: int, by) -> None:
    """Ask that a draft be approved. Raises Refused."""
    need = _insist_day(need_id)
    _move(need.pk, State.DRAFT, by, state=State.SUBMITTED, submitted_by=by, submitted_at=timezone.now(),
          returned_reason="")  # fmt: skip


@transaction.atomic
def take_back(*, need_id: int, by) -> None:
    """Make it a draft again, also from what alumni see: answers stay, and it is approved anew. Raises Refused."""
    with pghistory.context(user=by.pk):
        rows = Need.objects.filter(pk=need_id, state__in=[State.SUBMITTED, State.PUBLISHED])
        if not rows.update(state=State.DRAFT, **UNSAID):
            raise WrongState


@transaction.atomic
def approve(*, need_id: int, by, version: int | None = None) -> None:
    """Publish what somebody else submitted; `version` is that of the words that were read. Raises Refused."""
    need = _insist_day(need_id)
    if version is not None and need.version != version:
        raise Refused(_("It was changed since you read it: look at it again."))
    if need.submitted_by_id == by.pk:
        raise Refused(_("You submitted it yourself: a colleague has to approve it."))
    with pghistory.context(user=by.pk):
        rows = Need.objects.filter(pk=need_id, state=State.SUBMITTED).exclude(submitted_by=by)
        if not rows.update(state=State.PUBLISHED, approved_by=by, published_at=timezone.now()):
            raise WrongState
    _tell_who_submitted(need_id, emails.published, "published")


@transaction.atomic
def send_back(*, need_id: int, reason: str, by) -> None:
    """Not approved: it is a draft again, with the reason. Raises Refused."""
    need = Need.objects.select_related("submitted_by", "department").get(pk=need_id)
    _move(need_id, State.SUBMITTED, by, state=State.DRAFT, returned_reason=reason, **UNSAID)
    need.returned_reason = reason
    if need.submitted_by and need.submitted_by != by:
        key = f"need-back:{need_id}:{need.submitted_at:%Y%m%d%H%M%S}"
        telling.tell_department(need, lambda: emails.sent_back(need), key=key, owner=need.submitted_by)


@transaction.atomic
def renew(*, need_id: int, expires_on: date, by) -> None:
    """Show it until a later day, also when it is expired already. Raises Refused."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    if expires_on <= max(timezone.localdate(), need.expires_on):
        raise Refused(_("Choose a day after the one until which it is shown now."), field="expires_on")
    if expires_on > timezone.localdate() + LONGEST:
        raise Refused(_("Choose a day within a year."), field="expires_on")
    with pghistory.context(user=by.pk):
        rows = Need.objects.filter(pk=need_id, state__in=[State.PUBLISHED, State.EXPIRED])
        if not rows.update(state=State.PUBLISHED, expires_on=expires_on):
            raise WrongState


@transaction.atomic
def close(*, need_id: int, reason: str, by) -> None:
    """Take no more answers; cases go on. Raises Refused."""
    with pghistory.context(user=by.pk):
        rows = Need.objects.filter(pk=need_id, state__in=[State.PUBLISHED, State.EXPIRED])
        if not rows.update(state=State.CLOSED, closed_at=timezone.now(), closed_reason=reason):
            raise WrongState


def expire_those_over() -> int:
    """Alumni see nothing any more whose day is over; return how many these were."""
    over = Need.objects.filter(state=State.PUBLISHED, expires_on__lt=timezone.localdate())
    return over.update(state=State.EXPIRED)


def give_notice() -> int:
    """Tell the departments what is over soon, once for each day of its end; return how many."""
    rows = Need.objects.expiring().select_related("department__contact", "submitted_by", "created_by")
    return sum(_notice(need) for need in rows.order_by("pk"))


@transaction.atomic
def _notice(need: Need) -> bool:
    key = f"need-expiring:{need.pk}:{need.expires_on}"
    return telling.tell_department(need, lambda: emails.expiring(need), key=key)


def _insist_day(need_id: int) -> Need:
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    if need.expires_on < timezone.localdate():
        raise Refused(_("The day until which it is shown is over: change it first."))
    return need


def _move(need_id: int, begin: str, by, **changes: Any) -> None:
    with pghistory.context(user=by.pk):
        if not Need.objects.filter(pk=need_id, state=begin).update(**changes):
            raise WrongState


def _tell_who_submitted(need_id: int, letter, what: str) -> None:
    need = Need.objects.select_related("submitted_by", "department").get(pk=need_id)
    key = f"need-{what}:{need.pk}:{need.published_at:%Y%m%d%H%M%S}"
    telling.tell_department(need, lambda: letter(need), key=key, owner=need.submitted_by)
