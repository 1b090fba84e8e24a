"""What the office does again and again, and where."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown


class Kind(models.TextChoices):
    RETURN_DAY = "return_day", _("Return Day")
    REUNION = "reunion", _("Anniversary reunion")
    FORUM = "forum", _("Entrepreneurship forum")
    SYMPOSIUM = "symposium", _("Symposium")
    LECTURE = "lecture", _("Lecture by returning alumni")
    CHAPTER = "chapter", _("Chapter meeting")
    PROGRAMME = "programme", _("Student programme")
    OTHER = "other", pgettext_lazy("kind of event", "Other")


@tracked
class Series(models.Model):
    """Events that are compared with each other, such as Return Day over the years."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    about = models.TextField(_("what it is"), max_length=1000, blank=True)
    about_en = models.TextField(_("what it is, in English"), max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="series_has_a_name")]

    def __str__(self):
        return self.shown_name

    shown_name = Shown("name")
    shown_about = Shown("about")


@tracked
class Place(models.Model):
    """A hall, a room, a lawn: entered once, chosen often."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    address_en = models.CharField(_("English address"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(
        _("people it holds"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    step_free = models.BooleanField(_("reached without steps"), default=False)
    closed_at = models.DateTimeField(_("not offered any more since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("of events", "place")
        verbose_name_plural = pgettext_lazy("of events", "places")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gt=0), name="place_holds_people"),
        ]

    def __str__(self):
        return self.shown_name

    shown_name = Shown("name")
    shown_address = Shown("address")
