from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    name = "alumni"
    verbose_name = _("Alumni")

    def ready(self):
        from alumni_office.jobs import services as jobs

        from . import tasks

        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
