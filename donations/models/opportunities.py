"""The pipeline of cooperation: opportunities on their way from a lead to what was carried out, the steps taken, and
the papers."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .donors import Donor, Organisation
from .funds import Campaign, Fund
from .gifts import Gift
from .pledges import Pledge


class Stage(models.TextChoices):
    LEAD = "lead", pgettext_lazy("stage", "Lead")
    CONTACT = "contact", pgettext_lazy("stage", "Contact")
    INTENT = "intent", pgettext_lazy("stage", "Intent")
    PROPOSAL = "proposal", pgettext_lazy("stage", "Proposal")
    AGREEMENT = "agreement", pgettext_lazy("stage", "Agreement")
    CARRIED_OUT = "done", pgettext_lazy("stage", "Carried out")
    LOST = "lost", pgettext_lazy("stage", "Lost")


OPEN = [Stage.LEAD, Stage.CONTACT, Stage.INTENT, Stage.PROPOSAL, Stage.AGREEMENT]
CLOSED = [Stage.CARRIED_OUT, Stage.LOST]
# After so many days without a step a card is stale: the nearer to an agreement, the sooner, until the lawyers have it.
STALE_AFTER = {Stage.LEAD: 30, Stage.CONTACT: 21, Stage.INTENT: 21, Stage.PROPOSAL: 14, Stage.AGREEMENT: 30}
IS_OPEN = Q(stage__in=OPEN)


def stale_on(day: date) -> Q:
    """Which cards nobody has done anything for, for longer than their stage allows."""
    found = Q()
    for stage, days in STALE_AFTER.items():
        found |= Q(stage=stage, last_step_on__lt=day - timedelta(days=days))
    return found


class OpportunityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For whoever may see the club, all of them: partners are the office's, and no college's."""
        if not user.is_authenticated or not user.reach(Permission.CLUB_VIEW).everyone:
            return self.none()
        return self

    def open(self):
        return self.filter(IS_OPEN)

    def stale(self):
        return self.filter(stale_on(timezone.localdate()))


@tracked
class Opportunity(models.Model):
    """What may come of an organisation, a donor or an alumnus. The database lets the stage go no other way than from
    one to another while it is open, and back from the end to an open one (sql/club.sql)."""

    class Kind(models.TextChoices):
        DONATION = "donation", _("Donation")
        SPONSORSHIP = "sponsorship", _("Sponsorship (no gift)")
        COOPERATION = "cooperation", _("Cooperation")
        RECRUITMENT = "recruitment", _("Recruitment")
        TECHNOLOGY = "technology", _("Technology transfer")

    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.DONATION)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="opportunities",
        verbose_name=_("organisation"),
    )  # fmt: skip
    donor = models.ForeignKey(
        Donor, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("donor")
    )
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("alumnus")
    )
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.LEAD, editable=False)
    amount = models.DecimalField(_("expected amount in CNY"), max_digits=14, decimal_places=2, null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood in %"), default=10)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="opportunities",
        verbose_name=pgettext_lazy("card", "owner"),
    )
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("fund")
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("campaign")
    )
    note = models.TextField(_("note of the office"), max_length=4000, blank=True)
    pledge = models.OneToOneField(
        Pledge, models.PROTECT, null=True, blank=True, related_name="opportunity", verbose_name=_("pledge")
    )
    gift = models.OneToOneField(
        Gift, models.PROTECT, null=True, blank=True, related_name="opportunity", verbose_name=_("gift")
    )
    lost_reason = models.CharField(_("why it was lost"), max_length=300, blank=True)
    # The day of the last step, kept by the database.
    last_step_on = models.DateField(_("last step on"), default=timezone.localdate, editable=False)
    closed_on = models.DateField(pgettext_lazy("giving", "closed on"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="opportunity_has_a_title"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, donor__isnull=True, alumnus__isnull=True)
                | Q(organisation__isnull=True, donor__isnull=False, alumnus__isnull=True)
                | Q(organisation__isnull=True, donor__isnull=True, alumnus__isnull=False),
                name="opportunity_with_one",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="opportunity_amount"),
            models.CheckConstraint(condition=Q(likelihood__lte=100), name="opportunity_likelihood"),
            models.CheckConstraint(condition=~Q(stage="lost") | ~Q(lost_reason=""), name="opportunity_lost_why"),
            models.CheckConstraint(
                condition=Q(stage__in=["done", "lost"], closed_on__isnull=False)
                | (~Q(stage__in=["done", "lost"]) & Q(closed_on__isnull=True)),
                name="opportunity_closed_when",
            ),
            models.CheckConstraint(
                condition=Q(pledge__isnull=True, gift__isnull=True)
                | Q(stage="done", kind="donation", pledge__isnull=True)
                | Q(stage="done", kind="donation", gift__isnull=True),
                name="opportunity_one_gift_when_done",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "next_on", "id"], name="opportunity_column"),
            models.Index(fields=["owner", "stage"], name="opportunity_of_owner"),
            models.Index(fields=["stage", "last_step_on"], name="opportunity_stale"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def stage_before(self) -> Stage | None:
        place = OPEN.index(Stage(self.stage)) if self.is_open else 0
        return OPEN[place - 1] if place else None

    @property
    def stage_after(self) -> Stage:
        """The next on the way; of the last one, that it is carried out."""
        return [*OPEN, Stage.CARRIED_OUT][OPEN.index(Stage(self.stage)) + 1] if self.is_open else Stage.CARRIED_OUT

    @property
    def is_stale(self) -> bool:
        return self.is_open and self.idle_days > STALE_AFTER[Stage(self.stage)]

    @property
    def idle_days(self) -> int:
        return (timezone.localdate() - self.last_step_on).days

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.next_on is not None and self.next_on < timezone.localdate()

    @property
    def partner(self):
        return self.organisation or self.donor or self.alumnus


class OpportunityStep(models.Model):
    """What was done for an opportunity, or how its stage moved. Never edited."""

    class Kind(models.TextChoices):
        CALL = "call", pgettext_lazy("step", "Call")
        VISIT = "visit", pgettext_lazy("step", "Visit")
        MEETING = "meeting", pgettext_lazy("step", "Meeting")
        LETTER = "letter", pgettext_lazy("step", "Letter or mail")
        OTHER = "other", pgettext_lazy("step", "Something else")
        MOVED = "moved", pgettext_lazy("step", "Moved")
        HANDED = "handed", pgettext_lazy("step", "Handed over")

    BY_HAND = [Kind.CALL, Kind.VISIT, Kind.MEETING, Kind.LETTER, Kind.OTHER]

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="steps", verbose_name=_("opportunity"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    text = models.TextField(pgettext_lazy("step", "what was done"), max_length=2000, blank=True)
    to_stage = models.CharField(_("stage"), max_length=9, choices=Stage, blank=True)
    done_on = models.DateField(pgettext_lazy("day", "on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("entered at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("step of an opportunity")
        verbose_name_plural = _("steps of opportunities")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["moved", "handed"]) | ~Q(text=""), name="opportunity_step_says_what"
            ),
            models.CheckConstraint(condition=~Q(kind="moved") | ~Q(to_stage=""), name="opportunity_step_moved_where"),
        ]
        indexes = [models.Index(fields=["opportunity", "-done_on", "-id"], name="opportunity_steps")]

    def __str__(self):
        return f"{self.done_on:%Y-%m-%d} {self.get_kind_display()}"


class OpportunityFile(models.Model):
    """A paper of an opportunity, given out to whoever may see it."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="files", verbose_name=_("opportunity"))
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("document"), upload_to="donations/opportunities/")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    added_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("document of an opportunity")
        verbose_name_plural = _("documents of opportunities")

    def __str__(self):
        return self.title
