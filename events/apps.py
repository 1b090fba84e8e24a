from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni import hooks, privacy
        from alumni_office.ui import menu

        from .menu import SECTION
        from .privacy import TABLES
        from .services import registrations_record

        menu.add_section("events", SECTION, order=30)
        privacy.declare(*TABLES)
        hooks.owners["events.registrations"] = registrations_record.OWNER
