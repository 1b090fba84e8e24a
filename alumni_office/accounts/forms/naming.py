"""What sign-up asks besides an address and a password. Imports nothing of the library, which builds on it."""

from django import forms
from django.utils.translation import pgettext_lazy


class NameForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("person", "Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
