from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {
    "events.speaker": _("About what you speak about at an event"),
}


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from alumni import hooks, privacy
        from alumni.queries.mine import PURPOSES
        from alumni_office.ui import find, menu, public
        from alumni_office.ui import today as first_page

        from . import public as on_the_site
        from . import today
        from .finders import FINDERS
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import TABLES
        from .services import demo, registrations_record

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        find.finders.extend(FINDERS)
        first_page.waiting += today.WAITING
        public.add(*SITE_ENTRIES)
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)
        public.blocks.append(on_the_site.HOME_BLOCK)
        privacy.declare(*TABLES)
        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.owners["events.registrations"] = registrations_record.OWNER
        hooks.demonstrations.append(demo.load)
