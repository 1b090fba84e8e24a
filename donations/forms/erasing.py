"""What is typed where a donor is erased."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from donations.models import Donor

from .fields import version


class EraseForm(StyledForm):
    """Arguments of services.erasing.start_erasure(): why, and what the page showed. A word is typed, so that nothing
    goes by a slip."""

    reason = forms.CharField(
        label=pgettext_lazy("erasure", "Why it is asked for"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked, how and when, without a name or a number of the person: it stays in the "
                               "access log for three years."),
    )  # fmt: skip
    typed = forms.CharField(label="", max_length=20, required=False, widget=forms.TextInput({"autocomplete": "off"}))
    version = version()
    family = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args, donor: Donor, family: list[int], word: str, **kwargs):
        shown = {"version": donor.version, "family": ",".join(str(pk) for pk in family)}
        super().__init__(*args, initial=shown, **kwargs)
        self.word = word
        self.fields["typed"].label = _("Type “%(word)s” to erase") % {"word": word}

    def show_anew(self) -> None:
        """The page says how it is now: what is sent next is what it showed, and the word is typed once more."""
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            for name, value in {**self.initial, "typed": ""}.items():
                data[name] = value
            self.data = data

    def clean_typed(self):
        if self.cleaned_data["typed"].strip() != self.word:
            raise ValidationError(_("Nothing was done: type the word to confirm."))
        return self.cleaned_data["typed"]

    def clean_family(self) -> list[int]:
        numbers = self.cleaned_data["family"].split(",")
        if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in numbers):
            raise ValidationError(_("Open the page again and press the button once more."))
        return [int(each) for each in numbers]

    def clean(self):
        data = super().clean()
        data.pop("typed", None)
        return data
