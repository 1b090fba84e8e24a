"""Donors and organisations that were found to be one, and those that were found not to be."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .donors import Donor, Organisation


class DonorMerge(models.Model):
    """One merging and, where it was taken back, by whom: `dropped` points to `kept` from then on, and so do those that
    pointed to `dropped` before (`followers`)."""

    kept = models.ForeignKey(Donor, models.PROTECT, related_name="+", verbose_name=_("kept"))
    dropped = models.ForeignKey(Donor, models.PROTECT, related_name="+", verbose_name=_("merged"))
    followers = ArrayField(models.BigIntegerField(), default=list)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("merging of donors")
        verbose_name_plural = _("mergings of donors")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="donor_merge_of_two"),
            models.UniqueConstraint(
                fields=["dropped"], condition=Q(undone_at__isnull=True), name="donor_merged_into_one"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="donor_merge_undone_by_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.dropped_id} → {self.kept_id}"


class DonorsApart(models.Model):
    """Somebody looked at these two and said that they are not the same."""

    low = models.ForeignKey(Donor, models.PROTECT, related_name="+")
    high = models.ForeignKey(Donor, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        verbose_name = _("donors that are not the same")
        verbose_name_plural = _("donors that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="donors_apart_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="donors_apart_in_order"),
        ]

    def __str__(self):
        return f"{self.low_id} ≠ {self.high_id}"


class OrganisationMerge(models.Model):
    """One merging of two organisations, and where it was taken back, by whom.

    `taken`: {field of the kept one: [before, after]}; `moved`: {model: keys of the rows that named the merged one};
    `left`: how many of those were changed since and stayed when it was taken back.
    """

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("kept"))
    dropped = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("merged"))
    taken = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    donor_merge = models.OneToOneField(DonorMerge, models.PROTECT, null=True, related_name="organisation_merge")
    left = models.PositiveIntegerField(default=0)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("merging of organisations")
        verbose_name_plural = _("mergings of organisations")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="organisation_merge_of_two"),
            models.UniqueConstraint(
                fields=["dropped"], condition=Q(undone_at__isnull=True), name="organisation_merged_into_one"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="organisation_merge_undone_by_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.dropped_id} → {self.kept_id}"


class OrganisationsApart(models.Model):
    """Somebody looked at these two and said that they are not the same."""

    low = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    high = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisations that are not the same")
        verbose_name_plural = _("organisations that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="organisations_apart_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="organisations_apart_in_order"),
        ]

    def __str__(self):
        return f"{self.low_id} ≠ {self.high_id}"
