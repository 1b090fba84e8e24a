"""That the office let a term run longer than the council was elected for."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .council import Term


class TermExtension(models.Model):
    """One prolongation of a term. Rows are only added."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="extensions", verbose_name=_("term"))
    ended_on = models.DateField(_("ended on"))
    ends_on = models.DateField(_("ends on"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("extension of a term")
        verbose_name_plural = _("extensions of terms")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("ended_on")), name="termextension_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="termextension_with_reason"),
            # Of one end only one prolongation: a second submit finds the first.
            models.UniqueConstraint(fields=["term", "ended_on"], name="termextension_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="termextension_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.ended_on} → {self.ends_on}"
