"""How often the links of a mailing were opened: a sum for each link, and nobody's name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .mailings import Mailing


class MailingLink(models.Model):
    """A link of a mailing that says that it counts. Its address leads here by a signed number, and to nowhere else."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="links", verbose_name=_("mailing"))
    url = models.CharField(_("address"), max_length=2000)
    clicks = models.PositiveIntegerField(_("opened"), default=0)

    class Meta:
        verbose_name = _("link of a mailing")
        verbose_name_plural = _("links of mailings")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "url"], name="mailing_link_once"),
            models.CheckConstraint(condition=models.Q(url__regex=r"^https?://"), name="mailing_link_of_the_web"),
        ]

    def __str__(self):
        return self.url
