"""The work on a case: who does what by when, documents, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .cases import NeedCase
from .needs import of_departments


class CaseStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return of_departments(self, user, "case__need__department__college")

    def overdue(self):
        return self.filter(done_at__isnull=True, due_on__lt=timezone.localdate(), case__state__in=NeedCase.LIVE)


class CaseStep(models.Model):
    """Who does what by when: a colleague, or the one who answered."""

    case = models.ForeignKey(NeedCase, models.CASCADE, related_name="steps", verbose_name=_("case"))
    what = models.CharField(_("what is to be done"), max_length=200)
    # Empty: the one who answered.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="case_steps",
        verbose_name=_("who does it"),
    )  # fmt: skip
    due_on = models.DateField(_("by when"))
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="casestep_says_what")]
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="casestep_due")]

    def __str__(self):
        return self.what

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.due_on < timezone.localdate()


class CaseFile(models.Model):
    """A document of a case, for the desk: a letter, an agreement."""

    case = models.ForeignKey(NeedCase, models.CASCADE, related_name="files", verbose_name=_("case"))
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("document"), upload_to="donations/cases/")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("document of a case")
        verbose_name_plural = _("documents of cases")

    def __str__(self):
        return self.title


class CaseOutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return of_departments(self, user, "case__need__department__college")


class CaseOutcome(models.Model):
    """What came of a case, as somebody said it. It is counted in the year in which it happened."""

    class Kind(models.TextChoices):
        INTERNSHIPS = "internships", _("Students who got internships")
        JOBS = "jobs", _("Graduates who got jobs")
        LECTURES = "lectures", _("Lectures held")
        MENTORED = "mentored", _("Students mentored")
        MONEY = "money", _("Gifts of money agreed")
        THINGS = "things", _("Things given")
        SPACE = "space", _("Rooms or land made available")
        ADVICE = "advice", _("Consultations by experts")
        TECHNOLOGY = "technology", _("Technologies passed on")
        FAIRS = "fairs", _("Employers at recruitment fairs")
        TRAINED = "trained", _("People trained")
        OTHER = "other", pgettext_lazy("outcome", "Other")

    case = models.ForeignKey(NeedCase, models.PROTECT, related_name="outcomes", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    number = models.PositiveIntegerField(pgettext_lazy("outcome", "number"), default=1)
    amount_cny = models.DecimalField(_("worth in CNY"), max_digits=14, decimal_places=2, null=True, blank=True)
    happened_on = models.DateField(_("day"))
    said_to = models.CharField(_("said to whom"), max_length=120)
    text = models.CharField(pgettext_lazy("outcome", "in a sentence"), max_length=400, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = CaseOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a case")
        verbose_name_plural = _("outcomes of cases")
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="caseoutcome_number"),
            models.CheckConstraint(
                condition=Q(amount_cny__isnull=True) | Q(amount_cny__gt=0), name="caseoutcome_amount_positive"
            ),
            models.CheckConstraint(condition=~Q(said_to=""), name="caseoutcome_said_to_somebody"),
        ]
        indexes = [models.Index(fields=["happened_on"], name="caseoutcome_day")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.number}"
