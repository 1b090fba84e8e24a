from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {"events.reunion": _("About a reunion of your class")}


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
        from alumni_office.ui import today as first_page

        from . import tasks, today
        from .menu import ENTRIES, SECTION
        from .privacy import TABLES
        from .services import registrations_record, reunions_record
        from .services.demo import reunions as demo

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        first_page.waiting += today.WAITING

        # Nobody answers, books or invites in another's name.
        accounts.closed_while_looking |= {
            "events:reunion-answer",
            "events:reunion-book",
            "events:reunion-cancel",
            "events:reunion-change",
            "events:reunion-invite",
            "events:reunion-mark",
        }

        privacy.declare(*TABLES)
        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.owners["events.registrations"] = registrations_record.OWNER
        hooks.owners["events.reunions"] = reunions_record.OWNER
        hooks.unlinked.append(reunions_record.unlink)
        reunions = hooks.OwnPage(_("Class reunions"), "events:reunions", 45)
        hooks.own_pages.append(reunions)
        hooks.class_pages.append(reunions)
        hooks.demonstrations.append(demo.fill)

        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
