import logging
import os

from celery import Celery
from celery.contrib.django.task import DjangoTask
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alumni_office.settings")

logger = logging.getLogger(__name__)


class Task(DjangoTask):
    """A task whose bell may fail to ring: the row says what is due, and a sweep finds it."""

    abstract = True

    def apply_async(self, *args, **kwargs):
        try:
            return super().apply_async(*args, **kwargs)
        except OperationalError:
            logger.warning("The broker is away: %s waits for its sweep.", self.name)
            return None


app = Celery("alumni_office", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
