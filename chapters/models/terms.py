"""The time for which a council was elected, and that the office let it run longer."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import days
from .refusing import refused_if

if TYPE_CHECKING:
    from .offices import Office


@tracked
class Term(models.Model):
    """The time for which a council was elected: a chapter's, or the association's by a congress."""

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("chapter")
    )
    congress = models.OneToOneField(
        "chapters.Congress", models.PROTECT, null=True, blank=True, related_name="term", verbose_name=_("congress")
    )
    number = models.PositiveSmallIntegerField(_("which term"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # Set by a page: its offices in the order of the posts, where it stands today, and the days until its end.
    held: "list[Office]"
    is_running: bool
    is_to_come: bool
    days_left: int
    days_over: int

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False, congress__isnull=True)
                | Q(chapter__isnull=True, congress__isnull=False),
                name="term_of_a_chapter_or_a_congress",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start"),
            models.UniqueConstraint(fields=["chapter", "number"], name="term_number_once"),
            # The association has no chapter: its terms are compared with each other.
            ExclusionConstraint(
                name="term_one_at_a_time",
                expressions=[
                    (Coalesce("chapter_id", 0), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="term_end")]
        triggers = [
            pgtrigger.Trigger(
                name="term_holds_its_offices",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("starts_on", "ends_on"),
                func=refused_if(
                    "chapters_office WHERE term_id = NEW.id AND (from_on < NEW.starts_on OR until_on > NEW.ends_on)",
                    "term_holds_its_offices",
                ),
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"


class TermExtension(models.Model):
    """One prolongation of a term. Rows are only added."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="extensions", verbose_name=_("term"))
    ended_on = models.DateField(_("ended on"))
    ends_on = models.DateField(_("ends on"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("extension of a term")
        verbose_name_plural = _("extensions of terms")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("ended_on")), name="termextension_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="termextension_with_reason"),
            # Of one end only one prolongation: a second submit finds the first.
            models.UniqueConstraint(fields=["term", "ended_on"], name="termextension_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="termextension_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.ended_on} → {self.ends_on}"
