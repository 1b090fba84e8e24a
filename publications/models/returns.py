"""What comes back: bounces, complaints, and the addresses that nothing is sent to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import Consent

from .deliveries import Delivery


class SuppressionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_at__isnull=True)


class Suppression(models.Model):
    """An address that nothing is sent to, since when and why. Lifted by a person, never deleted by one.

    `unsubscribed` holds for one purpose and everyone at the address, but for a person who agreed after it.
    """

    class Kind(models.TextChoices):
        HARD = "hard", _("No such mailbox")
        REFUSED = "refused", _("Came back again and again")
        COMPLAINT = "complaint", _("Reported as spam")
        UNSUBSCRIBED = "unsubscribed", pgettext_lazy("address", "Wants no more")
        HOLD = "hold", _("Held by the office")

    address = models.CharField(_("address"), max_length=254, db_collation="C")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Consent.Purpose, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateTimeField(_("since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind", "purpose"], condition=Q(lifted_at__isnull=True), name="suppression_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="unsubscribed", purpose__gt="") | (~Q(kind="unsubscribed") & Q(purpose="")),
                name="suppression_purpose_of_unsubscribing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="suppression_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class Bounce(models.Model):
    """A mail that came back for a delivery, or a provider's word about one; the text as it came is kept.

    `counted_on` is set on one bounce of an address a day: what is counted towards a hold.
    """

    class Kind(models.TextChoices):
        HARD = "hard", _("No such mailbox")
        SOFT = "soft", _("For a while")
        FULL = "full", _("Mailbox full")
        BLOCKED = "blocked", _("Refused for what we send or who we are")
        AWAY = "away", _("Automatic answer")
        COMPLAINT = "complaint", _("Reported as spam")
        REPLY = "reply", _("Written by a person")
        UNKNOWN = "unknown", pgettext_lazy("bounce", "Unknown")

    # That the letter did not arrive, as far as its way back says.
    CAME_BACK = [Kind.HARD, Kind.SOFT, Kind.FULL, Kind.BLOCKED]

    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="bounces", verbose_name=_("delivery")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    source = models.CharField(_("source"), max_length=20)  # mailbox, server, webhook
    diagnosis = models.CharField(_("what the server said"), max_length=300, blank=True)
    raw = models.BinaryField(_("text as it came"), blank=True)
    digest = models.CharField(max_length=64, unique=True)  # of what came: the same is not taken twice
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)
    address = models.CharField(max_length=254, blank=True, db_collation="C")  # that is counted against
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )

    class Meta:
        verbose_name = _("returned mail")
        verbose_name_plural = _("returned mails")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "counted_on"],
                condition=Q(counted_on__isnull=False),
                name="bounce_counted_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(counted_on__isnull=True) | Q(delivery__isnull=False, kind__in=["hard", "soft", "full"]),
                name="bounce_counted_for_a_delivery",
            ),
        ]
        indexes = [models.Index(fields=["-received_at", "-id"], name="bounce_newest")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class MailboxPosition(models.Model):
    """How far a mailbox of returned mails was read; what is not ours stays in it as it was."""

    mailbox = models.CharField(max_length=200, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("place in a mailbox")
        verbose_name_plural = _("places in mailboxes")

    def __str__(self):
        return self.mailbox
