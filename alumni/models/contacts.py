import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked

from .people import Alumnus, Source, Sourced


@tracked
class ContactPoint(Sourced):
    """One way to reach a person. `value` is normalised: E.164, lower-case e-mail, plain text."""

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        WECHAT = "wechat", _("WeChat")
        QQ = "qq", "QQ"
        ADDRESS = "address", _("Postal address")

    class State(models.TextChoices):
        UNVERIFIED = "unverified", _("Not verified")
        VERIFIED = "verified", _("Verified")
        BAD = "bad", _("Does not reach")
        ENDED = "ended", _("No longer used")

    USABLE = [State.UNVERIFIED, State.VERIFIED]  # what the person is written to by

    class Audience(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        OFFICE = "office", _("The office")
        CLASSMATES = "classmates", _("Classmates")
        ALUMNI = "alumni", _("Alumni")
        PUBLIC = "public", _("Everyone")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="contacts", verbose_name=_("alumnus"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.CharField(_("value"), max_length=254, db_collation="C")
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNVERIFIED)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    audience = models.CharField(_("seen by"), max_length=10, choices=Audience, default=Audience.OFFICE)
    shown: str  # set by a page: the value as people write it

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["alumnus", "kind", "value"], name="contactpoint_once"),
            # Of an address sometimes only the postcode is known.
            models.CheckConstraint(condition=~Q(value="") | ~Q(postcode=""), name="contactpoint_has_a_value"),
            models.CheckConstraint(
                condition=~Q(kind__in=["mobile", "phone"]) | Q(value__regex=r"^\+[1-9][0-9]{4,14}(;ext=[0-9]+)?$"),
                name="contactpoint_phone_e164",
            ),
            models.CheckConstraint(
                condition=~Q(kind="email")
                | (Q(value__regex=r"^[^@\s]+@[^@\s]+$") & Q(value=models.functions.Lower("value"))),
                name="contactpoint_email_lower_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_at__isnull=False), name="contactpoint_verified_when"
            ),
            models.CheckConstraint(
                condition=Q(postcode="") | Q(kind="address"), name="contactpoint_postcode_on_addresses"
            ),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="contactpoint_kind_value")]

    def __str__(self):
        return self.value or self.postcode


class Consent(models.Model):
    """Given or withdrawn, once: a later row overrules an earlier one, no row is changed
    (Personal Information Protection Law, art. 14-16)."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("News and invitations")
        FUNDRAISING = "fundraising", _("Requests for support")
        CHAPTER = "chapter", _("Passing on to a chapter")
        PUBLISH = "publish", _("Publication")
        ABROAD = "abroad", _("Transfer abroad")

    class Channel(models.TextChoices):
        ANY = "any", pgettext_lazy("channel", "Any")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Telephone")
        POST = "post", _("Post")
        WECHAT = "wechat", _("WeChat")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="consents", verbose_name=_("alumnus"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.ANY)
    given = models.BooleanField(_("given"))
    wording = models.TextField(_("wording"), blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.STAFF)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["alumnus", "purpose", "channel", "-at"], name="consent_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="roster") | Q(given=False), name="consent_never_given_by_a_roster"
            ),
        ]
        triggers = [pgtrigger.Protect(name="consent_unchanged", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.get_purpose_display()}: {_('given') if self.given else _('withdrawn')}"
