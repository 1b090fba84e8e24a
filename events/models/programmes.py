"""Student programmes: what students do for alumni, in shifts, and what they did."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown
from chapters.models.zones import HOME, Clocked, zone_known

from .events import Event
from .series import Place
from .volunteers import Volunteer

MOST_MINUTES = 24 * 60


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: for those who lead programmes. They are the office's, so whoever leads them sees all."""
        return self if user.is_authenticated and user.reach(Permission.PROGRAMME_EDIT).everyone else self.none()


@tracked
class Programme(Clocked, models.Model):
    class Kind(models.TextChoices):
        INTERVIEWS = "interviews", _("Alumni interviews")
        LEAVING = "leaving", _("Graduates’ leave-taking")
        MEETING = "meeting", _("Face to face with alumni")
        RETURN_DAY = "return_day", _("Service on Return Day")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("programme", "Draft")
        OPEN = "open", _("Open for sign-up")
        CLOSED = "closed", _("Sign-up closed")
        DONE = "done", pgettext_lazy("programme", "Done")

    # From each state, where it may go; the database refuses any other move.
    MOVES = {
        State.DRAFT: [State.OPEN],
        State.OPEN: [State.CLOSED],
        State.CLOSED: [State.OPEN, State.DONE],
        State.DONE: [],
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name=_("event")
    )
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    text_en = models.TextField(_("English text"), max_length=5000, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=40, default=HOME)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("student programme")
        verbose_name_plural = _("student programmes")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="programme_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_start"),
            models.CheckConstraint(condition=zone_known(), name="programme_zone_known"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="programme_moves",
                field="state",
                transitions=[("draft", "open"), ("open", "closed"), ("closed", "open"), ("closed", "done")],
            )
        ]

    def __str__(self):
        return self.shown_title

    shown_title = Shown("title")
    shown_text = Shown("text")


@tracked(exclude=["taken"])
class Shift(models.Model):
    """One piece of work with its hours. `taken` is counted by the database (sql/shifts.sql); no Python writes it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="shifts", verbose_name=_("student programme"))
    role = models.CharField(_("what is done"), max_length=80)
    role_en = models.CharField(_("what is done, in English"), max_length=120, blank=True)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name=pgettext_lazy("of events", "place"),
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    where_en = models.CharField(_("where exactly, in English"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    wanted = models.PositiveSmallIntegerField(_("volunteers wanted"))
    taken = models.PositiveSmallIntegerField(_("volunteers signed up"), default=0, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(role=""), name="shift_says_what_is_done"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=Q(wanted__range=(1, 500)), name="shift_wants_somebody"),
            models.CheckConstraint(condition=Q(taken__lte=F("wanted")), name="shift_not_taken_twice"),
        ]

    def __str__(self):
        return self.shown_role

    shown_role = Shown("role")
    shown_where = Shown("where")

    @property
    def free(self) -> int:
        return self.wanted - self.taken


@tracked(exclude=["correction"])  # words about a volunteer: an erasure finds them in the row alone
class Assignment(models.Model):
    """That a volunteer signed up for a shift, whether they came, and the hours that somebody else confirmed."""

    class State(models.TextChoices):
        SIGNED_UP = "signed_up", _("Signed up")
        WITHDRAWN = "withdrawn", pgettext_lazy("volunteer", "Withdrawn")
        CAME = "came", pgettext_lazy("volunteer", "Came")
        ABSENT = "absent", pgettext_lazy("volunteer", "Did not come")

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="assignments", verbose_name=_("shift"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="assignments", verbose_name=_("volunteer"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SIGNED_UP)
    during = DateTimeRangeField(editable=False, null=True)  # the hours of the shift, written by the database
    signed_up_at = models.DateTimeField(_("signed up at"), auto_now_add=True)
    signed_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    minutes = models.PositiveSmallIntegerField(_("minutes confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    correction = models.CharField(_("why the hours were corrected"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("volunteer on a shift")
        verbose_name_plural = _("volunteers on shifts")
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="assignment_once"),
            ExclusionConstraint(
                name="assignment_one_at_a_time",
                expressions=[("volunteer", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=~Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(
                    minutes__range=(1, MOST_MINUTES),
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    state="came",
                ),
                name="assignment_hours_of_who_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["shift"], condition=Q(state="signed_up", reminded_at__isnull=True), name="assignment_to_remind"
            )
        ]

    def __str__(self):
        return f"{self.shift_id}: {self.volunteer_id}"

    @property
    def hours(self) -> float | None:
        return None if self.minutes is None else self.minutes / 60


class HoursCertificate(models.Model):
    """A certificate of somebody's hours in a programme. One that is voided stays, so that its number says so. Not
    tracked, as volunteers are not."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="certificates", verbose_name=_("volunteer"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="certificates", verbose_name=_("student programme")
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    minutes = models.PositiveIntegerField(_("minutes confirmed"))
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("why it is void"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate of hours")
        verbose_name_plural = _("certificates of hours")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "programme"], condition=Q(voided_at__isnull=True), name="hourscertificate_stands"
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="hourscertificate_of_hours"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="hourscertificate_void_with_reason"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def hours(self) -> float:
        return self.minutes / 60
