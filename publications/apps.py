from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications and mail")

    def ready(self):
        from alumni import hooks, privacy
        from alumni_office.ui import menu, public

        from . import webhooks
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import TABLES
        from .services.owning import OWNER

        menu.add_section("publications", SECTION, order=50)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        privacy.declare(*TABLES)
        hooks.owners["publications.mailings"] = OWNER
        webhooks.listen()
