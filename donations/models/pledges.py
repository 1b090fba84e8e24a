"""What donors promised: pledges in instalments, how they changed, and what was paid of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .donors import Donor
from .funds import Campaign, Fund
from .gifts import Agreement, Gift


class PledgeQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.GIFT_VIEW)
        return self if reach.everyone else self.of_colleges(reach.college_ids)

    def of_colleges(self, college_ids):
        return self.filter(Q(college__in=college_ids) | Q(fund__college__in=college_ids))

    def open(self):
        return self.filter(state=Pledge.State.OPEN)


@tracked(exclude=["paid"])
class Pledge(models.Model):
    """A promise of CNY for one fund. `amount` is what is promised today, the sum of its changes; `paid` what came of
    it. Both are kept by the database (sql/pledges.sql); no Python writes them."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("pledge", "Open")
        PAID = "paid", pgettext_lazy("pledge", "Fulfilled")
        CANCELLED = "cancelled", pgettext_lazy("pledge", "Cancelled")

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges", verbose_name=_("donor"))
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="pledges", verbose_name=_("fund"))
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("campaign")
    )
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("raised by")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("agreement")
    )
    pledged_on = models.DateField(_("pledged on"))
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2, default=0, editable=False)
    paid = models.DecimalField(_("paid"), max_digits=14, decimal_places=2, default=0, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN, editable=False)
    # What the donor quotes in a transfer.
    code = models.CharField(_("reference code"), max_length=12, unique=True, editable=False)
    note = models.TextField(_("note of the office"), max_length=2000, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("amount")), name="pledge_paid_at_most"),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(paid__lt=F("amount")) | Q(amount=0), name="pledge_open_is_owed"
            ),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid=F("amount")), name="pledge_ended_owes_nothing"),
        ]
        indexes = [
            models.Index(fields=["donor"], name="pledge_of_donor"),
            models.Index(fields=["pledged_on"], name="pledge_day"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.code}"

    @property
    def owed(self):
        return self.amount - self.paid


class PledgeChange(models.Model):
    """One step of what a pledge commits: the pledge itself, an amendment up or down, a cancellation. New funds
    committed of a time are the sum of its changes then. Never edited."""

    class Kind(models.TextChoices):
        MADE = "made", _("Pledged")
        AMENDED = "amended", _("Amended")
        CANCELLED = "cancelled", pgettext_lazy("pledge", "Cancelled")

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="changes", verbose_name=_("pledge"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    amount = models.DecimalField(_("change in CNY"), max_digits=14, decimal_places=2)
    changed_on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of a pledge")
        verbose_name_plural = _("changes of pledges")
        constraints = [
            models.UniqueConstraint(fields=["pledge"], condition=Q(kind="made"), name="pledge_made_once"),
            models.UniqueConstraint(fields=["pledge"], condition=Q(kind="cancelled"), name="pledge_cancelled_once"),
            models.CheckConstraint(
                condition=Q(kind="made", amount__gt=0)
                | (Q(kind="amended") & ~Q(amount=0) & ~Q(reason=""))
                | (Q(kind="cancelled", amount__lt=0) & ~Q(reason="")),
                name="pledge_change_sign",
            ),
        ]
        indexes = [models.Index(fields=["changed_on"], name="pledge_change_day")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.amount}"


class InstalmentQuerySet(models.QuerySet):
    def owing(self):
        return self.filter(paid__lt=F("amount"))


@tracked(exclude=["paid"])
class Instalment(models.Model):
    """One part of a pledge and its day. The sum of a pledge's instalments is the pledge."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="instalments", verbose_name=_("pledge"))
    due_on = models.DateField(pgettext_lazy("giving", "due on"))
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid"), max_digits=14, decimal_places=2, default=0, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "due_on"], name="instalment_day_once"),
            # 0: what was paid of it went back, and nothing of it is promised any more.
            models.CheckConstraint(condition=Q(amount__gte=0), name="instalment_is_something"),
            models.CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("amount")), name="instalment_paid_at_most"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(paid__lt=F("amount")), name="instalment_due")]

    def __str__(self):
        return f"{self.due_on:%Y-%m-%d}: {self.amount}"

    @property
    def owed(self):
        return self.amount - self.paid


class PledgePayment(models.Model):
    """How much of a posted gift pays which instalment, in CNY; a refund or correction takes it back with its own row,
    less than 0. Counts from its gift's posting on."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="pledge_payments", verbose_name=_("gift"))
    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="payments", verbose_name=_("instalment"))
    amount_cny = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    matched_at = models.DateTimeField(_("matched at"), auto_now_add=True)

    class Meta:
        verbose_name = _("payment of a pledge")
        verbose_name_plural = _("payments of pledges")
        constraints = [
            models.UniqueConstraint(fields=["gift", "instalment"], name="pledge_payment_once"),
            models.CheckConstraint(condition=~Q(amount_cny=0), name="pledge_payment_is_something"),
        ]
        indexes = [models.Index(fields=["instalment"], name="payment_of_instalment")]

    def __str__(self):
        return f"{self.instalment_id}: {self.amount_cny}"
