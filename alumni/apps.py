from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    name = "alumni"
    verbose_name = _("Alumni")

    def ready(self):
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import find, menu
        from alumni_office.ui import today as first_page

        from . import tasks, today
        from .finders import FINDERS
        from .menu import ENTRIES

        menu.add(*ENTRIES)
        find.finders.extend(FINDERS)
        first_page.waiting += today.WAITING
        first_page.blocks += today.BLOCKS
        first_page.feeds += today.FEEDS
        first_page.first_steps += today.FIRST_STEPS

        post_migrate.connect(_name_closed_terms, sender=self)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)


def _name_closed_terms(**kwargs):
    from .services import search_index

    search_index.name_closed_terms()
