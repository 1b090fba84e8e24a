from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Chapters")

    def ready(self):
        from alumni_office.ui import menu, public

        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .queries.congress import published

        menu.add_section("chapters", SECTION, order=20)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        public.pages.append(published.paths)
