"""Thanks at the desk: which are due, and how their donors can be reached."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from alumni.models import Alumnus, ContactPoint
from donations.models import Thanks, ThanksTemplate

USABLE = [ContactPoint.State.VERIFIED, ContactPoint.State.UNVERIFIED]


def _may_be_written_to() -> Q:
    return Q(donor__alumnus__isnull=True) | Q(donor__alumnus__in=Alumnus.objects.approachable())


def _has_mail() -> Combinable | Q:
    points = ContactPoint.objects.filter(
        alumnus=OuterRef("donor__alumnus"), kind=ContactPoint.Kind.EMAIL, state__in=USABLE
    )
    return ~Q(donor__email="") | Q(donor__alumnus__user__is_active=True) | Q(Exists(points))


def reached_by(rows: QuerySet[Thanks], way: str) -> QuerySet[Thanks]:
    """As reaching.address_of says, for all at once: "mail", else "post" where there is a postal address, else
    "none"."""
    by_mail = _has_mail() & _may_be_written_to()
    if way == "mail":
        return rows.filter(by_mail)
    rest = rows.filter(~by_mail)
    by_post = ~Q(donor__address="") & _may_be_written_to()
    return rest.filter(by_post) if way == "post" else rest.exclude(by_post)


def found(user, *, q: str = "", state: str = "", reached: str = "", credit: str = "") -> QuerySet[Thanks]:
    rows = Thanks.objects.visible_to(user).select_related("donor__alumnus__user", "gift", "credit", "template")
    if q:
        rows = rows.filter(donor__name__contains=q)
    if state:
        rows = rows.filter(state=state)
    if credit:
        rows = rows.filter(credit__isnull=credit == "0")
    return reached_by(rows, reached) if reached else rows


def due(user) -> QuerySet[Thanks]:
    return Thanks.objects.visible_to(user).due()


def templates() -> QuerySet[ThanksTemplate]:
    return ThanksTemplate.objects.order_by(F("retired_at").asc(nulls_first=True), "name")
