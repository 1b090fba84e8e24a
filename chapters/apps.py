from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Chapters")

    def ready(self):
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page

        from . import tasks, today
        from .menu import ENTRIES, SECTION, SITE_ENTRIES

        menu.add_section("chapters", SECTION, order=20)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        first_page.waiting += today.WAITING
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
        kinds.COUNT_LABELS |= tasks.COUNT_LABELS
