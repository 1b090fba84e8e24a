"""Addresses that nothing is sent to: put on the list by what came back or by the office, taken off it by a person."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publications.models import Suppression


class CannotLift(Exception):
    """This suppression is not the office's to lift; the message is a sentence."""


def suppress(*, address: str, kind: str, reason: str, purpose: str = "", by=None) -> Suppression:
    """Send nothing to an address any more; what is in force already stays as it is."""
    return Suppression.objects.get_or_create(
        address=address, kind=kind, purpose=purpose, lifted_at=None,
        defaults={"reason": reason, "since": timezone.now(), "by": by},
    )[0]  # fmt: skip


def hold_address(*, address: str, reason: str, by) -> Suppression:
    return suppress(address=address.strip().lower(), kind=Suppression.Kind.HOLD, reason=reason, by=by)


def lift(*, suppression_id: int, by) -> bool:
    """Write to an address again; bounces are counted anew. Whoever said "no more" is asked, not overruled."""
    with transaction.atomic():
        row = Suppression.objects.select_for_update().get(pk=suppression_id)
        if row.kind == Suppression.Kind.UNSUBSCRIBED:
            raise CannotLift(_("Only the person can agree again, on the page of preferences."))
        return bool(
            Suppression.objects.filter(pk=suppression_id, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
        )


def lift_unsubscribed(*, address: str, purpose: str) -> None:
    """The holder agreed again."""
    Suppression.objects.filter(
        address=address, kind=Suppression.Kind.UNSUBSCRIBED, purpose=purpose, lifted_at=None
    ).update(lifted_at=timezone.now())
