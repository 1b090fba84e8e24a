"""What the office publishes regularly, and how it is divided."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def in_language(chinese: str, english: str) -> str:
    """The text in the reader's language, or the one that there is."""
    return (english or chinese) if get_language() == "en" else (chinese or english)


class PeriodicalQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("order", "pk")

    def with_published(self):
        """Those that visitors see something of."""
        return self.filter(issues__state="published").distinct()


@tracked
class Periodical(models.Model):
    """A newspaper's edition, a series of books, a newsletter."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("Newspaper, alumni edition")
        SERIES = "series", _("Book series")
        NEWSLETTER = "newsletter", _("E-newsletter")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    slug = models.CharField(
        _("address"), max_length=40, unique=True, help_text=_("Small letters and hyphens, such as alumni-news.")
    )
    about = models.TextField(_("what it is"), max_length=1000, blank=True)
    about_en = models.TextField(_("what it is, in English"), max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PeriodicalQuerySet.as_manager()

    class Meta:
        verbose_name = _("periodical")
        verbose_name_plural = _("periodicals")
        permissions = [("approve_issue", "Can approve and publish issues")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="periodical_has_a_name"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="periodical_slug"),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        return in_language(self.name, self.name_en)

    @property
    def shown_about(self) -> str:
        return in_language(self.about, self.about_en)

    @property
    def public_url(self) -> str:
        return reverse("publications:periodical", args=[self.slug])


class Section(models.Model):
    """A part of each issue of a periodical: people, the university, letters."""

    periodical = models.ForeignKey(Periodical, models.PROTECT, related_name="sections", verbose_name=_("periodical"))
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["periodical", "name"], name="section_once"),
            models.CheckConstraint(condition=~Q(name=""), name="section_has_a_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        return in_language(self.name, self.name_en)
