from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni_office.ui import menu

        from .menu import SECTION

        menu.add_section("events", SECTION, order=30)
