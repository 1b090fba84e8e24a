"""What a congress decides: motions and elections, with the votes counted."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .congress import Congress
from .posts import Seat


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
    correction = models.CharField(_("why the votes were corrected"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, null=True, editable=False)

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
        triggers = [
            pgtrigger.Protect(
                name="motion_voted_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__voted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.shown_title

    @property
    def shown_title(self) -> str:
        return in_readers_language(self.title, self.title_en)

    @property
    def needed(self) -> int | None:
        """The fewest votes that carry it; None before the vote."""
        if self.present is None:
            return None
        return -(-2 * self.present // 3) if self.kind == self.Kind.CHARTER else -(-self.present // 2)

    @property
    def is_carried(self) -> bool | None:
        """None before the vote. "At least" includes the number itself (Civil Code, art. 1259)."""
        if self.needed is None or self.votes_for is None:
            return None
        return self.votes_for >= self.needed


@tracked
class Election(models.Model):
    """The vote on who holds one post of the association's council."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="elections")
    seat = models.CharField(_("post"), max_length=14, choices=Seat)
    # One more for each further ballot on the places that the one before left open.
    round = models.PositiveSmallIntegerField(_("ballot"), default=1)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    present = models.PositiveIntegerField(_("delegates present"), null=True, blank=True)
    ballots = models.PositiveIntegerField(_("valid ballots"), null=True, blank=True)
    voted_at = models.DateTimeField(_("voted at"), null=True, blank=True)
    correction = models.CharField(_("why the votes were corrected"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        constraints = [
            models.UniqueConstraint(fields=["congress", "seat", "round"], name="election_once"),
            models.CheckConstraint(condition=Q(places__gte=1, round__gte=1), name="election_has_places"),
            # A post of a chapter's own is no post of the association.
            models.CheckConstraint(condition=~Q(seat="other"), name="election_of_a_usual_post"),
            models.CheckConstraint(
                condition=~Q(seat__in=["president", "secretary"]) | Q(places=1), name="election_one_for_the_post"
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True, ballots__isnull=True, voted_at__isnull=True)
                | Q(present__gt=0, ballots__isnull=False, voted_at__isnull=False, present__gte=F("ballots")),
                name="election_ballots_within_those_present",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="election_ballots_not_below_the_votes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("ballots"),
                func="""
                    IF EXISTS (SELECT FROM chapters_candidate
                               WHERE election_id = NEW.id AND votes > coalesce(NEW.ballots, 0)) THEN
                        RAISE EXCEPTION 'a candidate has more votes than ballots'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'candidate_votes_within_the_ballots';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="election_voted_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__voted_at__isnull=False),
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
        triggers = [
            pgtrigger.Trigger(
                name="candidate_votes_within_the_ballots",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__votes__isnull=False),
                func="""
                    IF NEW.votes > coalesce((SELECT ballots FROM chapters_election
                                             WHERE id = NEW.election_id FOR SHARE), 0) THEN
                        RAISE EXCEPTION 'more votes than valid ballots'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'candidate_votes_within_the_ballots';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return str(self.alumnus or _("a person who was erased"))
