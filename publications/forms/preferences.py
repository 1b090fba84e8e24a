"""One button of the pages on what a person gets; `what` says which form it is."""

from django import forms
from django.utils.translation import gettext_lazy

from alumni.models import Consent
from alumni.wordings import wording
from publications.models import LetterLimit, Periodical, Subscription


class PreferenceForm(forms.Form):
    """Agree to one thing, or take it back."""

    purpose = forms.ChoiceField(choices=Consent.Purpose)
    channel = forms.ChoiceField(choices=Consent.Channel)
    given = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")

    def clean(self):
        said = super().clean()
        if said and wording(said.get("purpose", ""), said.get("channel", "")) is None:
            raise forms.ValidationError("")


class WishForm(forms.Form):
    """Begin, pause or end one periodical by one channel."""

    periodical = forms.ModelChoiceField(queryset=Periodical.objects.all())
    channel = forms.ChoiceField(choices=Subscription.Channel)
    act = forms.ChoiceField(choices=[("begin", ""), ("pause", ""), ("end", "")])
    until = forms.DateField(required=False)

    def clean(self):
        said = super().clean()
        if said.get("act") == "pause" and not said.get("until"):
            raise forms.ValidationError({"until": gettext_lazy("Choose a day.")})
        return said


class LimitForm(forms.Form):
    days = forms.TypedChoiceField(choices=[("0", ""), *((str(day), "") for day in LetterLimit.Days.values)], coerce=int)
