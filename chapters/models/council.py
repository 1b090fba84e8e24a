"""How a council changes: the audit, the election, the office's decision."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import Tomorrow
from .posts import Post, Seat
from .refusing import refused_if


class CouncilChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=CouncilChange.OPEN)

    def visible_to(self, user):
        """Of the chapters in sight, all that left the draft."""
        return self.filter(chapter__in=Chapter.objects.visible_to(user)).exclude(submitted_at__isnull=True)

    def waiting(self):
        """Those whose turn is the office's."""
        return self.filter(state=CouncilChange.State.SUBMITTED)


@tracked
class CouncilChange(models.Model):
    """A new council: first the audit of the old one's books, then the election and its minutes, then the office."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ACCEPTED = "accepted", pgettext_lazy("filing", "Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = [State.DRAFT, State.SUBMITTED, State.SENT_BACK]

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="council_changes", verbose_name=_("chapter"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    audit = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("audit report")
    )
    audited_on = models.DateField(_("audited on"), null=True, blank=True)
    minutes = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minutes")
    )
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    present = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    starts_on = models.DateField(_("term from"), null=True, blank=True)
    ends_on = models.DateField(_("term until"), null=True, blank=True)
    answer = models.TextField(_("answer of the office"), max_length=2000, blank=True)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = CouncilChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of council")
        verbose_name_plural = _("changes of council")
        constraints = [
            # Regulation on Social Organisations: the books are audited before the council changes.
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(audit__isnull=False), name="councilchange_audit_first"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"])
                | Q(
                    audit__isnull=False, audited_on__isnull=False, minutes__isnull=False, elected_on__isnull=False,
                    present__gt=0, starts_on__isnull=False, ends_on__isnull=False, submitted_at__isnull=False,
                ),
                name="councilchange_complete",
            ),
            models.CheckConstraint(
                condition=Q(elected_on__isnull=True)
                | Q(audited_on__isnull=True)
                | Q(elected_on__gte=F("audited_on")),
                name="councilchange_audited_before_the_election",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="councilchange_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(answer=""), name="councilchange_sent_back_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(audit__isnull=False, audited_on__isnull=False)
                | Q(elected_on__isnull=True, present__isnull=True, starts_on__isnull=True, ends_on__isnull=True),
                name="councilchange_nothing_before_the_audit",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(elected_on__isnull=True) | Q(starts_on__gte=F("elected_on")),
                name="councilchange_starts_after_the_election",
            ),
            models.CheckConstraint(
                condition=(Q(audited_on__isnull=True) | Q(audited_on__lte=Tomorrow()))
                & (Q(elected_on__isnull=True) | Q(elected_on__lte=Tomorrow())),
                name="councilchange_dates_in_the_past",
            ),
            models.UniqueConstraint(
                fields=["chapter"], condition=Q(state__in=["draft", "submitted", "sent_back"]),
                name="councilchange_one_open",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["submitted_at"], condition=Q(state="submitted"), name="councilchange_waiting")]
        triggers = [
            pgtrigger.FSM(
                name="councilchange_moves",
                field="state",
                transitions=[
                    ("draft", "submitted"), ("draft", "withdrawn"), ("submitted", "sent_back"),
                    ("submitted", "accepted"), ("submitted", "withdrawn"), ("sent_back", "submitted"),
                    ("sent_back", "withdrawn"),
                ],
            ),
            pgtrigger.Trigger(
                name="councilchange_votes_of_those_present",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("present"),
                func=refused_if(
                    "chapters_nominee WHERE council_change_id = NEW.id AND votes > NEW.present",
                    "councilchange_votes_of_those_present",
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.chapter}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_with_the_chapter(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.SENT_BACK)


class Nominee(models.Model):
    """Who is to hold which post: in the report of a founding, or in a change of council."""

    application = models.ForeignKey(
        "chapters.Application", models.PROTECT, null=True, blank=True, related_name="nominees"
    )
    council_change = models.ForeignKey(CouncilChange, models.PROTECT, null=True, blank=True, related_name="nominees")
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="chapter_nominations")
    seat = models.CharField(_("post"), max_length=14, choices=Seat)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, council_change__isnull=True)
                | Q(application__isnull=True, council_change__isnull=False),
                name="nominee_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(seat="other", post__isnull=False) | (~Q(seat="other") & Q(post__isnull=True)),
                name="nominee_names_the_post",
            ),
            models.UniqueConstraint(
                fields=["application", "council_change", "alumnus", "seat", "post"],
                nulls_distinct=False,
                name="nominee_once",
            ),
            models.UniqueConstraint(
                fields=["application", "council_change", "seat"],
                condition=Q(seat__in=["president", "secretary"]),
                nulls_distinct=False,
                name="nominee_one_for_the_post",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nominee_votes_of_those_present",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # The lock lets nobody change the number of those present between the two statements.
                func=refused_if(
                    "(SELECT present FROM chapters_councilchange WHERE id = NEW.council_change_id FOR SHARE) AS held"
                    " WHERE NEW.votes > coalesce(present, 0)",
                    "nominee_votes_of_those_present",
                ),
            ),
        ]

    def __str__(self):
        return f"{self.alumnus}: {self.post or self.get_seat_display()}"
