"""What the office calls those who gave much."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language


@tracked
class Tier(models.Model):
    """A donor is of the highest tier whose threshold the funds received from it reach (`queries/tiers.py`)."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    threshold = models.DecimalField(_("from so much on, in CNY"), max_digits=14, decimal_places=2, unique=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("recognition tier")
        verbose_name_plural = _("recognition tiers")
        ordering = ["-threshold"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="tier_has_a_name"),
            models.CheckConstraint(condition=Q(threshold__gt=0), name="tier_begins_above_nothing"),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)
