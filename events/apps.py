from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {"events.consultation": _("A question of the office’s to you")}


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni import hooks, privacy
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu

        from . import tasks
        from .menu import ENTRIES, SECTION
        from .privacy import TABLES
        from .services import consultations_record, registrations_record
        from .services.demo import consultations as demo

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        privacy.declare(*TABLES)
        PURPOSES.update(PURPOSES_OF_MAILS)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
        kinds.COUNT_LABELS.setdefault("sent", _("Mails"))
        hooks.owners["events.registrations"] = registrations_record.OWNER
        hooks.owners["events.consultations"] = consultations_record.OWNER
        hooks.own_pages.append(hooks.OwnPage(_("Questions to me"), "events:my-questions", 15))
        accounts.closed_while_looking |= {"events:my-questions", "events:my-question"}  # nobody answers for another
        hooks.demonstrations.append(demo.load)
