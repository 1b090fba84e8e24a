"""Founding a chapter online, or waking one that sleeps: the application and its initiators."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import Tomorrow
from .places import Placed, placed_constraints
from .zones import HOME, Clocked, zone_known


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    ASKED = "asked", _("The office has a question")
    COMMISSIONED = "commissioned", _("Commissioned")
    REPORTED = "reported", _("Founding reported")
    RECOGNISED = "recognised", _("Recognised")
    REFUSED = "refused", pgettext_lazy("application", "Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What may follow what.
APPLICATION_MOVES: dict[str, set[str]] = {
    ApplicationState.DRAFT: {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN},
    ApplicationState.SUBMITTED: {
        ApplicationState.ASKED, ApplicationState.COMMISSIONED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN,
    },
    ApplicationState.ASKED: {ApplicationState.SUBMITTED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN},
    ApplicationState.COMMISSIONED: {ApplicationState.REPORTED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN},
    ApplicationState.REPORTED: {
        ApplicationState.COMMISSIONED, ApplicationState.RECOGNISED, ApplicationState.REFUSED,
        ApplicationState.WITHDRAWN,
    },
    ApplicationState.RECOGNISED: set(),
    ApplicationState.REFUSED: set(),
    ApplicationState.WITHDRAWN: set(),
}  # fmt: skip


def moves_only(name: str) -> str:
    """The trigger that refuses a move that is not one of APPLICATION_MOVES."""
    moves = ", ".join(
        f"('{before.value}', '{after.value}')"
        for before in ApplicationState
        for after in ApplicationState
        if after in APPLICATION_MOVES[before]
    )
    return f"""
        IF (OLD.state, NEW.state) NOT IN ({moves}) THEN
            RAISE EXCEPTION '{name}: an application does not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NEW;
    """


class ApplicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Application.OPEN)

    def of(self, person):
        """What a person started."""
        return self.filter(applicant=person)

    def visible_to(self, user):
        """What the office may decide: all that was ever sent."""
        if not user.is_authenticated or not user.reach(Permission.CHAPTER_VIEW).everyone:
            return self.none()
        return self.filter(submitted_at__isnull=False)


@tracked
class Application(Clocked, Placed):
    """A wish to found a chapter where there is none, or to revive one, from the first draft to the recognition."""

    State = ApplicationState
    MOVES = APPLICATION_MOVES

    OPEN = [State.DRAFT, State.SUBMITTED, State.ASKED, State.COMMISSIONED, State.REPORTED]
    FOR_THE_OFFICE = [State.SUBMITTED, State.REPORTED]

    # Empty once the person is erased: what was commissioned, and by which letter, stays.
    applicant = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, related_name="chapter_applications", verbose_name=_("applicant")
    )
    # The chapter that is to be revived, or the one that this application brought into the registry.
    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("chapter")
    )
    is_revival = models.BooleanField(_("revives a chapter"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    name = models.CharField(pgettext_lazy("chapter", "name"), max_length=80, blank=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default=HOME)
    plan = models.TextField(_("why, who, and what for"), max_length=5000, blank=True)
    # The office's question, or the reason of a refusal; and what the applicant answered last.
    answer = models.TextField(_("answer of the office"), max_length=2000, blank=True)
    reply = models.TextField(_("reply"), max_length=2000, blank=True)
    letter_no = models.CharField(_("number of the letter"), max_length=30, blank=True)
    commissioned_on = models.DateField(_("commissioned on"), null=True, blank=True)
    # The report of the founding meeting.
    met_on = models.DateField(_("founding meeting on"), null=True, blank=True)
    met_at = models.CharField(_("place of the meeting"), max_length=120, blank=True)
    present = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    report = models.TextField(_("report of the meeting"), max_length=5000, blank=True)
    term_starts_on = models.DateField(_("first term from"), null=True, blank=True)
    term_ends_on = models.DateField(_("first term until"), null=True, blank=True)
    key = models.UUIDField(unique=True)  # of the form: a second submit is the first
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    moved_at = models.DateTimeField(_("in this state since"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            *placed_constraints("application"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(name=""), name="application_names_the_chapter"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="application_submitted_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "refused"]) | ~Q(answer=""), name="application_answered_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["commissioned", "reported", "recognised"])
                | (~Q(letter_no="") & Q(commissioned_on__isnull=False) & Q(chapter__isnull=False)),
                name="application_commissioned_by_letter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "recognised"])
                | Q(met_on__isnull=False, present__gt=0, term_starts_on__isnull=False, term_ends_on__isnull=False),
                name="application_reports_the_meeting",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__lte=Tomorrow()), name="application_met_in_the_past"
            ),
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True)
                | Q(term_starts_on__isnull=True)
                | Q(term_ends_on__gt=models.F("term_starts_on")),
                name="application_term_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_revival=False) | Q(chapter__isnull=False), name="application_revives_a_chapter"
            ),
            models.UniqueConstraint(fields=["letter_no"], condition=~Q(letter_no=""), name="application_letter_once"),
            # One application at a time for a place; drafts may compete.
            models.UniqueConstraint(
                fields=["kind", "province", "country", "city", "industry", "college"],
                condition=Q(state__in=["submitted", "asked", "commissioned", "reported"]) & ~Q(kind="industry"),
                nulls_distinct=False,
                name="application_one_a_place",
            ),
            models.CheckConstraint(condition=zone_known(), name="application_time_zone_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="application_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.AnyChange("state"),
                func=moves_only("application_moves"),
            ),
        ]

    def __str__(self):
        return self.name or str(self.get_kind_display())

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Initiator(models.Model):
    """Someone who is asked to found the chapter as well, and confirms by a link."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        REMOVED = "removed", _("Taken off")

    application = models.ForeignKey(Application, models.PROTECT, related_name="initiators")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="chapter_initiatives"
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.INVITED)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("initiator")
        verbose_name_plural = _("initiators")
        constraints = [
            models.UniqueConstraint(fields=["application", "email"], name="initiator_invited_once"),
            models.UniqueConstraint(
                fields=["application", "alumnus"], condition=Q(state="confirmed"), name="initiator_confirms_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(alumnus__isnull=False, answered_at__isnull=False),
                name="initiator_confirmed_is_somebody",
            ),
        ]

    def __str__(self):
        return self.name


class LetterCounter(models.Model):
    """The last number of a letter of commission in each year. It is taken under the row's lock, in the transaction
    that keeps the letter: no number is missing and none is used twice."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("numbers of letters")
        verbose_name_plural = _("numbers of letters")

    def __str__(self):
        return f"{self.year}: {self.last}"
