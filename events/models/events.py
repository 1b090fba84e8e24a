"""One event: what, by whom, when, where, and how many it takes."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown, in_readers_language
from chapters.models.zones import HOME, Clocked, zone_known

from .series import Kind, Place, Series


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: all for the office, for college officers those that their college holds."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.EVENT_VIEW)
        return self if reach.everyone else self.filter(college__in=reach.college_ids)

    def edited_by(self, user):
        """Those that `user` plans and runs at the desk."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.EVENT_EDIT)
        return self if reach.everyone else self.filter(college__in=reach.college_ids)

    def gate_run_by(self, user):
        """Those whose check-in `user` prepares and looks after at the desk: who plans them, and who leads the
        university's volunteers."""
        if user.is_authenticated and user.may(Permission.PROGRAMME_EDIT):
            return self.visible_to(user)
        return self.edited_by(user)

    def run_by(self, chapters):
        """Those that one of these chapters holds: for its officers, on the pages of their chapter."""
        return self.filter(chapter__in=chapters)

    def told(self):
        """Those that people may know of: everything but drafts."""
        return self.exclude(state=Event.State.DRAFT)

    def listed(self):
        """Those that stand in the public list."""
        return self.told().filter(is_public=True)

    def coming(self):
        return self.filter(ends_at__gte=timezone.now()).exclude(state=Event.State.CANCELLED)


@tracked(exclude=["taken"])  # or each seat would be a version of the whole text
class Event(Clocked, models.Model):
    """What somebody invites to. `taken` counts seats in the database (sql/seats.sql); no Python writes it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("event", "Draft")
        ANNOUNCED = "announced", _("Announced")
        OPEN = "open", _("Open for registration")
        CLOSED = "closed", _("Registration closed")
        HELD = "held", pgettext_lazy("event", "Held")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")

    # From each state, where it may go; the database refuses any other move.
    MOVES = {
        State.DRAFT: [State.ANNOUNCED, State.OPEN, State.CANCELLED],
        State.ANNOUNCED: [State.DRAFT, State.OPEN, State.CLOSED, State.CANCELLED],
        State.OPEN: [State.CLOSED, State.CANCELLED],
        State.CLOSED: [State.OPEN, State.HELD, State.CANCELLED],
        State.HELD: [],
        State.CANCELLED: [],
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    summary_en = models.CharField(_("in a sentence, in English"), max_length=400, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    text_en = models.TextField(_("English text"), max_length=20_000, blank=True)
    # Nobody of the two: the office itself.
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("college")
    )
    chapter = models.ForeignKey(
        "chapters.Chapter", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("chapter")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    is_public = models.BooleanField(
        _("in the public list"), default=True, help_text=_("Otherwise only who has an invitation finds it.")
    )

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=40, default=HOME)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=pgettext_lazy("of events", "place"),
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    where_en = models.CharField(_("where exactly, in English"), max_length=200, blank=True)
    online_url = models.URLField(_("address online"), blank=True, help_text=_("Shown to those who are registered."))

    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text=_("Empty: as many as come."))
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    opens_at = models.DateTimeField(_("registration from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration until"), null=True, blank=True)
    guests_allowed = models.BooleanField(_("open to guests"), default=False)
    needs_approval = models.BooleanField(_("the host decides about each registration"), default=False)
    companions_most = models.PositiveSmallIntegerField(_("companions at most"), default=3)
    has_waiting_list = models.BooleanField(_("with a waiting list"), default=True)
    moves_up_until = models.DateTimeField(
        _("the waiting list moves up until"), null=True, blank=True, help_text=_("Empty: until it starts.")
    )
    reminder_days = models.PositiveSmallIntegerField(_("reminder so many days before"), default=3)
    fee_note = models.CharField(_("fee, paid on site"), max_length=200, blank=True)
    fee_note_en = models.CharField(_("fee, in English"), max_length=200, blank=True)

    cost = models.DecimalField(_("cost in yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("copied from")
    )
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__lte=F("starts_at")), name="event_closes_by_start"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="event_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(moves_up_until__isnull=True) | Q(moves_up_until__lte=F("starts_at")),
                name="event_moves_up_before_start",
            ),
            models.CheckConstraint(condition=Q(college__isnull=True) | Q(chapter__isnull=True), name="event_one_host"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="event_seats_not_sold_twice"
            ),
            models.CheckConstraint(condition=Q(companions_most__lte=20), name="event_companions_at_most"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="event_cost_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="event_cancelled_with_reason"
            ),
            models.CheckConstraint(condition=zone_known(), name="event_zone_known"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="event_by_day"),
            models.Index(fields=["series", "-starts_at"], name="event_of_series"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="event_moves",
                field="state",
                transitions=[
                    ("draft", "announced"), ("draft", "open"), ("draft", "cancelled"),
                    ("announced", "draft"), ("announced", "open"), ("announced", "closed"), ("announced", "cancelled"),
                    ("open", "closed"), ("open", "cancelled"),
                    ("closed", "open"), ("closed", "held"), ("closed", "cancelled"),
                ],
            )
        ]  # fmt: skip

    def __str__(self):
        return self.shown_title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.pk])

    shown_title = Shown("title")
    shown_summary = Shown("summary")
    shown_text = Shown("text")
    shown_where = Shown("where")
    shown_fee = Shown("fee_note")

    @property
    def free(self) -> int | None:
        """Seats that are left; None: as many as come."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.free == 0

    def takes_registrations(self, at: datetime) -> bool:
        """Whether somebody may register at this moment, for a seat or for the waiting list."""
        return (
            self.state == self.State.OPEN
            and (self.opens_at is None or self.opens_at <= at)
            and at < (self.closes_at or self.starts_at)
        )

    def moves_up(self, at: datetime) -> bool:
        """Whether the waiting list still moves at this moment."""
        return self.state in (self.State.OPEN, self.State.CLOSED) and at < (self.moves_up_until or self.starts_at)


class Session(models.Model):
    """A part of an event with its own time, place and seats, such as the forum or the dinner of a Return Day."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    text_en = models.TextField(_("English text"), max_length=3000, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=pgettext_lazy("of events", "place"),
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    where_en = models.CharField(_("where exactly, in English"), max_length=200, blank=True)
    is_chosen = models.BooleanField(
        _("people say whether they come"), default=False, help_text=_("Otherwise it is for all who come to the event.")
    )
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text=_("Empty: as many as come."))
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    key = models.UUIDField(unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("part of an event")
        verbose_name_plural = _("parts of events")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="session_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="session_seats_not_sold_twice"
            ),
        ]
        indexes = [models.Index(fields=["event", "starts_at"], name="session_in_order")]

    def __str__(self):
        return self.shown_title

    shown_title = Shown("title")
    shown_text = Shown("text")
    shown_where = Shown("where")

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken


class SpeakerQuerySet(models.QuerySet):
    def named(self):
        """Those whose names everybody may read: guests whom the office names, alumni who said yes."""
        return self.filter(Q(alumnus__isnull=True) | Q(answer=Speaker.Answer.AGREED))


@tracked
class Speaker(models.Model):
    """Who speaks in a part of an event. Alumni are named in public once they agreed."""

    class Answer(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        ASKED = "asked", pgettext_lazy("speaker", "Asked")
        AGREED = "agreed", pgettext_lazy("speaker", "Agreed")
        DECLINED = "declined", pgettext_lazy("speaker", "Declined")

    session = models.ForeignKey(Session, models.PROTECT, related_name="speakers", verbose_name=_("part of an event"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name=_("alumnus")
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    role = models.CharField(_("who that is"), max_length=160, blank=True)
    role_en = models.CharField(_("who that is, in English"), max_length=200, blank=True)
    topic = models.CharField(_("speaks about"), max_length=200, blank=True)
    topic_en = models.CharField(_("speaks about, in English"), max_length=240, blank=True)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, default=Answer.NOT_ASKED)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    key = models.UUIDField(unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_a_name"),
            models.UniqueConstraint(
                fields=["session", "alumnus"], condition=Q(alumnus__isnull=False), name="speaker_once"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["agreed", "declined"], answered_at__isnull=False)
                | (~Q(answer__in=["agreed", "declined"]) & Q(answered_at__isnull=True)),
                name="speaker_answered_when",
            ),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    shown_role = Shown("role")
    shown_topic = Shown("topic")


class Material(models.Model):
    """A file of an event: for everybody, or for those who are registered. Public photographs stand on its page."""

    class Kind(models.TextChoices):
        PAPER = "paper", pgettext_lazy("material", "Paper")
        MINUTES = "minutes", pgettext_lazy("material", "Minutes")
        PHOTOGRAPH = "photo", pgettext_lazy("material", "Photograph")

    event = models.ForeignKey(Event, models.PROTECT, related_name="materials", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="materials", verbose_name=_("part of an event")
    )
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.PAPER)
    file = models.FileField(_("file"), upload_to="events/material", max_length=100)
    is_public = models.BooleanField(_("for everybody"), default=False)
    key = models.UUIDField(unique=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("material")

    def __str__(self):
        return in_readers_language(self.title, self.title_en)
