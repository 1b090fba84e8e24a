"""Who came: lists at the gate, arrivals, the rights of volunteers, and entries that a person must look at."""

from django.conf import settings
from django.db import models
from django.db.models import DateField, F, Func, Q
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.ui.office import Shown

from .events import Event, Session
from .registrations import Registration


class CheckList(models.Model):
    """Where arrivals are noted, such as gate, forum, dinner: each list counts for itself. The database counts
    (sql/checkins.sql); no Python writes `arrivals` and `came`."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="check_lists", verbose_name=_("event"))
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_lists",
        verbose_name=_("part of an event"),
        help_text=_("Empty: for all who come to the event."),
    )
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    arrivals = models.PositiveIntegerField(_("registrations that came"), default=0, editable=False)
    came = models.PositiveIntegerField(_("people who came"), default=0, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("check-in list")
        verbose_name_plural = _("check-in lists")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="checklist_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="checklist_has_a_name"),
        ]

    def __str__(self):
        return self.shown_name

    shown_name = Shown("name")

    @property
    def expected(self) -> int:
        """Seats that are registered; the event's, or those of a part that people choose."""
        return self.session.taken if self.session and self.session.is_chosen else self.event.taken


class CheckInQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at__isnull=True)


class CheckIn(models.Model):
    """That a registration came. `key` is made where the button was pressed: sent twice, it counts once."""

    list = models.ForeignKey(CheckList, models.PROTECT, related_name="check_ins", verbose_name=_("check-in list"))
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="check_ins", verbose_name=_("registration")
    )
    seats = models.PositiveSmallIntegerField(_("people who came"))
    at = models.DateTimeField(_("came at"))  # by the clock of the device, when it had no network
    noted_at = models.DateTimeField(_("noted at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    key = models.UUIDField(unique=True, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["list", "registration"], condition=Q(undone_at__isnull=True), name="checkin_stands_once"
            ),
            models.CheckConstraint(condition=Q(seats__range=(1, 21)), name="checkin_of_somebody"),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False), name="checkin_undone_when"
            ),
        ]
        indexes = [
            models.Index(fields=["registration"], condition=Q(undone_at__isnull=True), name="checkin_of_registration"),
            models.Index(fields=["list", "-at"], condition=Q(undone_at__isnull=True), name="checkin_latest"),
        ]

    def __str__(self):
        return f"{self.list_id}: {self.registration_id}"


class GatePassQuerySet(models.QuerySet):
    def today(self):
        """Those whose day is today, by the clock of the event, and that nobody ended."""
        local = Func(F("event__time_zone"), Now(), function="TIMEZONE", output_field=models.DateTimeField())
        return self.filter(ended_at__isnull=True, day=Cast(local, DateField()))


class GatePass(models.Model):
    """The right of one account to the check-in desk of one event on one day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="gate_passes", verbose_name=_("volunteer")
    )
    event = models.ForeignKey(Event, models.PROTECT, related_name="gate_passes", verbose_name=_("event"))
    day = models.DateField(_("day"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = GatePassQuerySet.as_manager()

    class Meta:
        verbose_name = _("pass for the check-in desk")
        verbose_name_plural = _("passes for the check-in desk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "event", "day"], condition=Q(ended_at__isnull=True), name="gatepass_once"
            )
        ]
        indexes = [models.Index(fields=["event", "day"], name="gatepass_of_event")]

    def __str__(self):
        return f"{self.user_id}: {self.event_id}, {self.day}"


class GateEntry(models.Model):
    """What a device noted without a network and what could not simply be counted. Nothing is dropped: a person looks
    at it, but for entries of what another device had noted already (TWICE)."""

    class Kind(models.TextChoices):
        CAME = "in", _("Check-in")
        UNDO = "undo", _("Taken back")
        WALK_IN = "walk_in", _("Came without registering")

    class Reason(models.TextChoices):
        TWICE = "twice", _("Another device had noted it already")
        NOT_REGISTERED = "not_registered", _("The registration does not hold a seat any more")
        FULL = "full", _("No seat was left")
        LATE = "late", _("It arrived after the day of the pass")
        UNKNOWN = "unknown", _("It names a registration or a list that is not there")
        CLOSED = "closed", _("The list or the event was closed")

    class Decision(models.TextChoices):
        COUNTED = "counted", _("Counted")
        SET_ASIDE = "set_aside", _("Set aside")

    event = models.ForeignKey(Event, models.PROTECT, related_name="gate_entries", verbose_name=_("event"))
    list = models.ForeignKey(CheckList, models.PROTECT, related_name="entries", verbose_name=_("check-in list"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="gate_entries",
        verbose_name=_("registration"),
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    at = models.DateTimeField(_("noted at"))
    arrived_at = models.DateTimeField(_("arrived at"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=14, choices=Reason)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("entry to look at")
        verbose_name_plural = _("entries to look at")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="gateentry_decided_when",
            ),
            models.CheckConstraint(condition=Q(seats__range=(1, 21)), name="gateentry_of_somebody"),
        ]
        indexes = [
            models.Index(fields=["event"], condition=Q(decision="") & ~Q(reason="twice"), name="gateentry_to_look_at")
        ]

    def __str__(self):
        return f"{self.event_id}: {self.get_kind_display()}"
