"""The answers of one person to a consultation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alumni.forms.people import CONTROLS
from events.models import ConsultationQuestion
from events.models.consultations import LONGEST_TEXT

Kind = ConsultationQuestion.Kind


def field_of(question: ConsultationQuestion) -> forms.Field:
    label, is_required, options = str(question), question.is_required, question.options
    if question.kind == Kind.TEXT:
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=label, required=is_required, max_length=LONGEST_TEXT, widget=widget)
    if question.kind == Kind.CHOICES:
        return forms.MultipleChoiceField(
            label=label, required=is_required, choices=options, widget=forms.CheckboxSelectMultiple
        )
    hint = _("1 means not at all, 5 means very much.") if question.kind == Kind.SCALE else ""
    return forms.ChoiceField(
        label=label, required=is_required, choices=options, widget=forms.RadioSelect, help_text=hint
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A field for each question; `said` is {question: values}."""

    def __init__(self, data, *, questions: list[ConsultationQuestion], said: dict[int, list[str]]):
        self.questions = questions
        initial = {name_of(each): _shown(each, said[each.pk]) for each in questions if each.pk in said}
        super().__init__(data, initial=initial)
        for each in questions:
            self.fields[name_of(each)] = field_of(each)

    def clean(self):
        data = super().clean()
        if not self.errors and not any(self._values(each) for each in self.questions):
            raise ValidationError(_("Answer at least one question."))
        return data

    @property
    def said(self) -> dict[int, list[str]]:
        return {each.pk: self._values(each) for each in self.questions}

    def _values(self, question: ConsultationQuestion) -> list[str]:
        value = self.cleaned_data.get(name_of(question), "")
        values = value if isinstance(value, list) else [CONTROLS.sub("", value).strip()]
        return [each for each in values if each]


def name_of(question: ConsultationQuestion) -> str:
    return f"question-{question.pk}"


def _shown(question: ConsultationQuestion, values: list[str]):
    return values if question.kind == Kind.CHOICES else "\n".join(values)
