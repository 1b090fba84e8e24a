"""Donors and organisations that were found to be one, and those that were found not to be."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .donors import Donor, Organisation


class Merge(models.Model):
    """One merging and, where it was taken back, by whom. `kept` and `dropped` are the child's: two of one kind."""

    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.dropped_id} → {self.kept_id}"  # type: ignore[attr-defined]


class Apart(models.Model):
    """Somebody looked at these two, `low` and `high` of the child, and said that they are not the same."""

    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.low_id} ≠ {self.high_id}"  # type: ignore[attr-defined]


def merged_once(noun: str) -> list[models.BaseConstraint]:
    """Two rows are merged, the dropped one into one at a time, and who takes it back says when."""
    return [
        models.CheckConstraint(condition=~Q(kept=F("dropped")), name=f"{noun}_merge_of_two"),
        models.UniqueConstraint(
            fields=["dropped"], condition=Q(undone_at__isnull=True), name=f"{noun}_merged_into_one"
        ),
        models.CheckConstraint(
            condition=Q(undone_at__isnull=True, undone_by__isnull=True)
            | Q(undone_at__isnull=False, undone_by__isnull=False),
            name=f"{noun}_merge_undone_by_and_when",
        ),
    ]


def apart_once(nouns: str) -> list[models.BaseConstraint]:
    """Of two rows it is said once, the lower key first."""
    return [
        models.UniqueConstraint(fields=["low", "high"], name=f"{nouns}_apart_once"),
        models.CheckConstraint(condition=Q(low__lt=F("high")), name=f"{nouns}_apart_in_order"),
    ]


class DonorMerge(Merge):
    """`dropped` points to `kept` from then on, and so do those that pointed to `dropped` before (`followers`)."""

    kept = models.ForeignKey(Donor, models.PROTECT, related_name="+", verbose_name=_("kept"))
    dropped = models.ForeignKey(Donor, models.PROTECT, related_name="+", verbose_name=_("merged"))
    followers = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("merging of donors")
        verbose_name_plural = _("mergings of donors")
        constraints = merged_once("donor")


class DonorsApart(Apart):
    low = models.ForeignKey(Donor, models.PROTECT, related_name="+")
    high = models.ForeignKey(Donor, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("donors that are not the same")
        verbose_name_plural = _("donors that are not the same")
        constraints = apart_once("donors")


class OrganisationMerge(Merge):
    """`taken`: {field of the kept one: [before, after]}; `moved`: {model: keys of the rows that named the merged one};
    `left`: how many of those were changed since and stayed when it was taken back."""

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("kept"))
    dropped = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("merged"))
    taken = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    donor_merge = models.OneToOneField(DonorMerge, models.PROTECT, null=True, related_name="organisation_merge")
    left = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("merging of organisations")
        verbose_name_plural = _("mergings of organisations")
        constraints = merged_once("organisation")


class OrganisationsApart(Apart):
    low = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    high = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("organisations that are not the same")
        verbose_name_plural = _("organisations that are not the same")
        constraints = apart_once("organisations")
