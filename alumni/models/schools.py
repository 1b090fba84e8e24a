from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language


@tracked
class School(models.Model):
    """A school that gives, or gave, diplomas under its own name."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("The school that it became a part of"),
    )

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gt=F("founded_on")),
                name="school_closed_after_founded",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="school_not_its_own_successor"),
        ]

    def __str__(self):
        return self.name

    @property
    def public_url(self) -> str:
        return reverse("alumni:school", args=[self.pk])

    @property
    def shown_name(self) -> str:
        return in_readers_language(self.name, self.english_name)


@tracked
class College(models.Model):
    """A college or department of a school, as it was called for a time."""

    school = models.ForeignKey(School, models.PROTECT, related_name="colleges", verbose_name=_("school"))
    name = models.CharField(_("name"), max_length=60)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True, help_text=_("Names that rosters use for it"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("college")
        verbose_name_plural = _("colleges")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="college_unique_in_school"),
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gt=F("founded_on")),
                name="college_closed_after_founded",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def public_url(self) -> str:
        return reverse("alumni:college", args=[self.pk])

    @property
    def shown_name(self) -> str:
        return in_readers_language(self.name, self.english_name)


@tracked
class Succession(models.Model):
    """One college became, or went into, another: its graduates are found under both."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    predecessor = models.ForeignKey(College, models.PROTECT, related_name="successions", verbose_name=_("predecessor"))
    successor = models.ForeignKey(College, models.PROTECT, related_name="precessions", verbose_name=_("successor"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    happened_on = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_not_to_itself"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
