"""What a person got by post, for the timeline of the person's page."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from publications.models import Parcel, ParcelReader


def happened(user, person) -> Iterator[Happened]:
    """What was sent, and what came back and why; the address stays with those who print labels."""
    states = [Parcel.State.SENT, Parcel.State.RETURNED]
    rows = ParcelReader.objects.filter(alumnus=person, parcel__state__in=states)
    for row in rows.select_related("parcel__distribution", "parcel__returned_by").order_by("pk"):
        parcel, title = row.parcel, {"title": row.parcel.distribution.title}
        assert parcel.sent_on is not None  # parcel_sent_when
        noon = timezone.make_aware(datetime.combine(parcel.sent_on, time(12)))
        with_it = _("Parcel %(code)s") % {"code": parcel.code}
        number = " ".join(filter(None, (parcel.carrier, parcel.tracking_no)))
        yield Happened(
            noon, _("Sent by post: %(title)s") % title, " · ".join(filter(None, (with_it, number))), is_day=True
        )
        if parcel.returned_at:
            yield Happened(
                parcel.returned_at, _("Came back by post: %(title)s") % title, str(parcel.get_reason_display()),
                str(parcel.returned_by or ""),
            )  # fmt: skip
