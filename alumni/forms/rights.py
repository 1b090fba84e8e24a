"""What people ask about their data, and what the office answers."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.models import DataRequest

from .people import StyledForm

Kind = DataRequest.Kind
# What is asked of the office; a copy everybody takes by themselves.
OWN = [Kind.CORRECTION, Kind.RESTRICTION, Kind.DELETION]


class AskForm(StyledForm):
    """`cleaned_data` are arguments of rights.ask. A deletion wants one's own name typed."""

    statement = forms.CharField(
        label=_("What should we know?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000, required=False
    )
    typed = forms.CharField(label=_("Your name, to be sure"), max_length=60)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, kind: str, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        if kind != Kind.DELETION:
            del self.fields["typed"]
        else:
            self.fields["typed"].help_text = _("Type it as it stands above. Nothing is deleted by a slip.")
            self.fields["typed"].widget.attrs["autocomplete"] = "off"
        if kind == Kind.CORRECTION:
            self.fields["statement"].required = True
            self.fields["statement"].label = _("What is wrong, and what is right?")

    def clean_typed(self):
        if self.cleaned_data["typed"].strip() != self.name:
            raise forms.ValidationError(_("This is not the name on the record."))
        return self.cleaned_data["typed"]

    def clean(self):
        data = super().clean()
        data.pop("typed", None)
        return data


class RelativeForm(StyledForm):
    """Someone who has no account asks about a close relative; `cleaned_data` are arguments of ask_as_relative."""

    name = forms.CharField(label=_("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"), max_length=254, help_text=_("Our answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Whom is it about?"), max_length=200, help_text=_("Name, college and year, as far as you know them.")
    )
    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=[
            (Kind.COPY, _("To see the data")),
            (Kind.CORRECTION, _("To correct them")),
            (Kind.RESTRICTION, _("That they are no longer used")),
            (Kind.DELETION, _("That they are deleted")),
        ],
    )
    statement = forms.CharField(
        label=_("How are you related, and why do you ask?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000,
        help_text=_("No documents are needed now. If we need to see one, we write to you."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AnswerForm(StyledForm):
    """The office's answer; a refusal has a reason."""

    DO, REFUSE = "do", "refuse"

    answer = forms.CharField(
        label=_("Words for the person"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False,
        help_text=_("Goes out by mail. With a refusal it is the reason, and must be given."),
    )  # fmt: skip
    verb = forms.ChoiceField(choices=[(DO, DO), (REFUSE, REFUSE)], widget=forms.HiddenInput)
    typed = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, word: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.word = word

    def clean(self):
        data = super().clean()
        if data.get("verb") == self.REFUSE and not data.get("answer", "").strip():
            self.add_error("answer", _("Say why. The law gives the person a right to the reason."))
        if data.get("verb") == self.DO and self.word and data.get("typed", "").strip() != self.word:
            self.add_error(None, _("Nothing was done: type the word to confirm."))
        return data


class NamePersonForm(forms.Form):
    """Whom a relative means: one of those a search found."""

    person = forms.IntegerField(min_value=1, max_value=2**63 - 1)
