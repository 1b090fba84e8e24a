"""What of this app the box in the header finds."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.find import Finder, Found

from .queries import desk


def events(user, text: str, limit: int) -> list[Found]:
    return [
        Found(
            event.shown_title, reverse("admin:events_event_change", args=[event.pk]),
            f"{date_format(timezone.localtime(event.starts_at, event.zone), 'SHORT_DATE_FORMAT')} · "
            f"{event.get_state_display()}",
        )
        for event in desk.found(user, text, limit)
    ]  # fmt: skip


FINDERS = [Finder(_("Events"), events, Permission.EVENT_VIEW, 18)]
