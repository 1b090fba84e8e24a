"""What members and officers type; `cleaned_data` are arguments of services.members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.forms.people import StyledForm
from chapters.models import Chapter, Piece
from chapters.wordings import asked_by


class PiecesForm(StyledForm):
    opened = forms.MultipleChoiceField(
        label=_("What the officers of the chapter may see beside your name"), choices=Piece, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is opened until you tick it. You may change this at any time."),
    )  # fmt: skip


class JoinForm(PiecesForm):
    """`agreed` of the cleaned data are the laws whose wording was ticked."""

    statement = forms.CharField(
        label=_("A word to the chapter"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you like. The officers read it with your name."),
    )  # fmt: skip

    def __init__(self, *args, chapter: Chapter, **kwargs):
        self.wordings = asked_by(chapter)
        super().__init__(*args, **kwargs)
        for wording in self.wordings:
            self.fields[f"law_{wording.law}"] = forms.BooleanField(
                label=wording.text_for(chapter), help_text=str(wording.note),
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                error_messages={"required": _("Without this consent nobody can join the chapter.")},
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        data["agreed"] = [wording.law for wording in self.wordings if data.pop(f"law_{wording.law}", False)]
        return data


class ReasonForm(StyledForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it as you write it."),
    )  # fmt: skip


class ExportForm(StyledForm):
    reason = forms.CharField(
        label=_("What the list is for"), max_length=300,
        help_text=_("It is written into the log, and each member in the list can read it."),
    )  # fmt: skip
    file_format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", _("Excel workbook")), ("csv", _("Text file (CSV)"))],
        widget=forms.RadioSelect, initial="xlsx",
    )  # fmt: skip
