"""How it was: four questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.forms.people import CONTROLS
from events.models import Feedback

from .times import label


class Words(forms.CharField):
    def __init__(self, name: str):
        super().__init__(
            label=label(name, Feedback), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
        )  # fmt: skip

    def clean(self, value):
        return CONTROLS.sub("", super().clean(value)).strip()


class FeedbackForm(forms.Form):
    """Arguments of services.feedback.give()."""

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you with the event?"), coerce=int, widget=forms.RadioSelect,
        choices=[
            (5, _("5 – very satisfied")), (4, _("4 – satisfied")), (3, _("3 – partly")), (2, _("2 – hardly")),
            (1, _("1 – not at all")),
        ],
    )  # fmt: skip
    again = forms.ChoiceField(
        label=_("Would you come again?"), choices=Feedback.Again.choices, widget=forms.RadioSelect
    )
    good = Words("good")
    better = Words("better")
    is_named = forms.BooleanField(
        label=_("My name may stand beside it"), required=False,
        help_text=_("Otherwise the host reads what you wrote without your name."),
    )  # fmt: skip
