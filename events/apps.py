from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni import hooks, privacy
        from alumni_office.accounts.roles import Permission
        from alumni_office.ui import menu
        from alumni_office.ui import today as first_page

        from . import today
        from .menu import ENTRIES, SECTION
        from .privacy import TABLES
        from .queries import checkins
        from .services import registrations_record

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        first_page.waiting += today.WAITING
        privacy.declare(*TABLES)
        hooks.owners["events.registrations"] = registrations_record.OWNER
        hooks.add_criteria(*checkins.CRITERIA)
        hooks.activities.append(hooks.Activity(Permission.EVENT_VIEW, checkins.happened))
