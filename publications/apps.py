from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications and mail")

    def ready(self):
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu, public

        from . import tasks
        from .menu import ENTRIES, SECTION, SITE_ENTRIES

        menu.add_section("publications", SECTION, order=50)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
