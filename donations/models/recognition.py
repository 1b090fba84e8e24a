"""Thanks that others see: a donor's word for the wall, and what was named after whom."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .donors import Donor
from .gifts import Agreement, Gift


class WallWord(models.Model):
    """A donor's word, whether and how the wall may name the donor: the latest counts. Rows are only added; an erasure
    alone takes them away."""

    class Source(models.TextChoices):
        OWN_PAGE = "own", _("On the own page")
        LINK = "link", _("By the link that was mailed")
        OFFICE = "office", _("Told the office")

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="wall_words", verbose_name=_("donor"))
    given = models.BooleanField(_("given"))
    shown_as = models.CharField(_("shown as"), max_length=120, blank=True)
    wording = models.TextField(_("words that were read"), max_length=1000)
    source = models.CharField(_("source"), max_length=6, choices=Source)
    note = models.CharField(_("how it was told"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("word for the donor wall")
        verbose_name_plural = _("words for the donor wall")
        constraints = [
            models.CheckConstraint(
                condition=Q(given=False, shown_as="") | (Q(given=True) & ~Q(shown_as="")), name="wall_word_shown_as"
            ),
            models.CheckConstraint(condition=~Q(source="office") | ~Q(note=""), name="wall_word_of_the_office_how"),
        ]
        indexes = [models.Index(fields=["donor", "-id"], name="wall_word_latest")]
        triggers = [pgtrigger.Protect(name="wall_word_unchanged", operation=pgtrigger.Update)]

    def __str__(self):
        return self.shown_as or "—"


@tracked
class NamingRight(models.Model):
    """What bears a name for a gift or by an agreement, and until when."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="naming_rights", verbose_name=_("donor"))
    name = models.CharField(_("name that it bears"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    place = models.CharField(_("what and where it is"), max_length=200)
    place_en = models.CharField(_("what and where it is, in English"), max_length=300, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)  # empty: without end
    gift = models.ForeignKey(
        Gift, models.PROTECT, null=True, blank=True, related_name="naming_rights", verbose_name=_("for the gift")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="naming_rights", verbose_name=_("by agreement")
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="naming_rights", verbose_name=_("steward")
    )
    # For which end the steward was reminded: another end is a reminder anew.
    reminded_for = models.DateField(_("reminded of the end on"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("naming right")
        verbose_name_plural = _("naming rights")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(place=""), name="naming_right_says_what"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="naming_right_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(gift__isnull=False) | Q(agreement__isnull=False), name="naming_right_for_something"
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="naming_right_end")]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    @property
    def shown_place(self) -> str:
        return in_readers_language(self.place, self.place_en)
