"""One number of a periodical, from the plan to the archive."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .articles import ArticlePerson
from .periodicals import Periodical, in_language


class IssueQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Issue.State.PUBLISHED)

    def newest_first(self):
        return self.order_by("-dated_on", "-number", "-pk")

    def with_is_printed_shown(self):
        """Annotate `is_printed_shown`: nobody took back what a person had agreed to since the file came in."""
        taken_back = ArticlePerson.objects.not_shown().filter(article__issue=OuterRef("pk"))
        later = taken_back.filter(Q(answered_at__gt=OuterRef("printed_at")) | Q(alumnus__restricted_at__isnull=False))
        return self.annotate(
            is_printed_shown=models.Case(
                models.When(printed="", then=False), default=~Exists(later), output_field=models.BooleanField()
            )
        )


@tracked
class Issue(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        IN_WORK = "in_work", _("In work")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")

    # From each state, where it may go; the database refuses any other move.
    MOVES = {
        State.PLANNED: [State.IN_WORK],
        State.IN_WORK: [State.PLANNED, State.APPROVED],
        State.APPROVED: [State.IN_WORK, State.PUBLISHED],
        State.PUBLISHED: [State.IN_WORK],
    }
    FIXED = (State.APPROVED, State.PUBLISHED)  # its articles are what was approved

    periodical = models.ForeignKey(Periodical, models.PROTECT, related_name="issues", verbose_name=_("periodical"))
    number = models.PositiveIntegerField(_("number"))
    dated_on = models.DateField(_("date of the issue"))
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Of a volume, or of a special issue."))
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    note = models.TextField(_("from the editors"), max_length=2000, blank=True)
    note_en = models.TextField(_("from the editors, in English"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    cover = models.FileField(_("cover"), upload_to="publications/covers", max_length=100, blank=True)
    printed = models.FileField(_("printed edition"), upload_to="publications/printed", max_length=100, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    is_printed_shown: bool  # annotated

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(fields=["periodical", "number"], name="issue_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="issue_number_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "in_work"], approved_at__isnull=True, approved_by__isnull=True)
                | Q(state__in=["approved", "published"], approved_at__isnull=False, approved_by__isnull=False),
                name="issue_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
                name="issue_published_when",
            ),
            models.CheckConstraint(
                condition=Q(printed="", printed_at__isnull=True) | (~Q(printed="") & Q(printed_at__isnull=False)),
                name="issue_printed_when",
            ),
        ]
        indexes = [models.Index(fields=["periodical", "-dated_on"], name="issue_latest")]
        triggers = [
            pgtrigger.FSM(
                name="issue_moves",
                field="state",
                transitions=[
                    ("planned", "in_work"),
                    ("in_work", "planned"),
                    ("in_work", "approved"),
                    ("approved", "in_work"),
                    ("approved", "published"),
                    ("published", "in_work"),
                ],
            )
        ]

    def __str__(self):
        return f"{self.periodical} {self.number}"

    @property
    def is_fixed(self) -> bool:
        return self.state in self.FIXED

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_note(self) -> str:
        return in_language(self.note, self.note_en)

    @property
    def public_url(self) -> str:
        return reverse("publications:issue", args=[self.periodical.slug, self.number])
