"""What an event brought: what those who came say of it, and what came of it afterwards."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown

from .events import Event
from .registrations import Registration

FEEDBACK_OPEN = timedelta(days=30)  # from the moment in which everybody is asked (EventNotice.made_at)


class Feedback(models.Model):
    """What one registration says of the event, once. The desk reads it without the name, unless `is_named`."""

    class Again(models.TextChoices):
        YES = "yes", pgettext_lazy("would come again", "Yes")
        PERHAPS = "perhaps", pgettext_lazy("would come again", "Perhaps")
        NO = "no", pgettext_lazy("would come again", "No")

    registration = models.OneToOneField(
        Registration, models.PROTECT, related_name="feedback", verbose_name=_("registration")
    )
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction, from 1 to 5"))
    again = models.CharField(_("would come again"), max_length=7, choices=Again)
    good = models.TextField(_("what was good"), max_length=1000, blank=True)
    better = models.TextField(_("what to do better"), max_length=1000, blank=True)
    is_named = models.BooleanField(_("with the name"), default=False)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback on an event")
        verbose_name_plural = _("feedback on events")
        constraints = [
            models.CheckConstraint(condition=Q(satisfaction__range=(1, 5)), name="feedback_from_one_to_five"),
            models.CheckConstraint(condition=Q(again__in=["yes", "perhaps", "no"]), name="feedback_again_known"),
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.satisfaction}"


@tracked
class Outcome(models.Model):
    """Something that came of an event and that somebody knows of: entered by hand, with where it is known from."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        OFFER = "offer", pgettext_lazy("outcome", "Offer")
        GIFT = "gift", pgettext_lazy("outcome", "Gift")
        MENTION = "mention", pgettext_lazy("outcome", "Mention in the press")
        JOB = "job", pgettext_lazy("outcome", "Job or internship")
        OTHER = "other", pgettext_lazy("outcome", "Other")

    event = models.ForeignKey(Event, models.PROTECT, related_name="outcomes", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    happened_on = models.DateField(_("day"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("what came of it"), max_length=1000)
    source = models.CharField(_("known from"), max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outcome of an event")
        verbose_name_plural = _("outcomes of events")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outcome_says_what"),
            models.CheckConstraint(condition=~Q(source=""), name="outcome_has_a_source"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="outcome_amount_positive"),
        ]
        indexes = [models.Index(fields=["event", "happened_on"], name="outcome_of_event")]

    def __str__(self):
        return self.text


@tracked
class ModelCase(models.Model):
    """An event that others may learn from: how it was done, in rich text. Every host at the desk reads it."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="case", verbose_name=_("event"))
    text = models.TextField(_("how it was done"), max_length=20_000)
    text_en = models.TextField(_("how it was done, in English"), max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(_("marked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("model case")
        verbose_name_plural = _("model cases")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="modelcase_says_how")]

    def __str__(self):
        return self.event.shown_title

    shown_text = Shown("text")
