from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission

from .people import Alumnus


class DuplicateCheck(models.Model):
    """People who changed since duplicates were last looked for, at most 500 to a row. Filled by
    the database (alumni/sql/duplicates.sql): rows are only added there, so that no two
    transactions ever wait for each other."""

    people = ArrayField(models.BigIntegerField())
    attempts = models.PositiveSmallIntegerField(db_default=0)
    queued_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("duplicate check")
        verbose_name_plural = _("duplicate checks")

    def __str__(self):
        return f"{self.pk}: {len(self.people)}"


class DuplicateCandidateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The pairs of which `user` may merge both people."""
        mine = Alumnus.objects.visible_to(user, Permission.ALUMNI_MERGE)
        return self.filter(Exists(mine.filter(pk=OuterRef("low_id"))), Exists(mine.filter(pk=OuterRef("high_id"))))

    def open(self):
        return self.filter(state=DuplicateCandidate.State.OPEN)

    def best_first(self):
        return self.order_by("-score", "pk")


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
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DuplicateCandidateQuerySet.as_manager()

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


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who merge everywhere; else the merges whose kept record one may merge."""
        if user.is_authenticated and user.reach(Permission.ALUMNI_MERGE).everyone:
            return self
        mine = Alumnus.objects.visible_to(user, Permission.ALUMNI_MERGE)
        return self.filter(Exists(mine.filter(pk=OuterRef("kept_id"))))

    def standing(self):
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """One merge, with everything that it moved, so that it can be undone at any time."""

    kept = models.ForeignKey(Alumnus, models.PROTECT, related_name="merges_kept", verbose_name=_("kept"))
    dropped = models.ForeignKey(Alumnus, models.PROTECT, related_name="merges_dropped", verbose_name=_("dropped"))
    journal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="merge_two_people"),
            models.UniqueConstraint(fields=["dropped"], condition=Q(undone_at__isnull=True), name="merge_dropped_once"),
        ]

    def __str__(self):
        return f"{self.dropped} → {self.kept}"
