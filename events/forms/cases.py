"""Model cases: how it was done, and the copy for another host."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.ui.rich_field import RichTextField
from events.models import ModelCase
from events.services.copying import Host

from .desk import CopyForm
from .parts import version
from .times import label
from .words import hosts


class CaseForm(StyledForm):
    """Arguments of services.cases.save_case(), or without a version of mark()."""

    text = RichTextField(
        label=label("text", ModelCase), max_length=20_000,
        help_text=gettext_lazy("What was done when, by how many, what went wrong, what to do again. Name nobody."),
    )  # fmt: skip
    text_en = RichTextField(label=label("text_en", ModelCase), max_length=20_000, required=False)
    version = version()

    def __init__(self, *args, case: ModelCase | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if case is None:
            del self.fields["version"]
        for name in ("text", "text_en"):
            self.fields[name].widget.attrs |= {"rows": 14}


class CopyCaseForm(CopyForm):
    """Arguments of services.copying.copy_event()."""

    host = forms.ChoiceField(label=pgettext_lazy("event", "Held by"))
    field_order = ["host", "starts_on", "take"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("host", hosts(user))

    def clean_host(self) -> Host:
        kind, _colon, number = self.cleaned_data["host"].partition(":")
        return Host(int(number) if kind == "college" else None, int(number) if kind == "chapter" else None)
