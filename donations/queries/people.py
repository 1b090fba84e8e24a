"""What giving has to do with one person, at the desk."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.money.amounts import said
from donations.models import Donor, Gift, Receipt, Thanks

from .gifts import known_to

MOST, SHOWN = 100, 20


def donor_of(person: Alumnus) -> Donor | None:
    return Donor.objects.heads().filter(alumnus=person).first()


def gifts_of(user, person: Alumnus) -> QuerySet[Gift]:
    """Those posted of which `user` may know, the latest first."""
    rows = known_to(user).posted().filter(_theirs(person)).prefetch_related("allocations__fund")
    return rows.order_by("-received_on", "-pk")[:MOST]


def _theirs(person: Alumnus) -> Q:
    return Q(donor__alumnus=person) | Q(donor__merged_into__alumnus=person)


def receipts_of(user, person: Alumnus) -> QuerySet[Receipt]:
    """What was issued to them that `user` may see, the latest first."""
    rows = Receipt.objects.visible_to(user).filter(_theirs(person)).select_related("range", "reversal")
    return rows.order_by("-issued_on", "-pk")[:SHOWN]


def thanks_of(user, person: Alumnus) -> QuerySet[Thanks]:
    """Thanks to them, those that are due first."""
    rows = Thanks.objects.visible_to(user).filter(_theirs(person)).select_related("gift")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")[:SHOWN]


def happened(user, person: Alumnus) -> Iterator[Happened]:
    sees_amounts = user.may(Permission.GIFT_VIEW)
    for gift in gifts_of(user, person):
        funds = "、".join(str(part.fund) for part in gift.allocations.all())
        title = _("Gave to %(fund)s") if gift.entry == Gift.Entry.GIFT else _("A gift to %(fund)s went back")
        at = timezone.make_aware(datetime.combine(gift.received_on, time()))
        amount = said(gift.amount, gift.currency) if sees_amounts else ""
        yield Happened(at, title % {"fund": funds}, amount, is_day=True)
