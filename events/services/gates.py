"""Lists at the gate, and who may stand there."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.accounts.models import User
from alumni_office.saving.refusals import Refused
from events.models import CheckList, Event, GatePass, Session


@transaction.atomic
def add_list(*, event: Event, name: str, key: UUID, by, name_en: str = "", session: Session | None = None) -> CheckList:
    """A further list; the same key is the same list. Raises Refused."""
    Event.objects.select_for_update().get(pk=event.pk)
    if known := CheckList.objects.filter(key=key, event=event).first():
        return known
    if event.check_lists.filter(name=name).exists():
        raise Refused(_("There is a list of this name already."), field="name")
    if session is not None and session.event_id != event.pk:
        raise Refused(_("This part is of another event."), field="session")
    place = 10 * (event.check_lists.count() + 1)
    return CheckList.objects.create(
        event=event, session=session, name=name, name_en=name_en, order=place, key=key, created_by=by
    )


def close_list(*, check_list: CheckList, is_closed: bool) -> None:
    """Nobody more is checked in; entries that devices still hold are kept to be looked at."""
    rows = CheckList.objects.filter(pk=check_list.pk, closed_at__isnull=is_closed)
    rows.update(closed_at=timezone.now() if is_closed else None)


@transaction.atomic
def give_pass(*, event: Event, email: str, day: date, by) -> GatePass:
    """Let an account stand at the desk of this event on this day. Raises Refused."""
    first, last = days(event)
    if not first <= day <= last or day < event.today():
        raise Refused(_("The pass is for a day of the event that is not over."), field="day")
    user = User.objects.select_for_update(of=("self",)).filter(Q(email__iexact=email), is_active=True).first()
    if user is None:
        raise Refused(_("No account has this address: the volunteer signs up first."), field="email")
    found, _is_new = GatePass.objects.get_or_create(
        user=user, event=event, day=day, ended_at=None, defaults={"given_by": by}
    )
    return found


def end_pass(*, gate_pass: GatePass) -> None:
    GatePass.objects.filter(pk=gate_pass.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def days(event: Event) -> tuple[date, date]:
    """From the day before, for the rehearsal, to the last; by the event's clock."""
    start, end = (timezone.localdate(each, event.zone) for each in (event.starts_at, event.ends_at))
    return start - timedelta(days=1), end
