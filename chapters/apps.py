from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Chapters")

    def ready(self):
        from alumni_office.accounts import hooks as accounts
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page

        from . import today
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .queries.terms import has_led

        menu.add_section("chapters", SECTION, order=20)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        accounts.known_of_users["has_led_a_chapter"] = lambda: has_led("pk")
        accounts.closed_while_looking |= {"chapters:council-audit-file", "chapters:council-minutes-file"}
        first_page.waiting += today.WAITING
