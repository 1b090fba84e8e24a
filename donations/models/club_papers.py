"""Applications to the club that came on paper, and what was put right of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .club import ClubMembership


class ClubPaper(models.Model):
    """The application on paper that the desk entered: its scan, and what was looked at before. It changes with a
    ClubCorrection only (sql/club_papers.sql)."""

    membership = models.OneToOneField(
        ClubMembership, models.CASCADE, related_name="paper", verbose_name=_("membership")
    )
    file = models.FileField(_("scanned application"), upload_to="donations/club/")
    # As they stood on the day of entry: the words of a tier change.
    conditions = models.TextField(_("conditions"), max_length=2000)
    met = models.TextField(_("how the conditions are met"), max_length=2000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    added_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("application on paper")
        verbose_name_plural = _("applications on paper")
        constraints = [
            models.CheckConstraint(condition=~Q(file="") & ~Q(met=""), name="club_paper_has_scan_and_check"),
        ]

    def __str__(self):
        return str(self.membership)


class ClubCorrection(models.Model):
    """What was put right of an application on paper: each field as it was and as it is. Never edited. Once somebody
    voted or it is decided, it says why."""

    membership = models.ForeignKey(
        ClubMembership, models.CASCADE, related_name="corrections", verbose_name=_("membership")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # [[name of the field, as it was, as it is], ...], as text.
    changes = models.JSONField(_("what changed"))
    # The scan that another one took the place of, where the council had it before it decided.
    earlier_file = models.FileField(_("earlier scan"), upload_to="donations/club/", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    # The beginning of the transaction, as the database writes it: what was decided changes in that one alone.
    made_at = models.DateTimeField(_("corrected at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of an application on paper")
        verbose_name_plural = _("corrections of applications on paper")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.membership}: {self.reason}"
