"""What is sent in, and what is answered."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from publications.models import Periodical

from .articles import OneLine


class SuggestForm(StyledForm):
    """Arguments of services.suggestions.suggest(), beside who it is."""

    periodical = forms.ModelChoiceField(
        label=gettext_lazy("For which publication"), queryset=Periodical.objects.none(), required=False,
        empty_label=gettext_lazy("Let the editors decide"),
    )  # fmt: skip
    title = OneLine(label=gettext_lazy("Title, or what it is about"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("The story, or why it should be told"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("A finished text or a few lines. If it is about somebody, say how we can reach the "
                               "person: nothing is published without their word."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["periodical"].queryset = Periodical.objects.in_order()
        self.fields["periodical"].label_from_instance = lambda each: each.shown_name


class TeamForm(SuggestForm):
    team = OneLine(label=gettext_lazy("Your team"), max_length=80, help_text=gettext_lazy("College and name."))
    name = OneLine(label=gettext_lazy("Your name"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("Your e-mail"), help_text=gettext_lazy("Our answers go there."))
    field_order = ["team", "name", "email"]


class AcceptForm(StyledForm):
    answer = forms.CharField(
        label=gettext_lazy("A word to the sender"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DeclineForm(StyledForm):
    answer = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The sender reads it."),
    )  # fmt: skip
