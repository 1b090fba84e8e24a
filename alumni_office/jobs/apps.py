from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "alumni_office.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self):
        from alumni_office.accounts import hooks

        from .handover import HANDOVER

        hooks.handovers.append(HANDOVER)
