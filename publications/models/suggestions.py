"""What others think the office should write about."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .articles import Article
from .periodicals import Periodical


class SuggestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Suggestion.OPEN)


class Suggestion(models.Model):
    """A story, or a hint of one: from an alumnus, or from students who interview alumni."""

    class Source(models.TextChoices):
        ALUMNUS = "alumnus", _("Alumnus")
        TEAM = "team", _("Student interview team")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        EDITING = "editing", _("In editing")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    OPEN = [State.SUBMITTED, State.EDITING]

    source = models.CharField(_("from"), max_length=7, choices=Source)
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name=_("alumnus")
    )
    team = models.CharField(_("team"), max_length=80, blank=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=10, blank=True)  # of our answers
    periodical = models.ForeignKey(
        Periodical, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name=_("for")
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=20000)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SUBMITTED)
    answer = models.TextField(_("our answer"), max_length=1000, blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name=_("article")
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("editor")
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    key = models.UUIDField(unique=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="alumnus", alumnus__isnull=False, team="")
                | (Q(source="team", alumnus__isnull=True) & ~Q(team="")),
                name="suggestion_from_whom",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="suggestion_says_something"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="suggestion_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "editing"], decided_at__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_at__isnull=False),
                name="suggestion_decided_when",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted") | Q(editor__isnull=False), name="suggestion_has_an_editor"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="suggestion_state")]
        triggers = [
            pgtrigger.FSM(
                name="suggestion_moves",
                field="state",
                transitions=[
                    ("submitted", "editing"),
                    ("submitted", "accepted"),
                    ("submitted", "declined"),
                    ("editing", "accepted"),
                    ("editing", "declined"),
                ],
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
