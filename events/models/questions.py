"""What an event asks those who register, and what they said."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alumni_office.ui.office import in_readers_language

from .events import Event
from .registrations import Registration


class Question(models.Model):
    """One question of an event. One that was answered is taken back, never deleted: what people said stays."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Some of several")
        MEAL = "meal", _("Meal")
        ACCESS = "access", _("Accessibility")
        LODGING = "lodging", _("Accommodation")
        PLATE = "plate", _("Plate number")

    event = models.ForeignKey(Event, models.PROTECT, related_name="questions", verbose_name=_("event"))
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
    removed_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    key = models.UUIDField(unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("question of an event")
        verbose_name_plural = _("questions of events")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_has_a_text"),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "choices"]) | Q(choices__len__gte=2), name="question_has_choices"
            ),
        ]

    def __str__(self):
        return in_readers_language(self.text, self.text_en)


class QuestionAnswer(models.Model):
    """What a registration said to a question: the chosen Chinese words, or the text."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    values = ArrayField(models.CharField(max_length=300), verbose_name=_("answer"), default=list)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="questionanswer_once")]

    def __str__(self):
        return "、".join(self.values)
