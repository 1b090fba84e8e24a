"""Gifts: entered, posted, from then on never changed (sql/ledger.sql); a correction or a refund is a row of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.money.currencies import HOME, Currency

from .donors import Donor
from .funds import Campaign, Fund


@tracked
class Agreement(models.Model):
    """What a donor and the university signed. Written only while it is a draft; then only its state moves."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("agreement", "Draft")
        SIGNED = "signed", pgettext_lazy("agreement", "Signed")
        IN_FORCE = "in_force", _("In force")
        FULFILLED = "fulfilled", pgettext_lazy("agreement", "Fulfilled")
        ENDED = "ended", pgettext_lazy("agreement", "Ended")

    # From each state, where it may go; the database refuses any other move.
    MOVES = {
        State.DRAFT: [State.SIGNED],
        State.SIGNED: [State.IN_FORCE, State.ENDED],
        State.IN_FORCE: [State.FULFILLED, State.ENDED],
        State.FULFILLED: [],
        State.ENDED: [],
    }

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="agreements", verbose_name=_("donor"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=20000, blank=True)
    file = models.FileField(_("signed document"), upload_to="donations/agreements/", blank=True)
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2, null=True, blank=True)
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("raised by")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="agreement_has_number_and_title"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(signed_on__isnull=False), name="agreement_signed_when"
            ),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(end_reason=""), name="agreement_ended_why"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="agreement_amount"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class Batch(models.Model):
    """Gifts entered together. Posted only when count and total of its rows are those that were said first."""

    label = models.CharField(_("label"), max_length=80)
    expected_count = models.PositiveIntegerField(_("expected number"))
    expected_total = models.DecimalField(_("expected total in CNY"), max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True, editable=False)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("batch of gifts")
        verbose_name_plural = _("batches of gifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_count__gt=0, expected_total__gt=0), name="batch_expects_something"
            ),
            models.CheckConstraint(
                condition=Q(posted_at__isnull=True, posted_by__isnull=True)
                | Q(posted_at__isnull=False, posted_by__isnull=False),
                name="batch_posted_by_and_when",
            ),
        ]

    def __str__(self):
        return self.label


class GiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may see gifts; a college those that it raised, and those to its funds."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.GIFT_VIEW)
        return self if reach.everyone else self.of_colleges(reach.college_ids)

    def of_colleges(self, college_ids):
        to_fund = Allocation.objects.filter(gift=OuterRef("pk"), fund__college__in=college_ids)
        return self.filter(Q(college__in=college_ids) | Exists(to_fund))

    def posted(self):
        """What counts: gifts, and the refunds and corrections that are subtracted."""
        return self.filter(state=Gift.State.POSTED)


@tracked
class Gift(models.Model):
    """One posting of the ledger: what came in (more than 0), or a refund or correction of it (less than 0).

    `amount` is in `currency`, `amount_cny` what it is worth in CNY: sums are of `amount_cny` alone. It names a donor
    and no person: texts about people stand in GiftNote, so that an erasure leaves every sum as it was.
    """

    class Entry(models.TextChoices):
        GIFT = "gift", _("Gift")
        REFUND = "refund", pgettext_lazy("of a gift", "Refund")
        CORRECTION = "correction", pgettext_lazy("of a gift", "Taken back as wrong")

    class Kind(models.TextChoices):
        MONEY = "money", pgettext_lazy("gift", "Money")
        THING = "thing", pgettext_lazy("gift", "In kind")
        SECURITY = "security", _("Securities")

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("Bank transfer")
        CASH = "cash", _("Cash")
        CHEQUE = "cheque", _("Cheque")
        CARD = "card", _("Card")
        ONLINE = "online", _("Online payment")
        HANDED = "handed", pgettext_lazy("gift", "Handed over")

    class State(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("gift", "Entered")
        POSTED = "posted", pgettext_lazy("gift", "Posted")
        DROPPED = "dropped", pgettext_lazy("gift", "Dropped before posting")

    entry = models.CharField(_("entry"), max_length=10, choices=Entry, default=Entry.GIFT)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.MONEY)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="gifts", verbose_name=_("donor"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=HOME)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    rate = models.DecimalField(_("CNY for one"), max_digits=14, decimal_places=6, default=1)
    amount_cny = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    received_on = models.DateField(_("received on"))
    method = models.CharField(_("way"), max_length=8, choices=Method)
    # The bank's or the provider's: the same never twice.
    reference = models.CharField(_("reference of the payment"), max_length=80, blank=True)
    # Of things and securities: who said what they are worth, and where they stand.
    description = models.CharField(pgettext_lazy("giving", "what it is"), max_length=300, blank=True)
    valued_by = models.CharField(_("valued by"), max_length=120, blank=True)
    valued_on = models.DateField(_("valued on"), null=True, blank=True)
    kept_at = models.CharField(_("where it stands"), max_length=200, blank=True)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name=_("campaign")
    )
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name=_("raised by")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name=_("agreement")
    )
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("belongs to")
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="gifts", editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.ENTERED)
    # Up to so much CNY who entered may post: as the settings said when it was entered.
    own_limit = models.DecimalField(max_digits=14, decimal_places=2, editable=False)
    # Empty: a payment provider.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("posted by")
    )
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True, editable=False)
    # The day in whose closing it is (sql/ledger.sql).
    posted_on = models.DateField(_("posted on"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry="gift", corrects__isnull=True, amount__gt=0, amount_cny__gt=0)
                | Q(entry__in=["refund", "correction"], corrects__isnull=False, amount__lt=0, amount_cny__lt=0),
                name="gift_sign",
            ),
            models.CheckConstraint(
                condition=Q(currency="CNY", rate=1, amount_cny=F("amount")) | (~Q(currency="CNY") & Q(rate__gt=0)),
                name="gift_currency_and_rate",
            ),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="gift_currency_known"),
            models.CheckConstraint(
                condition=Q(kind="money") | (~Q(description="") & ~Q(valued_by="") & Q(valued_on__isnull=False)),
                name="gift_in_kind_is_valued",
            ),
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=~Q(reference="") & ~Q(state="dropped") & Q(entry="gift"),
                name="gift_reference_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(entry="correction") & ~Q(state="dropped"), name="gift_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(state="posted", posted_at__isnull=False, posted_on__isnull=False)
                | (~Q(state="posted") & Q(posted_at__isnull=True, posted_on__isnull=True)),
                name="gift_posted_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="posted")
                | Q(entered_by__isnull=True)
                | (Q(posted_by__isnull=False) & ~Q(posted_by=F("entered_by")))
                | Q(posted_by__isnull=False, amount_cny__lte=F("own_limit"), amount_cny__gte=-F("own_limit")),
                name="gift_checked_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["donor", "received_on"], name="gift_of_donor"),
            # What a donor gave until a day, from the index alone.
            models.Index(
                fields=["donor", "received_on"], include=["amount_cny"], condition=Q(state="posted"), name="gift_sums"
            ),
            models.Index(fields=["received_on"], name="gift_received"),
            models.Index(fields=["posted_on", "id"], condition=Q(state="posted"), name="gift_posted"),
            models.Index(fields=["entered_at"], condition=Q(state="entered"), name="gift_to_post"),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="gift_corrections"),
            models.Index(fields=["campaign"], condition=Q(campaign__isnull=False), name="gift_of_campaign"),
            models.Index(fields=["college"], condition=Q(college__isnull=False), name="gift_of_college"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Allocation(models.Model):
    """How much of a gift is for which fund, in CNY. The sum of a gift's allocations is the gift."""

    gift = models.ForeignKey(Gift, models.CASCADE, related_name="allocations", verbose_name=_("gift"))
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="allocations", verbose_name=_("fund"))
    amount_cny = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["gift", "fund"], name="allocation_once"),
            models.CheckConstraint(condition=~Q(amount_cny=0), name="allocation_is_something"),
        ]
        indexes = [models.Index(fields=["fund", "gift"], include=["amount_cny"], name="allocation_of_fund")]

    def __str__(self):
        return f"{self.fund_id}: {self.amount_cny}"


class GiftNote(models.Model):
    """What is said about a gift and may name people: apart from the ledger, so that it can change and be erased."""

    class Tribute(models.TextChoices):
        NONE = "", pgettext_lazy("tribute", "None")
        HONOUR = "honour", _("In honour of")
        MEMORY = "memory", _("In memory of")

    gift = models.OneToOneField(Gift, models.CASCADE, related_name="note", verbose_name=_("gift"))
    tribute = models.CharField(_("tribute"), max_length=6, choices=Tribute, blank=True, default="")
    tribute_to = models.CharField(pgettext_lazy("tribute", "to"), max_length=120, blank=True)
    payer = models.CharField(_("payer, where it is not the donor"), max_length=120, blank=True)
    text = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("note on a gift")
        verbose_name_plural = _("notes on gifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(tribute="", tribute_to="") | (~Q(tribute="") & ~Q(tribute_to="")),
                name="tribute_to_somebody",
            )
        ]

    def __str__(self):
        return self.tribute_to or self.text


class SoftCredit(models.Model):
    """Recognition for a gift that somebody else legally made. It is added to no sum of gifts."""

    class Kind(models.TextChoices):
        RUNS = "runs", _("Runs the company that gave")
        SPOUSE = "spouse", _("Spouse of the donor")
        MATCHED = "matched", _("Gift that an employer matched")
        MEMBER = "member", _("Gave as one of a class or chapter")
        SOLICITED = "solicited", _("Brought the gift about")

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="soft_credits", verbose_name=_("gift"))
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="soft_credits", verbose_name=_("credited to"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    amount_cny = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("soft credit")
        verbose_name_plural = _("soft credits")
        constraints = [
            models.UniqueConstraint(
                fields=["gift", "donor", "kind"], condition=Q(ended_at__isnull=True), name="soft_credit_once"
            ),
            models.CheckConstraint(condition=Q(amount_cny__gt=0), name="soft_credit_is_something"),
        ]
        indexes = [models.Index(fields=["donor"], name="soft_credit_of_donor")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.amount_cny}"


class Closing(models.Model):
    """The closing of one day: what was posted on it, and a hash over these rows and the closing before.
    Written by donations_close() alone (sql/ledger.sql)."""

    day = models.DateField(_("day"), unique=True)
    gifts = models.PositiveIntegerField(_("gifts posted"))
    total_cny = models.DecimalField(_("sum in CNY"), max_digits=16, decimal_places=2)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)
    closed_at = models.DateTimeField(_("closed at"))

    class Meta:
        verbose_name = _("closing of a day")
        verbose_name_plural = _("closings of days")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
