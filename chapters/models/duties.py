"""What is due of a chapter each year, what it filed, and who was reminded."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .offices import Office


class OfChapterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As far as the chapter is."""
        if user.is_authenticated and user.reach(Permission.CHAPTER_VIEW).everyone:
            return self
        return self.filter(chapter__in=Chapter.objects.visible_to(user))


@tracked
class Duty(models.Model):
    """One thing that is due of one chapter in one year."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Yearly summary and plan")
        SUPERVISOR = "supervisor", _("Report to the supervising unit")
        REGISTRY = "registry", _("Yearly report to the registry")
        ACTIVITY = "activity", _("One activity in the year")
        AUDIT = "audit", _("Audit before the change of council")

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("duty", "Due")
        FILED = "filed", _("Filed")
        SENT_BACK = "sent_back", _("Sent back")
        DONE = "done", pgettext_lazy("duty", "Done")
        WAIVED = "waived", _("Waived")

    class Cause(models.TextChoices):
        """Why a duty was waived by itself; an officer of the office writes a reason instead."""

        DORMANT = "dormant", _("The chapter is dormant.")
        DISSOLVED = "dissolved", _("The chapter is dissolved.")
        UNREGISTERED = "unregistered", _("The chapter is no longer registered.")
        TERM_MOVED = "term_moved", _("The term ends in another year.")

    OPEN = [State.DUE, State.SENT_BACK]

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="duties", verbose_name=_("chapter"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))  # in which it is due; reports are about the year before
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DUE)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of a waiver by the office
    cause = models.CharField(_("cause"), max_length=12, choices=Cause, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(fields=["chapter", "kind", "year"], name="duty_once_a_year"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="duty_done_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(reason="") | ~Q(cause=""), name="duty_waived_with_reason"
            ),
            models.CheckConstraint(condition=Q(state="waived") | Q(cause=""), name="duty_cause_of_a_waiver"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=["due", "sent_back"]), name="duty_open"),
        ]

    def __str__(self):
        return f"{self.chapter}: {self.get_kind_display()} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def why_waived(self) -> str:
        return self.reason or str(self.get_cause_display())

    @property
    def reported_year(self) -> int:
        """The year that a filing for this duty tells of."""
        return self.year if self.kind in (self.Kind.ACTIVITY, self.Kind.AUDIT) else self.year - 1


@tracked
class Filing(models.Model):
    """What a chapter filed for a duty."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ACCEPTED = "accepted", pgettext_lazy("filing", "Accepted")

    duty = models.OneToOneField(Duty, models.PROTECT, related_name="filing", verbose_name=_("duty"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    summary = models.TextField(_("what was done"), max_length=10000, blank=True)
    plan = models.TextField(_("what is planned"), max_length=10000, blank=True)
    # Counted from the chapter's own data when the draft was made; the chapter may correct them.
    members = models.PositiveIntegerField(_("members at the end of the year"), null=True, blank=True)
    joined = models.PositiveIntegerField(_("members who joined"), null=True, blank=True)
    left = models.PositiveIntegerField(_("members who left"), null=True, blank=True)
    council = models.PositiveIntegerField(_("people in the council"), null=True, blank=True)
    notices = models.PositiveIntegerField(_("notices published"), null=True, blank=True)
    gatherings = models.PositiveIntegerField(_("gatherings"), null=True, blank=True)
    attendance = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    income = models.DecimalField(_("income (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True)
    expenses = models.DecimalField(_("expenses (CNY)"), max_digits=14, decimal_places=2, null=True, blank=True)
    documents = models.ManyToManyField("chapters.Document", related_name="filings", blank=True)
    answer = models.TextField(_("answer of the office"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | (~Q(summary="") & Q(filed_at__isnull=False)),
                name="filing_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(answer=""), name="filing_sent_back_with_reason"
            ),
            models.CheckConstraint(
                condition=(Q(income__isnull=True) | Q(income__gte=0)) & (Q(expenses__isnull=True) | Q(expenses__gte=0)),
                name="filing_money_not_negative",
            ),
        ]

    def __str__(self):
        return str(self.duty)


class Reminder(models.Model):
    """That a chapter's officers were reminded, once for each step before a day."""

    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="reminders")
    term = models.ForeignKey("chapters.Term", models.PROTECT, null=True, blank=True, related_name="reminders")
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="reminders")
    days_before = models.SmallIntegerField(_("days before"))  # negative: after the day
    day = models.DateField(_("day"), null=True, blank=True)  # from which they are counted: a term may be prolonged
    batch = models.UUIDField(null=True, blank=True)  # of the form by which the office reminded many
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__isnull=False, term__isnull=True) | Q(duty__isnull=True, term__isnull=False),
                name="reminder_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["duty", "days_before", "day"], condition=Q(by__isnull=True, duty__isnull=False),
                nulls_distinct=False, name="reminder_of_a_duty_once",
            ),
            models.UniqueConstraint(
                fields=["term", "days_before", "day"], condition=Q(by__isnull=True, term__isnull=False),
                nulls_distinct=False, name="reminder_of_a_term_once",
            ),
            models.UniqueConstraint(
                fields=["batch", "duty", "term"], condition=Q(batch__isnull=False), nulls_distinct=False,
                name="reminder_once_a_batch",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.chapter}: {self.days_before}"


TERM = "term"  # what a reminder is about when it is no duty


@dataclass(frozen=True)
class Due:
    """What to remind of on the day of the chapter's place: the open duty, or the end of the term. `kind` is a duty's,
    or TERM; `step` the days before the day that the reminder stands for."""

    duty_id: int | None
    term_id: int | None
    chapter_id: int
    name: str
    name_en: str
    kind: str
    year: int
    day: date
    today: date
    step: int

    @property
    def days_left(self) -> int:
        return (self.day - self.today).days

    @cached_property
    def path(self) -> str:
        """Of the officers' page."""
        return reverse("chapters:my-duties", args=[self.chapter_id])


class CalendarLinkQuerySet(models.QuerySet):
    def good(self):
        """Not taken back, of somebody who keeps the chapter's pages today."""
        keepers = Office.objects.current().managing().exclude(term__chapter__recognition=Chapter.Recognition.DISSOLVED)
        keepers = keepers.filter(alumnus__user__is_active=True, alumnus__archived_at__isnull=True)
        return self.filter(revoked_at__isnull=True, office__in=keepers)


class CalendarLink(models.Model):
    """An address under which a calendar program reads a chapter's duties: of one office, and good no longer than it.
    The address is the signed key of the row; nothing secret is stored."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="calendar_links", verbose_name=_("office held"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=Q(revoked_at__isnull=True), name="calendarlink_one_good"
            ),
        ]

    def __str__(self):
        return str(self.office)
