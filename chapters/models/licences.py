"""The right to the university's name."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import days


@tracked
class NameLicence(models.Model):
    """The right to use the university's name and logo, for a time."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="name_licences", verbose_name=_("chapter"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    with_logo = models.BooleanField(_("logo as well"), default=True)
    document = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("right to the name")
        verbose_name_plural = _("rights to the name")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="namelicence_ends_after_start"),
            ExclusionConstraint(
                name="namelicence_one_at_a_time",
                expressions=[("chapter", RangeOperators.EQUAL), (days("from_on", "until_on"), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return f"{self.chapter}: {self.from_on} – {self.until_on}"
