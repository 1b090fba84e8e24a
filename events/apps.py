from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {"events.registration": _("About an event that you are registered for")}


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni import hooks, privacy
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission
        from alumni_office.ui import menu

        from .menu import ENTRIES, SECTION
        from .privacy import TABLES
        from .queries import criteria, people
        from .services import registrations_record

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        privacy.declare(*TABLES)
        hooks.owners["events.registrations"] = registrations_record.OWNER

        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.own_pages.append(hooks.OwnPage(_("My events"), "events:mine", 30))
        hooks.panels.append(hooks.Panel(_("Events"), "admin:events_registration_person", Permission.EVENT_VIEW, 30))
        hooks.activities.append(hooks.Activity(Permission.EVENT_VIEW, people.happened))
        hooks.add_criteria(*criteria.CRITERIA)
        # Nobody registers, or signs for a class, in another's name.
        accounts.closed_while_looking |= {"events:register", "events:register-class", "events:invite"}
