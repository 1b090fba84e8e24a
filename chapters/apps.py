from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Chapters")

    def ready(self):
        from alumni import hooks as alumni
        from alumni_office.ui import find, menu, public

        from . import public as on_the_site
        from .finders import FINDERS
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .services import demo

        menu.add_section("chapters", SECTION, order=20)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)
        public.blocks.append(public.HomeBlock("chapters/home_block.html", on_the_site.home, order=30))
        find.finders.extend(FINDERS)
        alumni.demonstrations.append(demo.load)
