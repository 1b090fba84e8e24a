"""What alumni show of themselves, their card, and what they write to each other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .contacts import ContactPoint
from .people import Alumnus

Audience = ContactPoint.Audience


@tracked
class Profile(models.Model):
    """What an alumnus shows and offers. Each piece names who may see it; closed until opened."""

    alumnus = models.OneToOneField(Alumnus, models.PROTECT, related_name="profile", verbose_name=_("alumnus"))
    photo = models.ImageField(_("photo"), upload_to="portraits/", blank=True)
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("languages"), default=list, blank=True)
    offer = models.TextField(_("what I can offer"), max_length=1000, blank=True)
    # Being found at all by name, class and year; without it nothing else is shown to anyone.
    listed = models.CharField(_("may be found by"), max_length=10, choices=Audience, default=Audience.NOBODY)
    photo_audience = models.CharField(_("photo seen by"), max_length=10, choices=Audience, default=Audience.NOBODY)
    place_audience = models.CharField(_("place seen by"), max_length=10, choices=Audience, default=Audience.NOBODY)
    career_audience = models.CharField(_("career seen by"), max_length=10, choices=Audience, default=Audience.NOBODY)
    languages_audience = models.CharField(
        _("languages seen by"), max_length=10, choices=Audience, default=Audience.NOBODY
    )
    offer_audience = models.CharField(_("offer seen by"), max_length=10, choices=Audience, default=Audience.NOBODY)
    takes_messages = models.BooleanField(_("other alumni may write to me through the system"), default=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes = [models.Index(fields=["listed"], name="profile_listed", condition=~Q(listed="nobody"))]

    def __str__(self):
        return str(self.alumnus)


class Card(models.Model):
    """The alumni card; good as long as the person is verified and it was not withdrawn."""

    alumnus = models.OneToOneField(Alumnus, models.PROTECT, related_name="card", verbose_name=_("alumnus"))
    number = models.CharField(_("number"), max_length=12, unique=True)
    token = models.CharField(max_length=43, unique=True)
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("alumni card")
        verbose_name_plural = _("alumni cards")

    def __str__(self):
        return self.number


class PersonalMessage(models.Model):
    """A message from one alumnus to another, passed on without either's address."""

    sender = models.ForeignKey(Alumnus, models.PROTECT, related_name="messages_sent", verbose_name=_("sender"))
    recipient = models.ForeignKey(
        Alumnus, models.PROTECT, related_name="messages_received", verbose_name=_("recipient")
    )
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    key = models.UUIDField(unique=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(condition=~Q(sender=F("recipient")), name="personalmessage_two_people"),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True) | Q(reported_at__isnull=False),
                name="personalmessage_handled_after_report",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "-sent_at"], name="personalmessage_sender"),
            models.Index(fields=["recipient", "-sent_at"], name="personalmessage_recipient"),
            models.Index(
                fields=["reported_at"],
                condition=Q(reported_at__isnull=False, handled_at__isnull=True),
                name="personalmessage_reported",
            ),
        ]

    def __str__(self):
        return f"{self.sender_id} → {self.recipient_id}"


class MessageRefusal(models.Model):
    """One alumnus does not take messages from another."""

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="refusals", verbose_name=_("alumnus"))
    refused = models.ForeignKey(Alumnus, models.PROTECT, related_name="refused_by", verbose_name=_("refused"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("refused sender")
        verbose_name_plural = _("refused senders")
        constraints = [
            models.UniqueConstraint(fields=["alumnus", "refused"], name="messagerefusal_once"),
            models.CheckConstraint(condition=~Q(alumnus=F("refused")), name="messagerefusal_two_people"),
        ]

    def __str__(self):
        return f"{self.alumnus_id} ✗ {self.refused_id}"
