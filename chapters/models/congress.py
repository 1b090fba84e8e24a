"""The association's congress: who sends how many, who came, what was decided, who was elected."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .council import Seat


class CongressQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.reach(Permission.CHAPTER_VIEW).everyone:
            return self
        return self.none()


@tracked
class Congress(models.Model):
    """A congress of representatives."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        NOMINATING = "nominating", _("Delegates are named")
        OPEN = "open", pgettext_lazy("congress", "In session")
        CLOSED = "closed", pgettext_lazy("congress", "Closed")

    class Basis(models.TextChoices):
        MEMBERS = "members", _("Members of the chapters")
        ALUMNI = "alumni", _("Alumni in the place or of the college")

    name = models.CharField(pgettext_lazy("congress", "name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    seats = models.PositiveIntegerField(_("seats"))
    least = models.PositiveSmallIntegerField(_("at least for each"), default=1)
    basis = models.CharField(_("counted by"), max_length=8, choices=Basis, default=Basis.ALUMNI)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    term_ends_on = models.DateField(_("the elected council’s term until"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = CongressQuerySet.as_manager()

    class Meta:
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="congress_ends_after_start"),
            models.CheckConstraint(condition=Q(term_ends_on__gt=F("ends_on")), name="congress_term_ends_after_it"),
            models.CheckConstraint(condition=Q(seats__range=(1, 100_000)), name="congress_has_seats"),
        ]

    def __str__(self):
        chinese = (get_language() or "zh").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en


@tracked
class Delegation(models.Model):
    """How many delegates a chapter or a college sends: by the rule, and as somebody set it by hand."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegations")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="delegations")
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, related_name="+")
    counted = models.PositiveIntegerField(_("counted"))
    by_rule = models.PositiveIntegerField(_("by the rule"))
    seats = models.PositiveIntegerField(_("seats"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False, college__isnull=True)
                | Q(chapter__isnull=True, college__isnull=False),
                name="delegation_of_one_body",
            ),
            models.CheckConstraint(
                condition=Q(seats=F("by_rule")) | ~Q(reason=""), name="delegation_adjusted_with_reason"
            ),
            models.UniqueConstraint(
                fields=["congress", "chapter", "college"], nulls_distinct=False, name="delegation_once"
            ),
        ]

    def __str__(self):
        return str(self.chapter or self.college)


@tracked
class Delegate(models.Model):
    """One representative: named by a delegation, checked, and there or not."""

    class State(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIRMED = "confirmed", _("Credentials in order")
        REFUSED = "refused", _("Credentials refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegates")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="delegates")
    # Empty once the person is erased: who was there still counts towards the quorum.
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, null=True, related_name="congress_delegates")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NAMED)
    number = models.PositiveIntegerField(_("number of the credentials"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(_("named at"), auto_now_add=True)
    attended_at = models.DateTimeField(_("came at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "alumnus"], condition=Q(state__in=["named", "confirmed"]), name="delegate_once"
            ),
            models.UniqueConstraint(fields=["congress", "number"], name="delegate_number_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(number__isnull=False), name="delegate_confirmed_by_number"
            ),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True) | Q(state="confirmed"), name="delegate_only_confirmed_attend"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="delegate_refused_with_reason"),
        ]

    def __str__(self):
        return str(self.alumnus or _("a person who was erased"))


@tracked
class Motion(models.Model):
    """What was put to the vote, with the votes counted."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary: at least half of those present")
        CHARTER = "charter", _("Change of the charter: at least two thirds of those present")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    present = models.PositiveIntegerField(_("delegates present"), null=True, blank=True)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)
    voted_at = models.DateTimeField(_("voted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="motion_number_once"),
            models.CheckConstraint(
                condition=Q(
                    present__isnull=True, votes_for__isnull=True, votes_against__isnull=True,
                    abstentions__isnull=True, voted_at__isnull=True,
                )
                | Q(
                    present__gt=0, votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False,
                    voted_at__isnull=False,
                    present__gte=F("votes_for") + F("votes_against") + F("abstentions"),
                ),
                name="motion_votes_within_those_present",
            ),
        ]  # fmt: skip

    def __str__(self):
        chinese = (get_language() or "zh").startswith("zh")
        return self.title if chinese or not self.title_en else self.title_en

    @property
    def is_carried(self) -> bool | None:
        """None before the vote. "At least" includes the number itself (Civil Code, art. 1259)."""
        if self.present is None or self.votes_for is None:
            return None
        if self.kind == self.Kind.CHARTER:
            return 3 * self.votes_for >= 2 * self.present
        return 2 * self.votes_for >= self.present


@tracked
class Election(models.Model):
    """The vote on who holds one post of the association's council."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="elections")
    seat = models.CharField(_("post"), max_length=14, choices=Seat)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    present = models.PositiveIntegerField(_("delegates present"), null=True, blank=True)
    ballots = models.PositiveIntegerField(_("valid ballots"), null=True, blank=True)
    voted_at = models.DateTimeField(_("voted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        constraints = [
            models.UniqueConstraint(fields=["congress", "seat"], name="election_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="election_has_places"),
            models.CheckConstraint(
                condition=~Q(seat__in=["president", "secretary"]) | Q(places=1), name="election_one_for_the_post"
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True, ballots__isnull=True, voted_at__isnull=True)
                | Q(present__gt=0, ballots__isnull=False, voted_at__isnull=False, present__gte=F("ballots")),
                name="election_ballots_within_those_present",
            ),
        ]

    def __str__(self):
        return f"{self.congress}: {self.get_seat_display()}"


@tracked
class Candidate(models.Model):
    """Somebody who stands for a post, and the votes."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    # Empty once the person is erased: the votes of an election stay.
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, null=True, related_name="congress_candidacies")
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    is_elected = models.BooleanField(_("elected"), default=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.UniqueConstraint(fields=["election", "alumnus"], name="candidate_once"),
            models.CheckConstraint(condition=Q(is_elected=False) | Q(votes__gt=0), name="candidate_elected_by_votes"),
        ]

    def __str__(self):
        return str(self.alumnus or _("a person who was erased"))
