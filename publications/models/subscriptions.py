"""What a person wants to get: which periodical by which channel, and how often a letter at most."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import Alumnus, Source

from .periodicals import Periodical


class SubscriptionQuerySet(models.QuerySet):
    def running(self):
        """Those that something is sent for today."""
        return self.filter(ended_at__isnull=True).exclude(paused_until__gt=timezone.localdate())


class Subscription(models.Model):
    """One periodical by one channel; by both are two rows. One that is ended stays: it says that the person wants it
    no more, whatever other circle the person is in. `paused_until`: the first day on which it comes again."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        POST = "post", _("Post")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="subscriptions", verbose_name=_("alumnus"))
    periodical = models.ForeignKey(
        Periodical, models.PROTECT, related_name="subscriptions", verbose_name=_("periodical")
    )
    channel = models.CharField(_("channel"), max_length=5, choices=Channel)
    since = models.DateTimeField(_("since"), db_default=Now())
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.ALUMNUS)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["alumnus", "periodical", "channel"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(paused_until__isnull=True), name="subscription_ended_not_paused"
            ),
        ]
        indexes = [
            models.Index(
                fields=["periodical", "channel"], condition=Q(ended_at__isnull=True), name="subscription_running"
            ),
        ]

    def __str__(self):
        return f"{self.periodical}: {self.get_channel_display()}"

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.localdate()


class LetterLimit(models.Model):
    """A person's own word on how often letters to many may come; without a row, as often as there are."""

    class Days(models.IntegerChoices):
        WEEK = 7, pgettext_lazy("letters", "At most one a week")
        MONTH = 30, pgettext_lazy("letters", "At most one a month")

    alumnus = models.OneToOneField(Alumnus, models.PROTECT, related_name="letter_limit", verbose_name=_("alumnus"))
    days = models.PositiveSmallIntegerField(_("how often"), choices=Days)
    said_at = models.DateTimeField(_("said at"), db_default=Now())

    class Meta:
        verbose_name = _("limit of letters")
        verbose_name_plural = _("limits of letters")
        constraints = [models.CheckConstraint(condition=Q(days__in=[7, 30]), name="letter_limit_week_or_month")]

    def __str__(self):
        return self.get_days_display()
