"""When the closings were last looked at, and what was found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerCheck(models.Model):
    """`wrong` are [day, what] as services.closing.verify() says it; empty: every closing fits its rows."""

    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    days = models.PositiveIntegerField(_("days"))
    wrong = models.JSONField(default=list)
    # The end of the chain as it was seen: a closing that was there is not forgotten.
    last_day = models.DateField(null=True)
    last_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("check of the closings")
        verbose_name_plural = _("checks of the closings")

    def __str__(self):
        return f"{self.checked_at:%Y-%m-%d %H:%M}"
