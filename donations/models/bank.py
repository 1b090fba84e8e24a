"""What the bank says came in: statements, their lines, and what a person made of each line."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked

from .announced import AnnouncedGift
from .donors import Donor, Organisation
from .funds import Fund
from .gifts import Gift
from .pledges import Pledge


@tracked
class BankAccount(models.Model):
    """An account that gifts come in on."""

    label = models.CharField(pgettext_lazy("bank account", "label"), max_length=80)
    bank = models.CharField(_("bank"), max_length=120)
    number = models.CharField(_("account number"), max_length=40, unique=True)
    # What a line is for that says nothing else.
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fund, where a line names none")
    )
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.CheckConstraint(condition=~Q(label="") & ~Q(number=""), name="bank_account_is_named"),
        ]

    def __str__(self):
        return self.label


class BankMapping(models.Model):
    """Which column means what, for each head of a table that this bank was seen to send."""

    account = models.ForeignKey(BankAccount, models.CASCADE, related_name="mappings", verbose_name=_("bank account"))
    header = models.CharField(max_length=64)  # SHA-256 of the titles
    columns = models.JSONField(_("columns"))  # {"booked_on": 0, "credit": 3, "memo": 5, ...}
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(_("chosen at"), auto_now=True)

    class Meta:
        verbose_name = _("columns of a bank")
        verbose_name_plural = _("columns of banks")
        constraints = [models.UniqueConstraint(fields=["account", "header"], name="bank_mapping_once")]

    def __str__(self):
        return f"{self.account_id}: {self.header[:8]}"


class BankStatement(models.Model):
    """A file of a bank. The file itself goes once it is read: what it said stands in its lines."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("Waits for its columns")
        READING = "reading", _("Being read")
        READ = "read", pgettext_lazy("bank statement", "Read")
        REFUSED = "refused", pgettext_lazy("bank statement", "Not accepted")

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", verbose_name=_("bank account"))
    filename = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="donations/statements/", blank=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.COLUMNS)
    columns = models.JSONField(_("columns"), default=dict)
    # Of the rows of the file: what came in for the first time, was known before, and went out.
    new = models.PositiveIntegerField(_("new"), default=0)
    known = models.PositiveIntegerField(_("known before"), default=0)
    debits = models.PositiveIntegerField(_("went out"), default=0)
    refusal = models.CharField(_("why not"), max_length=300, blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+", verbose_name=_("job"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "sha256"], condition=~Q(state="refused"), name="bank_statement_once"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="bank_statement_refused_why"),
        ]

    def __str__(self):
        return self.filename


class BankLine(models.Model):
    """Money that came in, as the bank says it: once for each account and reference, in whichever files it stands."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("bank line", "To decide")
        CONFIRMED = "confirmed", pgettext_lazy("bank line", "Posted as a gift")
        ASIDE = "aside", pgettext_lazy("bank line", "Set aside")

    class Proposal(models.TextChoices):
        UNASKED = "", _("Not looked at yet")
        CODE = "code", _("The code of the pledge is quoted")
        ANNOUNCED = "announced", _("The code of an announced gift is quoted")
        INSTALMENT = "instalment", _("Amount and payer are those of an open instalment")
        DONOR = "donor", _("The payer has the name of a donor")
        ORGANISATION = "organisation", _("The payer has the name of an organisation")
        NOTHING = "nothing", _("Nothing fits")
        CHOSEN = "chosen", _("Chosen by hand")

    SURE = [Proposal.CODE, Proposal.ANNOUNCED, Proposal.INSTALMENT]

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", verbose_name=_("bank statement"))
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines", verbose_name=_("bank account"))
    row = models.PositiveIntegerField(_("row"))
    booked_on = models.DateField(_("booked on"))
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    payer = models.CharField(_("payer"), max_length=120, blank=True)
    payer_account = models.CharField(_("account of the payer"), max_length=40, blank=True)
    memo = models.CharField(_("purpose of payment"), max_length=500, blank=True)
    reference = models.CharField(_("reference of the bank"), max_length=80)
    # What may be a code of ours in the text, and the payer's name as names are compared.
    codes = ArrayField(models.CharField(max_length=12), default=list)
    payer_key = models.CharField(max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    proposal = models.CharField(_("proposal"), max_length=12, choices=Proposal, blank=True, default="")
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, related_name="bank_lines", verbose_name=_("pledge"))
    announced = models.ForeignKey(
        AnnouncedGift, models.PROTECT, null=True, related_name="bank_lines", verbose_name=_("announced gift")
    )
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="bank_lines", verbose_name=_("donor"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="bank_lines", verbose_name=_("organisation")
    )
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="bank_lines", verbose_name=_("fund"))
    # Who imported it, or said last what it is: above the limit somebody else confirms.
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    gift = models.OneToOneField(Gift, models.PROTECT, null=True, related_name="bank_line", verbose_name=_("gift"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        constraints = [
            models.UniqueConstraint(fields=["account", "reference"], name="bank_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_line_came_in"),
            models.CheckConstraint(condition=~Q(reference=""), name="bank_line_has_a_reference"),
            models.CheckConstraint(
                condition=Q(state="confirmed", gift__isnull=False) | (~Q(state="confirmed") & Q(gift__isnull=True)),
                name="bank_line_confirmed_is_a_gift",
            ),
            models.CheckConstraint(condition=~Q(state="aside") | ~Q(reason=""), name="bank_line_aside_why"),
        ]
        indexes = [
            models.Index(fields=["statement", "row"], name="bank_line_of_statement"),
            models.Index(fields=["id"], condition=Q(state="open"), name="bank_line_open"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_sure(self) -> bool:
        return self.proposal in self.SURE

    @property
    def is_whole(self) -> bool:
        """Whose and what for is said."""
        return bool(self.fund_id and (self.donor_id or self.announced_id or self.organisation_id))
