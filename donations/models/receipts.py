"""Receipts (公益事业捐赠票据, 财综〔2024〕1号): who issues them, their numbers, and what stands on each of them.

A receipt says for itself what it says, in words and figures of its own: what changes later, at the issuer or at the
donor, does not change it. It is never edited (sql/receipts.sql); it is voided, or taken back by a red one.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .donors import Donor
from .gifts import Gift


class IssuerQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)


@tracked
class Issuer(models.Model):
    """Who may issue receipts for gifts: the foundation, or the university itself. Its account is where gifts go."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120, unique=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True)
    seal_text = models.CharField(_("words of the seal"), max_length=60)
    bank = models.CharField(_("bank"), max_length=120, blank=True)
    account = models.CharField(_("account number"), max_length=40, blank=True)
    closed_at = models.DateTimeField(_("issues no more since"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = IssuerQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuer of receipts")
        verbose_name_plural = _("issuers of receipts")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(seal_text=""), name="issuer_has_name_and_seal"),
            models.CheckConstraint(
                condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="issuer_credit_code_form"
            ),
            models.CheckConstraint(
                condition=Q(bank="", account="") | (~Q(bank="") & ~Q(account="")), name="issuer_account_at_a_bank"
            ),
        ]

    def __str__(self):
        return self.name


class NumberRange(models.Model):
    """Numbers that the finance authority gave: `code` is that of the receipts, `following` the next number. The
    database alone counts it up (sql/receipts.sql), so that none is left out and none given twice."""

    class Medium(models.TextChoices):
        ELECTRONIC = "electronic", pgettext_lazy("receipt", "Electronic")
        PAPER = "paper", pgettext_lazy("receipt", "Paper")

    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="ranges", verbose_name=_("issuer"))
    medium = models.CharField(_("form"), max_length=10, choices=Medium)
    code = models.CharField(_("code of the receipts"), max_length=20)
    first = models.BigIntegerField(_("first number"))
    last = models.BigIntegerField(_("last number"))
    digits = models.PositiveSmallIntegerField(_("digits"), default=10)
    following = models.BigIntegerField(_("next number"), editable=False)
    key = models.UUIDField(unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(pgettext_lazy("giving", "registered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("range of numbers")
        verbose_name_plural = _("ranges of numbers")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gt=0, last__gte=F("first"), last__lt=10**15), name="range_first_to_last"
            ),
            models.CheckConstraint(
                condition=Q(following__gte=F("first"), following__lte=F("last") + 1), name="range_within"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="range_has_a_code"),
            models.CheckConstraint(condition=Q(digits__range=(1, 15)), name="range_digits"),
        ]

    def __str__(self):
        return f"{self.code} {self.written(self.first)}–{self.written(self.last)}"

    def written(self, number: int) -> str:
        return f"{number:0{self.digits}}"

    @property
    def left(self) -> int:
        return self.last - self.following + 1


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may see all that stands on them: a college those whose gifts are all its own."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.GIFT_VIEW)
        if reach.everyone:
            return self
        on_it = ReceiptGift.objects.filter(receipt=Coalesce(OuterRef("reverses"), OuterRef("pk")))
        own = Gift.objects.of_colleges(reach.college_ids)
        return self.filter(Exists(on_it), ~Exists(on_it.exclude(gift__in=own)))

    def valid(self):
        return self.filter(kind=Receipt.Kind.RECEIPT, voided_at__isnull=True, reversal__isnull=True)


class Receipt(models.Model):
    """One number. `amount` is what was given, in CNY; of a red receipt what is taken back, less than 0."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        RED = "red", _("Red receipt")

    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.RECEIPT)
    range = models.ForeignKey(NumberRange, models.PROTECT, related_name="receipts", verbose_name=_("range of numbers"))
    number = models.BigIntegerField(_("number"), editable=False)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="receipts", verbose_name=_("donor"))
    # As it was on the day of issue.
    issuer_name = models.CharField(_("issuer"), max_length=120)
    issuer_code = models.CharField(_("credit code of the issuer"), max_length=18)
    seal_text = models.CharField(_("words of the seal"), max_length=60)
    payer = models.CharField(_("payer"), max_length=120)
    payer_code = models.CharField(_("credit code of the payer"), max_length=18, blank=True)
    project_code = models.CharField(_("project code"), max_length=200)
    handler = models.CharField(_("handled by"), max_length=80)
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    capitals = models.CharField(_("amount in capital numerals"), max_length=120)
    year = models.PositiveSmallIntegerField(_("all gifts of the year"), null=True, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("takes back")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of a red receipt
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voided by")
    )
    void_reason = models.CharField(_("why void"), max_length=300, blank=True)
    # Up to so much CNY who issued it may take it back alone: as the settings said when it was issued. Empty: issued
    # before there was such a limit.
    own_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["range", "number"], name="receipt_number_once"),
            models.CheckConstraint(
                condition=Q(kind="receipt", amount__gt=0, reverses__isnull=True)
                | (Q(kind="red", amount__lt=0, reverses__isnull=False, year__isnull=True) & ~Q(reason="")),
                name="receipt_sign",
            ),
            models.CheckConstraint(
                condition=~Q(issuer_name="") & ~Q(payer="") & ~Q(project_code="") & ~Q(handler="") & ~Q(capitals=""),
                name="receipt_says_all",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="receipt_void_why",
            ),
            models.CheckConstraint(condition=Q(kind="receipt") | Q(voided_at__isnull=True), name="receipt_red_stays"),
            models.CheckConstraint(
                condition=Q(voided_by__isnull=True)
                | ~Q(voided_by=F("issued_by"))
                | Q(own_limit__isnull=True)
                | Q(amount__lte=F("own_limit")),
                name="receipt_voided_by_another",
            ),
        ]
        indexes = [models.Index(fields=["donor", "-issued_on"], name="receipt_of_donor")]

    def __str__(self):
        return f"{self.range.code} {self.shown_number}"

    @property
    def shown_number(self) -> str:
        return self.range.written(self.number)

    def may_be_taken_back_by(self, user) -> bool:
        """Above the limit not by who issued it."""
        return self.own_limit is None or self.amount <= self.own_limit or self.issued_by_id != user.pk


class ReceiptLine(models.Model):
    """One line: a project, what was given for it, and how much of it."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines", verbose_name=_("receipt"))
    position = models.PositiveSmallIntegerField(_("line"))
    project_code = models.CharField(_("project code"), max_length=30)
    project = models.CharField(_("project"), max_length=120)
    what = models.CharField(_("what was given"), max_length=400)
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of receipts")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "position"], name="receipt_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="receipt_line_is_something"),
        ]

    def __str__(self):
        return f"{self.project_code}: {self.amount}"


class ReceiptGift(models.Model):
    """Which gift stands on which receipt, and with how much. `is_valid` ends with the receipt, by the database."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="gifts", verbose_name=_("receipt"))
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="receipts", verbose_name=_("gift"))
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    is_valid = models.BooleanField(_("valid"), default=True, editable=False)

    class Meta:
        verbose_name = _("gift on a receipt")
        verbose_name_plural = _("gifts on receipts")
        constraints = [
            models.UniqueConstraint(fields=["gift"], condition=Q(is_valid=True), name="gift_on_one_valid_receipt"),
            models.UniqueConstraint(fields=["receipt", "gift"], name="receipt_gift_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_gift_is_something"),
        ]

    def __str__(self):
        return f"{self.receipt_id}: {self.amount}"


class ReceiptWaiver(models.Model):
    """A gift that needs no receipt, and why: the donor wants none, another office gave one. It can be ended."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="receipt_waivers", verbose_name=_("gift"))
    reason = models.CharField(_("reason"), max_length=300)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    waived_at = models.DateTimeField(_("at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("gift without a receipt")
        verbose_name_plural = _("gifts without a receipt")
        constraints = [
            models.UniqueConstraint(fields=["gift"], condition=Q(ended_at__isnull=True), name="receipt_waived_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="receipt_waived_why"),
        ]

    def __str__(self):
        return self.reason
