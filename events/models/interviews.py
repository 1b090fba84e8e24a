"""Interview teams: students who visit alumni, whom they are to meet, and what they wrote about it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language
from chapters.models import Piece

from .programmes import Programme
from .volunteers import Volunteer

LONGEST_REPORT = 20_000  # as much as the editors take of a story
LONGEST_WISHES = 1000


class InterviewTeamQuerySet(models.QuerySet):
    def of(self, volunteer: Volunteer):
        return self.filter(members__volunteer=volunteer)


@tracked(exclude=["wishes"])  # of people who were asked nothing: no version of it is kept
class InterviewTeam(models.Model):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="teams", verbose_name=_("student programme"))
    name = models.CharField(_("name of the team"), max_length=80)
    name_en = models.CharField(_("name of the team, in English"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    teacher = models.CharField(_("teacher who goes with them"), max_length=60, blank=True)
    # The team's proposal to the office, which chooses and asks; gone once the programme is done.
    wishes = models.TextField(_("whom the team would like to meet"), max_length=LONGEST_WISHES, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InterviewTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview team")
        verbose_name_plural = _("interview teams")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="interviewteam_once"),
            models.CheckConstraint(condition=~Q(name=""), name="interviewteam_has_a_name"),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return in_readers_language(self.name, self.name_en)


class TeamMember(models.Model):
    """A volunteer in a team. Not tracked, as volunteers are not."""

    team = models.ForeignKey(InterviewTeam, models.PROTECT, related_name="members", verbose_name=_("interview team"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="teams", verbose_name=_("volunteer"))
    leads = models.BooleanField(_("leads the team"), default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ["-leads", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "volunteer"], name="teammember_once"),
            models.UniqueConstraint(fields=["team"], condition=Q(leads=True), name="teammember_one_leads"),
        ]

    def __str__(self):
        return f"{self.team_id}: {self.volunteer_id}"


class InterviewTargetQuerySet(models.QuerySet):
    def on_record(self):
        """Of people who may be named and written to."""
        return self.filter(
            alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True
        ).exclude(alumnus__life="deceased")

    def shown_to_team(self):
        """Whom the team may know of: who agreed, while the programme is not done."""
        agreed = [InterviewTarget.State.AGREED, InterviewTarget.State.INTERVIEWED]
        return self.on_record().filter(state__in=agreed).exclude(team__programme__state=Programme.State.DONE)


class InterviewTarget(models.Model):
    """Somebody whom a team is to interview. The team learns of it what `opened` says, and nothing before the person
    agreed. Not tracked: a word that is taken back is not kept beside the new one."""

    class State(models.TextChoices):
        CHOSEN = "chosen", pgettext_lazy("interview", "Chosen")
        ASKED = "asked", pgettext_lazy("interview", "Asked")
        AGREED = "agreed", pgettext_lazy("interview", "Agreed")
        DECLINED = "declined", pgettext_lazy("interview", "Declined")
        INTERVIEWED = "interviewed", pgettext_lazy("interview", "Interviewed")

    team = models.ForeignKey(InterviewTeam, models.PROTECT, related_name="targets", verbose_name=_("interview team"))
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="interviews", verbose_name=_("alumnus"))
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.CHOSEN)
    opened = ArrayField(
        models.CharField(max_length=8, choices=Piece), verbose_name=_("what the team may see"), default=list, blank=True
    )
    word = models.CharField(_("a word to the team"), max_length=300, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(_("chosen at"), auto_now_add=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    interviewed_on = models.DateField(_("interviewed on"), null=True, blank=True)

    objects = InterviewTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("person to be interviewed")
        verbose_name_plural = _("people to be interviewed")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "alumnus"], name="interviewtarget_once"),
            models.CheckConstraint(
                condition=Q(state__in=["agreed", "interviewed"]) | Q(opened=[], word=""),
                name="interviewtarget_opened_by_who_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "interviewed"]) | Q(answered_at__isnull=False),
                name="interviewtarget_agreed_when",
            ),
            models.CheckConstraint(
                condition=Q(state="interviewed", interviewed_on__isnull=False)
                | (~Q(state="interviewed") & Q(interviewed_on__isnull=True)),
                name="interviewtarget_interviewed_when",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="interviewtarget_moves",
                field="state",
                transitions=[
                    ("chosen", "asked"),
                    ("chosen", "declined"),
                    ("asked", "agreed"),
                    ("asked", "declined"),
                    ("agreed", "declined"),
                    ("declined", "agreed"),
                    ("agreed", "interviewed"),
                ],
            )
        ]

    def __str__(self):
        return f"{self.team_id}: {self.alumnus_id}"


class InterviewReport(models.Model):
    """What a team wrote about one interview: accepted by the office it does not change any more."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("report", "Submitted")
        RETURNED = "returned", pgettext_lazy("report", "Sent back")
        ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")

    OPEN = [State.DRAFT, State.RETURNED]  # while the team writes

    target = models.OneToOneField(
        InterviewTarget, models.PROTECT, related_name="report", verbose_name=_("person to be interviewed")
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=LONGEST_REPORT)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    answer = models.TextField(_("what the office says to it"), max_length=1000, blank=True)
    written_by = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, related_name="reports", verbose_name=_("written by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    suggested_at = models.DateTimeField(_("suggested to the editors at"), null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("interview report")
        verbose_name_plural = _("interview reports")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="interviewreport_says_something"),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""), name="interviewreport_returned_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="interviewreport_submitted_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(decided_at__isnull=False), name="interviewreport_accepted_when"
            ),
            models.CheckConstraint(
                condition=Q(suggested_at__isnull=True) | Q(state="accepted"), name="interviewreport_suggested_accepted"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="interviewreport_moves",
                field="state",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "returned"),
                    ("submitted", "accepted"),
                    ("returned", "submitted"),
                ],
            ),
            pgtrigger.Protect(
                name="interviewreport_settled",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["submitted", "accepted"])
                & (
                    pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                ),
            ),
        ]

    def __str__(self):
        return self.title
