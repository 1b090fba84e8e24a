from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .rights import revoke_changes


class HistoryConfig(AppConfig):
    name = "alumni_office.history"
    label = "history"
    verbose_name = _("History")

    def ready(self):
        post_migrate.connect(revoke_changes, sender=self)
