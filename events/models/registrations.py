"""Who comes: tickets, registrations, companions, and the mails about them."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown, in_readers_language

from .events import Event, Session


class Ticket(models.Model):
    """A kind of ticket with its own number of seats, such as alumni, students, the press."""

    class Holder(models.TextChoices):
        ANYONE = "anyone", _("Everyone")
        ALUMNI = "alumni", _("Alumni only")
        GUESTS = "guests", _("Guests only")

    event = models.ForeignKey(Event, models.PROTECT, related_name="tickets", verbose_name=_("event"))
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    holder = models.CharField(_("for whom"), max_length=6, choices=Holder, default=Holder.ANYONE)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text=_("Empty: as many as come."))
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    fee_note = models.CharField(_("fee, paid on site"), max_length=120, blank=True)
    fee_note_en = models.CharField(_("fee, in English"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("kind of ticket")
        verbose_name_plural = _("kinds of tickets")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="ticket_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="ticket_has_a_name"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="ticket_seats_not_sold_twice"
            ),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    shown_fee = Shown("fee_note")

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken


class InviteQuerySet(models.QuerySet):
    def good(self, at):
        return self.filter(ended_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=at))


class Invite(models.Model):
    """A link that lets in whoever holds it, until it is ended: its signed number is the link."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="invites", verbose_name=_("event"))
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="invites", verbose_name=_("kind of ticket")
    )
    label = models.CharField(_("for whom"), max_length=120)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = InviteQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")

    def __str__(self):
        return self.label


class Group(models.Model):
    """People who are registered together, such as a class by its liaison: all of them, or nobody."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="groups", verbose_name=_("event"))
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("group of registrations")
        verbose_name_plural = _("groups of registrations")

    def __str__(self):
        return self.name


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the events that `user` may see at the desk."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.EVENT_VIEW)
        return self if reach.everyone else self.filter(event__college__in=reach.college_ids)

    def live(self):
        return self.filter(state__in=Registration.LIVE)

    def holding(self):
        """Those that take seats."""
        return self.filter(state__in=Registration.HOLDING)

    def waiting(self):
        """The waiting list, in its order."""
        return self.filter(state=Registration.State.WAITING).order_by("queued_at", "pk")


@tracked
class Registration(models.Model):
    """One person for one event, with companions. The signed number (mail/tokens.py) is the link to change it; `code`
    stands in the QR of the ticket."""

    class State(models.TextChoices):
        WAITING = "waiting", _("On the waiting list")
        ASKED = "asked", _("Waits for the host's decision")
        CONFIRMED = "confirmed", pgettext_lazy("registration", "Registered")
        DECLINED = "declined", pgettext_lazy("registration", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")

    class Source(models.TextChoices):
        SELF = "self", _("Registered themselves")
        INVITE = "invite", _("By an invitation link")
        LIAISON = "liaison", _("By the class liaison")
        DESK = "desk", _("By the host")
        WALK_IN = "walk_in", _("Came without registering")

    HOLDING = [State.ASKED, State.CONFIRMED]
    LIVE = [State.WAITING, *HOLDING]

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("kind of ticket")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("group")
    )
    # Empty: a guest, or a person who was erased.
    alumnus = models.ForeignKey(
        "alumni.Alumnus",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("alumnus"),
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    reading = models.CharField(_("reading"), max_length=200, blank=True, editable=False)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=[("zh-hans", "中文"), ("en", "English")])
    state = models.CharField(_("state"), max_length=9, choices=State)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)  # the person and each companion
    source = models.CharField(_("how"), max_length=8, choices=Source, default=Source.SELF)
    invite = models.ForeignKey(Invite, models.PROTECT, null=True, blank=True, related_name="registrations")
    note = models.CharField(_("a word to the host"), max_length=300, blank=True)
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    queued_at = models.DateTimeField(_("on the waiting list since"), null=True, blank=True)
    moved_up_at = models.DateTimeField(_("moved up at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "alumnus"], condition=Q(state__in=["waiting", "asked", "confirmed"]),
                name="registration_once_a_person",
            ),
            models.UniqueConstraint(
                "event", Lower("email"), "name",
                condition=Q(state__in=["waiting", "asked", "confirmed"], alumnus__isnull=True) & ~Q(email=""),
                name="registration_once_a_guest",
            ),
            models.CheckConstraint(condition=Q(seats__range=(1, 21)), name="registration_takes_seats"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False), name="registration_waits_since"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["declined", "cancelled"], ended_at__isnull=False)
                | (~Q(state__in=["declined", "cancelled"]) & Q(ended_at__isnull=True)),
                name="registration_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(end_reason=""), name="registration_declined_with_reason"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["event", "state", "queued_at"], name="registration_of_event"),
            models.Index(fields=["alumnus"], name="registration_of_person"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="registration_moves",
                field="state",
                transitions=[
                    ("waiting", "asked"), ("waiting", "confirmed"), ("waiting", "declined"), ("waiting", "cancelled"),
                    ("asked", "confirmed"), ("asked", "declined"), ("asked", "cancelled"),
                    ("confirmed", "cancelled"),
                ],
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.name}: {self.event}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def companions_number(self) -> int:
        return self.seats - 1


class SessionSeat(models.Model):
    """That a registration comes to a part of the event: with all its seats, while it holds them."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="session_seats")
    session = models.ForeignKey(Session, models.PROTECT, related_name="session_seats")

    class Meta:
        verbose_name = _("seat in a part of an event")
        verbose_name_plural = _("seats in parts of events")
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="sessionseat_once")]

    def __str__(self):
        return f"{self.registration_id}: {self.session_id}"


class Companion(models.Model):
    """Somebody who comes along and said a name; others are only counted in the registration's seats."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="companions")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    is_child = models.BooleanField(_("child"), default=False)

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="companion_has_a_name")]

    def __str__(self):
        return self.name


class EventNotice(models.Model):
    """Something that everybody concerned is told once: that it moves, is cancelled, or is soon. Who is told is fixed
    when it is made (NoticeMail); a worker that dies goes on with those who have no mail yet."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("Time or place changed")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
        REMINDER = "reminder", _("Reminder")
        MESSAGE = "message", _("A word from the host")
        FEEDBACK = "feedback", _("Asked how it was")

    event = models.ForeignKey(Event, models.PROTECT, related_name="notices", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    # Of a change: when and where it was, and for a part of the event also its title and how it is now.
    moved = models.JSONField(_("what moved"), null=True, blank=True, encoder=DjangoJSONEncoder)
    of_day = models.DateField(_("day that it reminds of"), null=True)  # by the event's clock; of reminders alone
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    done_at = models.DateTimeField(_("everybody told at"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("notice to those registered")
        verbose_name_plural = _("notices to those registered")
        constraints = [
            models.UniqueConstraint(fields=["event"], condition=Q(kind="cancelled"), name="eventnotice_cancelled_once"),
            models.UniqueConstraint(
                fields=["event", "of_day"],
                condition=Q(kind="reminder"),
                name="eventnotice_reminded_once_of_a_day",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=["event"], condition=Q(kind="feedback"), name="eventnotice_asked_once"),
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(done_at__isnull=True), name="eventnotice_to_do"),
        ]

    def __str__(self):
        return f"{self.event}: {self.get_kind_display()}"


class EventNoticeMail(models.Model):
    """That one registration is told of a notice, and by which mail of the outbox."""

    notice = models.ForeignKey(EventNotice, models.CASCADE, related_name="mails")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="notice_mails")
    queued_at = models.DateTimeField(_("put into the outbox at"), null=True, blank=True)
    message = models.ForeignKey("mail.Message", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("of an event", "notice by mail")
        verbose_name_plural = pgettext_lazy("of an event", "notices by mail")
        constraints = [models.UniqueConstraint(fields=["notice", "registration"], name="eventnoticemail_once")]
        indexes = [
            models.Index(fields=["notice"], condition=Q(queued_at__isnull=True), name="eventnoticemail_to_do"),
        ]

    def __str__(self):
        return f"{self.notice_id}: {self.registration_id}"
