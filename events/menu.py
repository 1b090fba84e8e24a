"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Events")

ENTRIES: list[MenuEntry] = [
    MenuEntry(_("Events"), "admin:events_event_changelist", Permission.EVENT_VIEW, "events", 10, "today"),
    MenuEntry(
        _("Registrations to decide"),
        "admin:events_registration_changelist",
        Permission.EVENT_VIEW,
        "events",
        20,
        "check",
    ),
    MenuEntry(_("Check-in"), "admin:events_checkin_changelist", Permission.EVENT_VIEW, "events", 30, "check"),
    MenuEntry(
        _("Class reunions"), "admin:events_classreunion_changelist", Permission.EVENT_VIEW, "events", 40, "users"
    ),
    MenuEntry(_("Anniversary radar"), "admin:events_radar", Permission.EVENT_VIEW, "events", 50, "today"),
    MenuEntry(
        _("Student programmes"), "admin:events_programme_changelist", Permission.PROGRAMME_EDIT, "events", 52, "users"
    ),
    MenuEntry(_("Volunteers"), "admin:events_programme_volunteers", Permission.PROGRAMME_EDIT, "events", 54, "users"),
    MenuEntry(_("Series of events"), "admin:events_series_changelist", Permission.EVENT_VIEW, "events", 60, "list"),
    MenuEntry(_("Model cases"), "admin:events_modelcase_changelist", Permission.EVENT_VIEW, "events", 65, "list"),
    MenuEntry(
        pgettext_lazy("of events", "Places"), "admin:events_place_changelist", Permission.EVENT_VIEW, "events", 70,
        "list",
    ),
    MenuEntry(
        _("Consultations"), "admin:events_consultation_changelist", Permission.CONSULT_EDIT, "events", 80, "mail"
    ),
]  # fmt: skip


def is_volunteer(user) -> bool:
    """AppConfig.ready() has it asked with the user's own row."""
    return getattr(user, "is_volunteer", False)


def takes_leave(user) -> bool:
    """As `is_volunteer`."""
    return getattr(user, "takes_leave", False)


SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("Events"), "events:events", order=25),
    SiteEntry(_("My shifts"), "events:volunteer", order=26, for_members=True, shown_to=is_volunteer),
]
