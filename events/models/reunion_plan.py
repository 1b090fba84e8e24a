"""The plan of a class reunion: what is done when, counted from its day."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    LIAISON = "liaison", _("Find who speaks for the class")
    INVITE = "invite", _("Invite the classmates")
    HALL = "hall", _("Settle hall and teacher")
    PROGRAMME = "programme", _("Settle the programme")
    REMIND = "remind", _("Remind the silent")
    NUMBER = "number", _("Tell the final number")
    PHOTOS = "photos", _("Gather the photographs")


# Days from the day of the reunion, in their order.
PLAN = {
    Step.LIAISON: -180,
    Step.INVITE: -150,
    Step.HALL: -90,
    Step.PROGRAMME: -60,
    Step.REMIND: -30,
    Step.NUMBER: -7,
    Step.PHOTOS: 14,
}


def due_on(step: str, day: date) -> date:
    return day + timedelta(days=PLAN[Step(step)])


class ReunionTask(models.Model):
    """One step of the plan of a reunion; its day is counted from the day of the reunion."""

    reunion = models.ForeignKey("events.ClassReunion", models.PROTECT, related_name="tasks", verbose_name=_("reunion"))
    step = models.CharField(_("step"), max_length=9, choices=Step)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )

    class Meta:
        verbose_name = _("step of a reunion")
        verbose_name_plural = _("steps of reunions")
        constraints = [models.UniqueConstraint(fields=["reunion", "step"], name="reunion_step_once")]

    def __str__(self):
        return str(self.get_step_display())

    @property
    def due_on(self) -> date:
        return due_on(self.step, self.reunion.day)
