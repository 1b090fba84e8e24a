"""The entrepreneurs' club: tiers, the council that decides, memberships with their terms, and votes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .donors import Organisation


@tracked
class ClubTier(models.Model):
    """A kind of membership: what one has to be for it, how long it lasts, what is said of the yearly fee."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000)
    conditions_en = models.TextField(_("conditions, in English"), max_length=3000, blank=True)
    fee_note = models.CharField(_("yearly fee"), max_length=200, blank=True)
    fee_note_en = models.CharField(_("yearly fee, in English"), max_length=300, blank=True)
    years = models.PositiveSmallIntegerField(_("years of a term"), default=3)
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    is_offered = models.BooleanField(_("can be applied for"), default=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("tier of the club")
        verbose_name_plural = _("tiers of the club")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(conditions=""), name="club_tier_says_what_it_is"),
            models.CheckConstraint(condition=Q(years__range=(1, 20)), name="club_tier_years"),
        ]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    @property
    def shown_conditions(self) -> str:
        return in_readers_language(self.conditions, self.conditions_en)

    @property
    def shown_fee(self) -> str:
        return in_readers_language(self.fee_note, self.fee_note_en)


class ClubSeatQuerySet(models.QuerySet):
    def sitting(self):
        today = timezone.localdate()
        return self.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gte=today))

    def of(self, user):
        """The seats that are `user`'s own today: as a colleague, or as the alumnus that the account is."""
        if not user.is_authenticated:
            return self.none()
        own = Q(user=user) | Q(alumnus__user=user, alumnus__archived_at=None, alumnus__merged_into=None)
        return self.sitting().filter(own)


@tracked
class ClubSeat(models.Model):
    """A seat in the club's council, held by an alumnus or by a colleague, as long as its days say."""

    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="club_seats", verbose_name=_("alumnus")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("colleague")
    )
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=80, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = ClubSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in the club’s council")
        verbose_name_plural = _("seats in the club’s council")
        constraints = [
            models.CheckConstraint(
                condition=Q(alumnus__isnull=False, user__isnull=True) | Q(alumnus__isnull=True, user__isnull=False),
                name="club_seat_of_one",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="club_seat_ends_after_begin"
            ),
            models.UniqueConstraint(
                fields=["alumnus"], condition=Q(until_on__isnull=True), name="club_seat_once_an_alumnus"
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(until_on__isnull=True), name="club_seat_once_a_user"),
        ]

    def __str__(self):
        return str(self.alumnus or self.user)


class ClubMembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For whoever may see the club, all of it: it is the office's, and no college's."""
        if not user.is_authenticated or not user.reach(Permission.CLUB_VIEW).everyone:
            return self.none()
        return self.of_people()

    def of_people(self):
        """Not those that a merge left with the record that was given up."""
        return self.filter(alumnus__merged_into__isnull=True)

    def live(self):
        """Members today: the term is asked by its date."""
        return self.filter(state=ClubMembership.State.MEMBER, until_on__gte=timezone.localdate())


@tracked
class ClubMembership(models.Model):
    """From the application to the end. The database lets the state go no other way than MOVES (sql/club.sql).
    A member whose term is over stays one in the record until it is renewed or ended, and is none by `live`."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("club", "Applied")
        MEMBER = "member", pgettext_lazy("club", "Member")
        DECLINED = "declined", pgettext_lazy("club", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("club", "Withdrawn")
        ENDED = "ended", pgettext_lazy("club", "Ended")

    class Decided(models.TextChoices):
        VOTES = "votes", _("By votes of the council")
        MEETING = "meeting", _("At a meeting of the council")

    MOVES = {
        State.APPLIED: [State.MEMBER, State.DECLINED, State.WITHDRAWN],
        State.MEMBER: [State.ENDED],
        State.DECLINED: [],
        State.WITHDRAWN: [],
        State.ENDED: [],
    }
    LIVE = [State.APPLIED, State.MEMBER]

    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="club_memberships", verbose_name=_("alumnus")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="club_memberships", verbose_name=_("organisation")
    )
    tier = models.ForeignKey(
        ClubTier, models.PROTECT, related_name="memberships", verbose_name=pgettext_lazy("club", "tier")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.APPLIED, editable=False)
    statement = models.TextField(_("why you want to join"), max_length=2000, blank=True)
    applied_at = models.DateTimeField(pgettext_lazy("giving", "applied at"), default=timezone.now, editable=False)
    decided = models.CharField(_("decided"), max_length=7, choices=Decided, blank=True, editable=False)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    from_on = models.DateField(_("member from"), null=True, blank=True)
    until_on = models.DateField(_("member until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClubMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of the club")
        verbose_name_plural = _("memberships of the club")
        constraints = [
            models.UniqueConstraint(
                fields=["alumnus"], condition=Q(state__in=["applied", "member"]), name="club_member_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["member", "ended"])
                | Q(from_on__isnull=False, until_on__isnull=False, until_on__gte=F("from_on")),
                name="club_member_has_a_term",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["member", "declined", "ended"])
                | (Q(decided_on__isnull=False) & ~Q(decided="")),
                name="club_decided_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "ended"]) | ~Q(reason=""), name="club_no_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="club_ended_when",
            ),
        ]
        indexes = [
            models.Index(fields=["alumnus"], name="club_of_person"),
            models.Index(fields=["state", "until_on"], name="club_by_state"),
        ]

    def __str__(self):
        return f"{self.alumnus} · {self.organisation}"

    @property
    def is_over(self) -> bool:
        """A member in the record whose term has run out."""
        return self.until_on is not None and self.state == self.State.MEMBER and self.until_on < timezone.localdate()

    @property
    def shown_state(self):
        return _("Term over") if self.is_over else self.get_state_display()


class ClubTerm(models.Model):
    """A term of a membership: the first, or what a renewal added. It changes with a ClubCorrection only."""

    membership = models.ForeignKey(ClubMembership, models.CASCADE, related_name="terms", verbose_name=_("membership"))
    from_on = models.DateField(pgettext_lazy("day", "from"))
    until_on = models.DateField(_("until"))
    decided_on = models.DateField(_("day of the decision"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("term of a membership of the club")
        verbose_name_plural = _("terms of memberships of the club")
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "from_on"], name="club_term_once"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="club_term_ends_after_begin"),
        ]

    def __str__(self):
        return f"{self.from_on:%Y-%m-%d} – {self.until_on:%Y-%m-%d}"


class ClubVote(models.Model):
    """What one seat says of an application. Given once, and never changed."""

    membership = models.ForeignKey(
        ClubMembership, models.CASCADE, related_name="votes", verbose_name=pgettext_lazy("giving", "application")
    )
    seat = models.ForeignKey(ClubSeat, models.CASCADE, related_name="votes", verbose_name=_("seat"))
    is_yes = models.BooleanField(_("in favour"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    voted_at = models.DateTimeField(_("voted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("vote of the club’s council")
        verbose_name_plural = _("votes of the club’s council")
        constraints = [models.UniqueConstraint(fields=["membership", "seat"], name="club_vote_once")]

    def __str__(self):
        return f"{self.seat}: {'+' if self.is_yes else '−'}"
