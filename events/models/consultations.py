"""A question put to a circle: what is asked, of whom, and what they said.

Who was asked and whether somebody answered stands in `Asked`; what a named person said in `ConsultationAnswer`. What
was said without a name stands in `Ballot`, and nothing in the database leads from there to a person: no key, no moment,
no number in a row, no history. docs/consultations.md says what that does and does not promise.
"""

import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import Shown, in_readers_language

FEWEST = 5  # fewer answers without a name are shown only as their number
MOST_REMINDERS = 2
MOST_QUESTIONS = 20
MOST_CHOICES = 20
LONGEST_TEXT = 2000


def refused_after_draft(condition: str, name: str) -> str:
    return f"""
        IF {condition} THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN COALESCE(NEW, OLD);
    """


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who ask; what somebody answered is nobody else's."""
        if not user.is_authenticated or not user.reach(Permission.CONSULT_EDIT).everyone:
            return self.none()
        return self


@tracked
class Consultation(models.Model):
    """A question to a circle of people, from the draft to what was made of the answers."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("consultation", "Draft")
        OPEN = "open", pgettext_lazy("consultation", "Open")
        CLOSED = "closed", pgettext_lazy("consultation", "Closed")
        REPORTED = "reported", pgettext_lazy("consultation", "Reported back")

    class Promise(models.TextChoices):
        NAMED = "named", _("With names: we see who said what")
        ANONYMOUS = "anonymous", _("Anonymous: nobody can find out who said what")

    class Circle(models.TextChoices):
        SEARCH = "search", _("A saved search")
        LIST = "list", _("A list picked by hand")
        COUNCIL = "council", _("The council of a chapter")
        CLASS = "class", _("A class or year")

    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    text_en = models.TextField(_("English text"), max_length=5000, blank=True)
    why = models.CharField(_("why we ask"), max_length=400)
    why_en = models.CharField(_("why we ask, in English"), max_length=500, blank=True)
    promise = models.CharField(_("what is promised"), max_length=9, choices=Promise)
    closes_at = models.DateTimeField(_("answers until"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)

    circle = models.CharField(_("who is asked"), max_length=7, choices=Circle)
    # The key of the search, list, chapter or college: such a row may go, and who was asked stays.
    circle_id = models.BigIntegerField()
    circle_year = models.PositiveSmallIntegerField(null=True, blank=True)
    circle_class = models.CharField(max_length=60, blank=True)
    circle_name = models.CharField(max_length=200, blank=True)  # as it was called on the day of opening
    left_out = models.JSONField(default=dict, editable=False)  # {reason: how many of the circle were not asked}

    reminders = models.PositiveSmallIntegerField(_("times reminded"), default=0, editable=False)
    report = models.TextField(_("what we did with it"), max_length=5000, blank=True)
    report_en = models.TextField(_("what we did with it, in English"), max_length=5000, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    reported_at = models.DateTimeField(_("reported at"), null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="consultation_has_a_title"),
            models.CheckConstraint(condition=~Q(why=""), name="consultation_says_why"),
            models.CheckConstraint(condition=Q(state="draft") ^ Q(opened_at__isnull=False), name="consultation_opened"),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "reported"]) ^ Q(closed_at__isnull=True), name="consultation_closed"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(closes_at__gt=F("opened_at")),
                name="consultation_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", reported_at__isnull=False) & ~Q(report="")
                | ~Q(state="reported") & Q(reported_at__isnull=True),
                name="consultation_reported_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(circle="class") | Q(circle_year__isnull=False), name="consultation_class_has_a_year"
            ),
            models.CheckConstraint(condition=Q(reminders__lte=MOST_REMINDERS), name="consultation_reminds_at_most"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="consultation_moves",
                field="state",
                transitions=[("draft", "open"), ("open", "closed"), ("closed", "reported")],
            ),
            pgtrigger.Trigger(
                name="consultation_keeps_its_word",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=refused_after_draft(
                    "OLD.state <> 'draft' AND (NEW.promise, NEW.title, NEW.title_en, NEW.text, NEW.text_en, NEW.why,"
                    " NEW.why_en, NEW.circle, NEW.circle_id, NEW.circle_year, NEW.circle_class) IS DISTINCT FROM"
                    " (OLD.promise, OLD.title, OLD.title_en, OLD.text, OLD.text_en, OLD.why, OLD.why_en, OLD.circle,"
                    " OLD.circle_id, OLD.circle_year, OLD.circle_class)",
                    "consultation_keeps_its_word",
                ),
            ),
        ]

    def __str__(self):
        return self.shown_title

    shown_title = Shown("title")
    shown_text = Shown("text")
    shown_why = Shown("why")
    shown_report = Shown("report")

    @property
    def is_anonymous(self) -> bool:
        return self.promise == self.Promise.ANONYMOUS

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def takes_answers(self, at: datetime) -> bool:
        return self.state == self.State.OPEN and at < self.closes_at


@tracked
class ConsultationQuestion(models.Model):
    """One question of a consultation; fixed once it is open."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Some of several")
        SCALE = "scale", _("A scale from 1 to 5")
        TEXT = "text", _("Text")

    CHOOSING = (Kind.CHOICE, Kind.CHOICES)
    SCALE = ("1", "2", "3", "4", "5")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questions")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    text = models.CharField(_("question"), max_length=200)
    text_en = models.CharField(_("question in English"), max_length=240, blank=True)
    choices = ArrayField(
        models.CharField(max_length=80), verbose_name=_("answers to choose from"), default=list, blank=True
    )
    choices_en = ArrayField(
        models.CharField(max_length=120), verbose_name=_("answers in English"), default=list, blank=True
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=10)

    class Meta:
        verbose_name = _("question of a consultation")
        verbose_name_plural = _("questions of consultations")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="consultationquestion_has_a_text"),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "choices"]) | Q(choices__len__gte=2),
                name="consultationquestion_has_choices",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="consultationquestion_fixed_once_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=refused_after_draft(
                    "(SELECT state FROM events_consultation"
                    " WHERE id = COALESCE(NEW.consultation_id, OLD.consultation_id)) <> 'draft'",
                    "consultationquestion_fixed_once_open",
                ),
            ),
        ]

    def __str__(self):
        return in_readers_language(self.text, self.text_en)

    @property
    def options(self) -> list[tuple[str, str]]:
        """(what is stored, what the reader sees) of each answer to choose from."""
        if self.kind == self.Kind.SCALE:
            return [(value, value) for value in self.SCALE]
        english = [*self.choices_en, *[""] * len(self.choices)]
        return [
            (choice, in_readers_language(choice, other)) for choice, other in zip(self.choices, english, strict=False)
        ]


class AskedQuerySet(models.QuerySet):
    def silent(self):
        return self.filter(is_answered=False, asked_at__isnull=False)


class Asked(models.Model):
    """One person of the circle as it was when the consultation opened. Not tracked and without the moment of the
    answer: of an anonymous consultation nothing may say when somebody answered."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="asked")
    # Empty once the person is erased: that somebody was asked still counts.
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, null=True, related_name="consultations")
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("times reminded"), default=0)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    is_answered = models.BooleanField(_("answered"), default=False)
    told_at = models.DateTimeField(_("told what became of it at"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("people asked")
        constraints = [models.UniqueConstraint(fields=["consultation", "alumnus"], name="asked_once")]
        indexes = [models.Index(fields=["alumnus"], name="asked_person")]

    def __str__(self):
        return f"{self.consultation_id}: {self.alumnus_id}"


def only_for(promise: str, consultation: str, name: str) -> str:
    return refused_after_draft(
        f"NOT EXISTS (SELECT FROM events_consultationquestion q JOIN events_consultation c ON c.id = q.consultation_id"
        f" WHERE q.id = NEW.question_id AND c.promise = '{promise}' AND c.state <> 'draft'{consultation})",
        name,
    )


class ConsultationAnswer(models.Model):
    """What somebody said with their name to one question: the chosen Chinese words, the number, or the text."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="answers")
    question = models.ForeignKey(ConsultationQuestion, models.PROTECT, related_name="answers")
    values = ArrayField(models.CharField(max_length=LONGEST_TEXT), verbose_name=_("answer"))
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("answer with a name")
        verbose_name_plural = _("answers with names")
        constraints = [models.UniqueConstraint(fields=["asked", "question"], name="consultationanswer_once")]
        triggers = [
            pgtrigger.Trigger(
                name="consultationanswer_only_with_a_name",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=only_for(
                    "named",
                    " AND c.id = (SELECT consultation_id FROM events_asked WHERE id = NEW.asked_id)",
                    "consultationanswer_only_with_a_name",
                ),
            ),
        ]

    def __str__(self):
        return "、".join(self.values)


class Ballot(models.Model):
    """What somebody said without a name to one question. The answers of one person to several questions are rows that
    know nothing of each other either. `services.consultations.mixing` writes all rows anew in an order of chance."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(ConsultationQuestion, models.PROTECT, related_name="ballots")
    values = ArrayField(models.CharField(max_length=LONGEST_TEXT), verbose_name=_("answer"))

    class Meta:
        verbose_name = _("answer without a name")
        verbose_name_plural = _("answers without names")
        triggers = [
            pgtrigger.Trigger(
                name="ballot_only_without_a_name",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=only_for("anonymous", "", "ballot_only_without_a_name"),
            ),
        ]

    def __str__(self):
        return "、".join(self.values)
