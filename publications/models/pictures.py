"""Pictures that stand in mailings: drawn anew, given out under a name from which nothing can be guessed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .mailings import Mailing


class MailingPicture(models.Model):
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="pictures")
    key = models.UUIDField(unique=True)  # its address; mails keep asking for it for years
    file = models.ImageField(_("picture"), upload_to="mailings/")
    kind = models.CharField(max_length=4)  # jpg, png
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("picture of a mailing")
        verbose_name_plural = _("pictures of mailings")
        constraints = [models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="mailing_picture_has_size")]

    def __str__(self):
        return str(self.key)

    @property
    def public_url(self) -> str:
        return settings.SITE_URL + reverse("publications:mailing-picture", args=[self.key])
