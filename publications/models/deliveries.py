"""One row for each recipient of a mailing, and how many there are in each state."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import Alumnus

from .mailings import Mailing, MailingVersion


class Delivery(models.Model):
    """One letter to one address. `queued` and `claimed`: nothing was said yet. `sending`: committed before the
    first byte of the text; what is left there by a dead worker is `in_doubt`, which a person decides.

    A mailing of a million has a million of these: narrow, with room in their pages for the next version of each, and
    with small indexes over what is still to be done. None of them names a column that a letter changes on its way from
    `claimed` to `sent`, which spares each letter twice the writing into all of them: `waits` and `is_problem` are what
    the indexes ask of the state, and what ended keeps its `token`, in the hands of its sender, until the batch is over.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("delivery", "Waits")
        CLAIMED = "claimed", pgettext_lazy("delivery", "Taken by a sender")
        SENDING = "sending", pgettext_lazy("delivery", "Being sent")
        SENT = "sent", pgettext_lazy("delivery", "Sent")
        FAILED = "failed", pgettext_lazy("delivery", "Refused")
        SUPPRESSED = "suppressed", pgettext_lazy("delivery", "Left out at the last moment")
        IN_DOUBT = "in_doubt", pgettext_lazy("delivery", "In doubt")
        CANCELLED = "cancelled", pgettext_lazy("delivery", "Not sent: the mailing was stopped")

    mailing = models.ForeignKey(
        Mailing, models.PROTECT, related_name="deliveries", db_index=False, verbose_name=_("mailing")
    )
    # Both empty once the person was erased. The address as it is written to: lower case, the domain in ASCII.
    alumnus = models.ForeignKey(
        Alumnus, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("alumnus")
    )
    address = models.CharField(_("address"), max_length=254, db_collation="C")
    language = models.CharField(max_length=7, choices=MailingVersion.Language, default="zh-hans")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    waits = models.GeneratedField(
        expression=Q(state="queued"),  # type: ignore[arg-type]
        output_field=models.BooleanField(), db_persist=True,
    )  # fmt: skip
    is_problem = models.GeneratedField(
        expression=Q(state__in=["failed", "in_doubt"]),  # type: ignore[arg-type]
        output_field=models.BooleanField(), db_persist=True,
    )  # fmt: skip
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(_("due at"))
    has_slot = models.BooleanField(default=False)  # `due_at` is the moment that its domain's limit gave it
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sending_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)  # of the server, or why not

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "address"], condition=~Q(address=""), name="delivery_once_an_address"
            ),
            # One function for all that must hold (`sql/delivery_fits.sql`): PostgreSQL reads conditions anew for each
            # statement, and a letter is a statement.
            models.CheckConstraint(
                condition=models.Func(
                    "state",
                    "token",
                    "lease_until",
                    "sending_at",
                    "ended_at",
                    "alumnus",
                    "address",
                    function="publications_delivery_fits",
                    output_field=models.BooleanField(),
                ),
                name="delivery_fits_its_state",
            ),
        ]
        indexes = [
            models.Index(fields=["mailing", "due_at", "id"], condition=Q(waits=True), name="delivery_waits"),
            models.Index(fields=["token"], condition=Q(token__isnull=False), name="delivery_in_hand"),
            models.Index(fields=["mailing", "id"], condition=Q(is_problem=True), name="delivery_problems"),
        ]

    def __str__(self):
        return f"{self.mailing_id}/{self.pk}"


class DeliveryTally(models.Model):
    """How many deliveries of a mailing ended in a state and are in no sender's hands; the sum over the slots counts.
    Kept by a trigger in the transaction of each change (`sql/sending.sql`); several slots, so that no sender waits for
    another's row."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="tallies")
    slot = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=Delivery.State)
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [models.UniqueConstraint(fields=["mailing", "slot", "state"], name="tally_once")]

    def __str__(self):
        return f"{self.state} {self.number}"


class Sender(models.Model):
    """A seat for one process that sends a mailing: there are so many senders as seats, however often a bell rings."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="senders")
    number = models.PositiveSmallIntegerField()
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "number"], name="sender_once"),
            models.CheckConstraint(
                condition=Q(token__isnull=True, lease_until__isnull=True)
                | Q(token__isnull=False, lease_until__isnull=False),
                name="sender_leased_or_free",
            ),
        ]

    def __str__(self):
        return f"{self.mailing_id}/{self.number}"


class DomainPace(models.Model):
    """How fast a receiving domain takes our mail, over all mailings. `free_at` is the next moment not yet given to
    a delivery; until `closed_until` nothing goes there, for the reason that its server said."""

    domain = models.CharField(_("domain"), max_length=253, unique=True, db_collation="C")
    per_minute = models.PositiveIntegerField(_("at most a minute"), null=True, blank=True)
    free_at = models.DateTimeField(null=True, blank=True)
    closed_until = models.DateTimeField(_("rests until"), null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0)  # one after the other: the rest grows with them
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pace of a domain")
        verbose_name_plural = _("paces of domains")
        constraints = [
            models.CheckConstraint(condition=Q(per_minute__isnull=True) | Q(per_minute__gte=1), name="pace_some"),
        ]

    def __str__(self):
        return self.domain
