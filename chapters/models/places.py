"""What a chapter, or the wish for one, is for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models.places import ABROAD, Industry, Province


class Placed(models.Model):
    """What a chapter is for: a place, a trade, or a college."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", _("Regional chapter")
        OVERSEAS = "overseas", _("Overseas chapter")
        INDUSTRY = "industry", _("Industry chapter")
        COLLEGE = "college", _("College chapter")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    country = models.CharField(_("country or region"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    city = models.CharField(
        pgettext_lazy("chapter", "city"),
        max_length=60,
        blank=True,
        help_text=_("Empty for the whole province or country"),
    )
    industry = models.CharField(_("industry"), max_length=1, choices=Industry, blank=True)
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, verbose_name=_("college"))

    class Meta:
        abstract = True

    @property
    def is_abroad(self) -> bool:
        """Outside mainland China, where data go only with a consent of their own (Personal Information Protection
        Law, art. 38-39)."""
        return self.kind == self.Kind.OVERSEAS or self.province in ABROAD


def placed_constraints(name: str) -> list[models.CheckConstraint]:
    nowhere = Q(province="", country="", city="")
    return [
        models.CheckConstraint(
            condition=(Q(kind="regional", country="", industry="", college=None) & ~Q(province=""))
            | (
                Q(kind="overseas", province="", industry="", college=None, country__regex=r"^[A-Z]{2}$")
                & ~Q(country__in=["CN", "HK", "MO", "TW"])
            )
            | (Q(kind="industry", college=None) & nowhere & ~Q(industry=""))
            | (Q(kind="college", industry="", college__isnull=False) & nowhere),
            name=f"{name}_place_of_its_kind",
        )
    ]
