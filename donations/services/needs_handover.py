"""Cases that a colleague follows, when the colleague leaves."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.accounts.hooks import CannotTake, Handover
from donations.models import NeedCase


def take(rows: QuerySet, taker) -> int:
    count = rows.count()
    if NeedCase.objects.visible_to(taker).filter(pk__in=rows.values("pk")).count() < count:
        raise CannotTake(_("%(name)s does not see the needs of this department.") % {"name": taker})
    return rows.update(owner=taker)


HANDOVER = Handover(
    "donations.cases", gettext_lazy("Answers to needs"), lambda: NeedCase.objects.live(), "owner", take
)  # fmt: skip
