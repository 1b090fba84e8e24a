"""When a mailing ends, and when it waits for a person: each time with a reason."""

from django.db.models import F, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from publications.models import Delivery, DeliveryTally, Mailing

from .preparing import is_over

State = Mailing.State
ENOUGH = 100  # answers before a share of them says anything
OLD = gettext_noop("The database was restored or copied since: somebody must say that it goes on.")
ERRORS = gettext_noop("Too many were refused.")
OVERDUE = gettext_noop("The moment to send passed by more than two hours: somebody must say that it goes on.")


def hold(*, mailing_id: int, reason: str) -> bool:
    """Make a mailing wait for a person; nothing more of it is begun once this is committed."""
    at_work = Mailing.objects.filter(pk=mailing_id, state__in=[State.SENDING, State.PREPARING, State.SCHEDULED])
    return bool(at_work.update(state=State.HELD, reason=reason[:300]))


def hold_if_old(*, mailing_id: int, epoch: int) -> bool:
    """Hold a mailing that was sent off in an earlier life of this database."""
    old = Mailing.objects.filter(pk=mailing_id).exclude(epoch=epoch).exists()
    return old and (hold(mailing_id=mailing_id, reason=OLD) or True)


def hold_for_errors(*, mailing_id: int) -> bool:
    """Hold a mailing of whose answers too many were refusals. Costs as much for ten as for a million."""
    counts = figures(mailing_id)
    answered = counts.get("sent", 0) + counts.get("failed", 0)
    share = Mailing.objects.filter(pk=mailing_id).values_list("stop_share", flat=True).first()
    if answered < ENOUGH or share is None or counts.get("failed", 0) * 100 < share * answered:
        return False
    return hold(mailing_id=mailing_id, reason=ERRORS)


def finish(*, mailing_id: int) -> bool:
    """End a mailing of which nothing is left to do; return whether this call did."""
    if not is_over(mailing_id):
        return False
    sending = Mailing.objects.filter(pk=mailing_id, state=State.SENDING)
    return bool(sending.update(state=State.DONE, ended_at=Now(), reason="", version=F("version") + 1))


def figures(mailing_id: int) -> dict[str, int]:
    """How many deliveries ended in each state: a few rows are added up, whatever the number of recipients."""
    rows = DeliveryTally.objects.filter(mailing=mailing_id).values_list("state").annotate(Sum("number"))
    return {state: number for state, number in rows if state in Delivery.State.values and number}
