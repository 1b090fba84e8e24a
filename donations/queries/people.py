"""What giving has to do with one person, at the desk."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.money.amounts import said
from donations.models import Donor, Gift

from .gifts import known_to

MOST = 100


def donor_of(person: Alumnus) -> Donor | None:
    return Donor.objects.heads().filter(alumnus=person).first()


def gifts_of(user, person: Alumnus) -> QuerySet[Gift]:
    """Those posted of which `user` may know, the latest first."""
    theirs = Q(donor__alumnus=person) | Q(donor__merged_into__alumnus=person)
    rows = known_to(user).posted().filter(theirs).prefetch_related("allocations__fund")
    return rows.order_by("-received_on", "-pk")[:MOST]


def happened(user, person: Alumnus) -> Iterator[Happened]:
    sees_amounts = user.may(Permission.GIFT_VIEW)
    for gift in gifts_of(user, person):
        funds = "、".join(str(part.fund) for part in gift.allocations.all())
        title = _("Gave to %(fund)s") if gift.entry == Gift.Entry.GIFT else _("A gift to %(fund)s went back")
        at = timezone.make_aware(datetime.combine(gift.received_on, time()))
        amount = said(gift.amount, gift.currency) if sees_amounts else ""
        yield Happened(at, title % {"fund": funds}, amount, is_day=True)
