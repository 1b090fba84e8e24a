from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """Which life of the database this is: one row. Whoever restores or copies a database starts a new epoch, and
    what was due in an older one waits for a person, who knows what was sent meanwhile.

    `fingerprint` says of which server, timeline and database the epoch is, so that it is noticed when nobody says so.
    """

    epoch = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField(_("since"))
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="installation_is_one")]

    def __str__(self):
        return str(self.epoch)


class Message(models.Model):
    """One mail to one person, on its way. Text and address are cleared once it was sent, or 30 days later:
    codes and links are nobody's to read. A subject holds no secret."""

    class State(models.TextChoices):
        DUE = "due", _("Waits to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        IN_DOUBT = "in_doubt", _("In doubt")
        HELD = "held", _("Held until somebody says go on")

    purpose = models.CharField(_("purpose"), max_length=40)  # "accounts.code", "alumni.verification"
    to = models.CharField(_("to"), max_length=254, blank=True)
    reply_to = models.CharField(_("reply to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    # The record that the mail is about, for its "what was sent to me"; no foreign key: the kernel knows no people.
    person_id = models.BigIntegerField(null=True, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    # Reason, person and date of what may be said once only: queueing it again gives the first.
    key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    epoch = models.PositiveIntegerField(default=0)  # of the installation that queued it
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DUE)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(_("due at"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)  # of the server

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", token__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(token__isnull=True, lease_until__isnull=True)),
                name="message_lease_exactly_while_sending",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_when"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["due", "sending"]), name="message_due"),
            models.Index(fields=["person_id", "-created_at"], name="message_person"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.pk}"
