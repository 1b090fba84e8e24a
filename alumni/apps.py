from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    name = "alumni"
    verbose_name = _("Alumni")

    def ready(self):
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu

        from . import tasks
        from .menu import ENTRIES

        menu.add(*ENTRIES)

        post_migrate.connect(_name_closed_terms, sender=self)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)


def _name_closed_terms(**kwargs):
    from .services import search_index

    search_index.name_closed_terms()
