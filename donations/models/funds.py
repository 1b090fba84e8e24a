"""What gifts are for: funds and what was spent of them, campaigns, and the tasks of a year."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language


class FundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: for whoever may see donors, all of them; a college its own and those of nobody's."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.DONOR_VIEW)
        if reach.everyone:
            return self
        return (
            self.filter(Q(college__in=reach.college_ids) | Q(college__isnull=True))
            if reach.college_ids
            else self.none()
        )

    def open(self):
        return self.filter(closed_on__isnull=True)

    def public(self):
        return self.filter(is_public=True)


@tracked
class Fund(models.Model):
    """A purpose that money is given for and spent on. Its balance is what was given less what was spent
    (`queries/funds.py`); no column keeps it."""

    class Restriction(models.TextChoices):
        FREE = "free", _("For the university to decide")
        PURPOSE = "purpose", _("For its purpose only")
        ENDOWMENT = "endowment", _("Endowment: the income is spent")

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    purpose = models.TextField(_("purpose"), max_length=3000)
    purpose_en = models.TextField(_("purpose, in English"), max_length=4000, blank=True)
    restriction = models.CharField(_("restriction"), max_length=9, choices=Restriction, default=Restriction.PURPOSE)
    # The project's code as the foundation registers it: it stands on receipts.
    project_code = models.CharField(_("project code"), max_length=30, unique=True)
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="funds", verbose_name=_("college")
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="funds", verbose_name=_("steward")
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(pgettext_lazy("giving", "closed on"), null=True, blank=True)
    is_public = models.BooleanField(_("shown on the public site"), default=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="fund_has_a_name"),
            models.CheckConstraint(condition=~Q(project_code=""), name="fund_has_a_code"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="fund_closed_after_opening",
            ),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    @property
    def shown_purpose(self) -> str:
        return in_readers_language(self.purpose, self.purpose_en)


class FundUse(models.Model):
    """What was spent of a fund, on what. Never edited: a correction is a row of its own with the opposite amount."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="uses", verbose_name=_("fund"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)  # CNY; negative: a correction
    spent_on = models.DateField(_("spent on"))
    purpose = models.CharField(_("what for"), max_length=200)
    purpose_en = models.CharField(_("what for, in English"), max_length=300, blank=True)
    file = models.FileField(_("document"), upload_to="donations/uses/", blank=True)
    is_shown = models.BooleanField(_("shown to donors"), default=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    own_limit = models.DecimalField(max_digits=14, decimal_places=2, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # Counts from here on. Above `own_limit` another account than the one that entered it.
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("posted by")
    )
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("use of a fund")
        verbose_name_plural = _("uses of funds")
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, amount__gt=0) | Q(corrects__isnull=False, amount__lt=0),
                name="use_sign",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="use_says_what_for"),
            models.CheckConstraint(
                condition=Q(posted_by__isnull=True, posted_on__isnull=True)
                | Q(posted_by__isnull=False, posted_on__isnull=False),
                name="use_posted_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(posted_by__isnull=True)
                | ~Q(posted_by=F("entered_by"))
                | Q(amount__lte=F("own_limit"), amount__gte=-F("own_limit")),
                name="use_checked_by_another",
            ),
        ]
        indexes = [models.Index(fields=["fund", "spent_on"], name="use_of_fund")]

    def __str__(self):
        return f"{self.fund}: {self.purpose}"


class CampaignQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)


@tracked
class Campaign(models.Model):
    """Fundraising with a beginning and an end, for one fund or for many."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120, unique=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    text_en = models.TextField(_("English text"), max_length=6000, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_public = models.BooleanField(_("shown on the public site"), default=False)
    funds = models.ManyToManyField(
        Fund, through="CampaignFund", blank=True, related_name="campaigns", verbose_name=_("funds")
    )
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="campaign_has_a_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    @property
    def shown_text(self) -> str:
        return in_readers_language(self.text, self.text_en)


class CampaignFund(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("fund of a campaign")
        verbose_name_plural = _("funds of campaigns")
        constraints = [models.UniqueConstraint(fields=["campaign", "fund"], name="campaign_fund_once")]

    def __str__(self):
        return f"{self.campaign}: {self.fund}"


@tracked
class Goal(models.Model):
    """What a year shall bring, in CNY: of a campaign or of all fundraising; for everybody, a college or one person.
    Funds received and new funds committed are two figures and never added (CASE Global Reporting Standards)."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("campaign")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("college")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    received = models.DecimalField(_("funds received"), max_digits=14, decimal_places=2, default=0)
    committed = models.DecimalField(_("new funds committed"), max_digits=14, decimal_places=2, default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("fundraising task")
        verbose_name_plural = _("fundraising tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year", "college", "person"], nulls_distinct=False, name="goal_once"
            ),
            models.CheckConstraint(condition=Q(college__isnull=True) | Q(person__isnull=True), name="goal_of_one"),
            models.CheckConstraint(
                condition=Q(received__gte=0, committed__gte=0) & (Q(received__gt=0) | Q(committed__gt=0)),
                name="goal_is_something",
            ),
            models.CheckConstraint(condition=Q(year__range=(1900, 2200)), name="goal_year"),
        ]

    def __str__(self):
        return f"{self.year}"
