"""That somebody who gave was erased, and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .donors import Donor


class DonorErasure(models.Model):
    """That the person whom a donor was is erased, or the contact of a body that gives: of merged donors each has one.
    Holds nothing from which anybody could be read. Why it was done stands in the access log."""

    class What(models.TextChoices):
        PERSON = "person", pgettext_lazy("erasure", "The person")
        CONTACT = "contact", pgettext_lazy("erasure", "The contact of a body")

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="erasures", verbose_name=_("donor"))
    what = models.CharField(_("what was erased"), max_length=7, choices=What)
    # Of its line in the list outside the database; that of a person is the donor's own, so that a restore knows it.
    key = models.UUIDField(unique=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("erasure of a donor")
        verbose_name_plural = _("erasures of donors")
        constraints = [
            models.UniqueConstraint(fields=["donor"], condition=Q(what="person"), name="donor_erased_once"),
        ]

    def __str__(self):
        return f"{self.donor_id} · {self.get_what_display()}"
