"""Gifts that somebody means to make on the public site: by bank transfer, or through a payment provider."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .donors import Donor
from .funds import Campaign, Fund
from .gifts import Gift


class AnnouncedGift(models.Model):
    """No gift yet: it is one when the money came in. Its code stands in the transfer, or is the provider's order."""

    class Way(models.TextChoices):
        TRANSFER = "transfer", _("Bank transfer")
        ALIPAY = "alipay", _("Alipay")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("announced gift", "Waits for the money")
        RECEIVED = "received", pgettext_lazy("announced gift", "Received")
        CLOSED = "closed", pgettext_lazy("announced gift", "Closed without money")

    code = models.CharField(_("reference code"), max_length=12, unique=True)
    way = models.CharField(_("way"), max_length=8, choices=Way)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="announced", verbose_name=_("fund"))
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="announced", verbose_name=_("campaign")
    )
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    name = models.CharField(pgettext_lazy("of a donor", "name"), max_length=120, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    language = models.CharField(
        _("language"), max_length=7, choices=[("zh-hans", "中文"), ("en", "English")], default="zh-hans"
    )
    # Who had signed in.
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, related_name="announced_gifts", verbose_name=_("alumnus")
    )
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="announced", verbose_name=_("donor"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    gift = models.OneToOneField(Gift, models.PROTECT, null=True, related_name="announced", verbose_name=_("gift"))
    asked_at = models.DateTimeField(_("provider asked at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("announced at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("announced gift")
        verbose_name_plural = _("announced gifts")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="announced_is_something"),
            models.CheckConstraint(
                condition=Q(state="received", gift__isnull=False) | (~Q(state="received") & Q(gift__isnull=True)),
                name="announced_received_is_a_gift",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="open"), name="announced_open"),
            models.Index(fields=["alumnus"], condition=Q(alumnus__isnull=False), name="announced_by_person"),
        ]

    def __str__(self):
        return self.code


class PaymentNotice(models.Model):
    """What a provider said about a payment, with a signature that fits, once for each of its numbers. What does not
    fit our books waits for a person."""

    class Verdict(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("payment notice", "Taken")
        WAITING = "waiting", pgettext_lazy("payment notice", "Waits for a person")
        DONE = "done", pgettext_lazy("payment notice", "Looked at")

    class Why(models.TextChoices):
        NOTHING = "", pgettext_lazy("payment notice", "In order")
        APP = "app", _("It is for another application.")
        SELLER = "seller", _("It is for another seller.")
        ORDER = "order", _("We know no such order.")
        AMOUNT = "amount", _("The amount is not that of the order.")
        STATUS = "status", _("Its state is unknown to us.")
        BOOKS = "books", _("The books did not take it.")

    notify_id = models.CharField(max_length=128, unique=True)
    announced = models.ForeignKey(
        AnnouncedGift, models.PROTECT, null=True, related_name="notices", verbose_name=_("announced gift")
    )
    trade_number = models.CharField(_("number of the provider"), max_length=64, blank=True)
    order_number = models.CharField(_("order"), max_length=64, blank=True)
    status = models.CharField(_("state"), max_length=32, blank=True)
    amount = models.CharField(_("amount"), max_length=40, blank=True)  # as it was said
    refunded = models.DecimalField(_("sent back, in all"), max_digits=14, decimal_places=2, default=0)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    why = models.CharField(_("why"), max_length=8, choices=Why, blank=True, default="")
    note = models.CharField(_("what was done"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice of a payment")
        verbose_name_plural = _("notices of payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="taken", why="") | (~Q(verdict="taken") & ~Q(why="")), name="notice_waits_why"
            ),
            models.CheckConstraint(condition=~Q(verdict="done") | ~Q(note=""), name="notice_done_what"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(verdict="waiting"), name="notice_waiting")]

    def __str__(self):
        return self.notify_id
