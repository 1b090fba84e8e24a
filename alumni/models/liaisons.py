"""Who speaks for a class: the office asks them about classmates whom it cannot reach."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .people import Alumnus, Degree


class LiaisonQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until_on__isnull=True)

    def visible_to(self, user):
        """Those whose record `user` may see."""
        return self.filter(alumnus__in=Alumnus.objects.visible_to(user))


@tracked
class Liaison(models.Model):
    """Somebody who agreed to be asked about the class of one of the own degrees."""

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="liaisons", verbose_name=_("alumnus"))
    degree = models.ForeignKey(Degree, models.PROTECT, related_name="liaisons", verbose_name=_("degree"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("class liaison")
        verbose_name_plural = _("class liaisons")
        constraints = [
            models.UniqueConstraint(fields=["degree"], condition=Q(until_on__isnull=True), name="liaison_once_a_class"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="liaison_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.alumnus}: {self.degree}"
