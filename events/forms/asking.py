"""The questions of one event as fields of a form, and what was said as values of the database: chosen words in Chinese,
so that answers in both languages count as one."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.ui.office import in_readers_language
from events.models import Event, Question

PREFIX = "question_"
PLATE = re.compile(r"[\w·\- ]{4,12}")
SEVERAL = (Question.Kind.CHOICES, Question.Kind.ACCESS)


def fields_of(event: Event) -> dict[str, forms.Field]:
    """{name: field} of the questions that are asked today."""
    asked = event.questions.filter(removed_at__isnull=True).order_by("order", "pk")
    return {f"{PREFIX}{question.pk}": _field(question) for question in asked}


def initial_of(registration) -> dict:
    found = {}
    for answer in registration.answers.select_related("question"):
        several = answer.question.kind in SEVERAL and answer.question.choices
        found[f"{PREFIX}{answer.question_id}"] = answer.values if several else "".join(answer.values)
    return found


def answers_of(cleaned: dict) -> dict[int, list[str]]:
    """{question: values}, without those that were left empty."""
    found = {}
    for name, value in cleaned.items():
        if name.startswith(PREFIX) and value:
            found[int(name.removeprefix(PREFIX))] = list(value) if isinstance(value, list) else [value]
    return found


def taken_back(event: Event, data) -> list[Question]:
    """The questions that somebody answered in `data` though the event does not ask them any more."""
    numbers = [name.removeprefix(PREFIX) for name in data if name.startswith(PREFIX) and data.get(name, "").strip()]
    keys = [int(number) for number in numbers if number.isdecimal() and len(number) < 10]
    return list(event.questions.filter(pk__in=keys, removed_at__isnull=False)) if keys else []


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": str(question), "required": question.is_required}
    if question.choices:
        english = question.choices_en or question.choices
        pairs = zip(question.choices, [*english, *question.choices[len(english) :]], strict=False)
        choices = [(chinese, in_readers_language(chinese, other)) for chinese, other in pairs]
        said = {"invalid_choice": gettext_lazy("This answer is not offered any more. Please choose again.")}
        if question.kind in SEVERAL:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=said, **common
            )
        empty = [] if question.is_required else [("", _("No answer"))]
        return forms.ChoiceField(choices=empty + choices, widget=forms.RadioSelect, error_messages=said, **common)
    if question.kind == Question.Kind.PLATE:
        return PlateField(max_length=12, **common)
    rows = forms.Textarea(attrs={"rows": 2}) if question.kind != Question.Kind.TEXT else None
    return forms.CharField(max_length=300, widget=rows, **common)


class PlateField(forms.CharField):
    def clean(self, value):
        value = super().clean(value).upper()
        if value and not PLATE.fullmatch(value):
            raise ValidationError(_("A plate has 4 to 12 letters and digits, such as 鲁A12345."))
        return value
