from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Alumnus


class DuplicateCheck(models.Model):
    """A person who changed since duplicates were last looked for. Filled by the database."""

    person = models.OneToOneField(Alumnus, models.CASCADE, primary_key=True, related_name="+")
    queued_at = models.DateTimeField(auto_now_add=True)


class DuplicateCandidate(models.Model):
    """Two records that may be one person."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DIFFERENT = "different", _("Not the same person")
        MERGED = "merged", _("Merged")

    low = models.ForeignKey(Alumnus, models.CASCADE, related_name="+", verbose_name=_("first"))
    high = models.ForeignKey(Alumnus, models.CASCADE, related_name="+", verbose_name=_("second"))
    score = models.PositiveSmallIntegerField(_("score"), help_text=_("0 to 100"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="duplicatecandidate_ordered"),
            models.UniqueConstraint(fields=["low", "high"], name="duplicatecandidate_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="duplicatecandidate_score_to_100"),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=Q(state="open"), name="duplicatecandidate_open"),
        ]

    def __str__(self):
        return f"{self.low} / {self.high}: {self.score}"


class Merge(models.Model):
    """One merge, with everything that it moved, so that it can be undone at any time."""

    kept = models.ForeignKey(Alumnus, models.PROTECT, related_name="merges_kept", verbose_name=_("kept"))
    dropped = models.ForeignKey(Alumnus, models.PROTECT, related_name="merges_dropped", verbose_name=_("dropped"))
    journal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="merge_two_people"),
            models.UniqueConstraint(
                fields=["dropped"], condition=Q(undone_at__isnull=True), name="merge_dropped_once"
            ),
        ]

    def __str__(self):
        return f"{self.dropped} → {self.kept}"
