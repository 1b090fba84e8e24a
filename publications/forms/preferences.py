from django import forms

from alumni.models import Consent
from alumni.wordings import wording


class PreferenceForm(forms.Form):
    """One button of the page: agree to one thing, or take it back."""

    purpose = forms.ChoiceField(choices=Consent.Purpose)
    channel = forms.ChoiceField(choices=Consent.Channel)
    given = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")

    def clean(self):
        said = super().clean()
        if said and wording(said.get("purpose", ""), said.get("channel", "")) is None:
            raise forms.ValidationError("")
        return said
