"""What a chapter files and what the office answers."""

from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alumni.forms.people import StyledForm
from chapters.models import Duty, Filing
from chapters.models.duties import TERM
from chapters.queries.draft import FIGURES
from chapters.services.duties.filing import MOST_FILES

from .uploads import DocumentsField

MOST = 10_000_000


def label(name: str):
    return capfirst(Filing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def figure(name: str) -> forms.IntegerField:
    return forms.IntegerField(label=label(name), min_value=0, max_value=MOST, required=False)


def money(name: str) -> forms.DecimalField:
    return forms.DecimalField(label=label(name), min_value=0, max_digits=14, decimal_places=2, required=False)


def long_text(name: str, rows: int, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label(name), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )  # fmt: skip


class FilingForm(StyledForm):
    """`values` are those of services.duties.save_draft(); nothing is required of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    summary = long_text("summary", 9, _("What the chapter did, for whom, and what came of it."))
    plan = long_text("plan", 6)
    members = figure("members")
    joined = figure("joined")
    left = figure("left")
    council = figure("council")
    gatherings = figure("gatherings")
    attendance = figure("attendance")
    notices = figure("notices")
    income = money("income")
    expenses = money("expenses")
    documents = DocumentsField(label=_("Documents"), most=MOST_FILES)

    def __init__(self, *args, duty: Duty, **kwargs):
        super().__init__(*args, **kwargs)
        if duty.kind == Duty.Kind.AUDIT:
            for name in (*FIGURES, "plan"):
                del self.fields[name]
        self.fields["documents"].widget.attrs["class"] = "form-control"

    @property
    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "documents")}

    @property
    def texts(self):
        return [self[name] for name in ("summary", "plan") if name in self.fields]

    @property
    def numbers(self):
        return [self[name] for name in FIGURES if name in self.fields]

    @property
    def sums(self):
        return [self[name] for name in ("income", "expenses")]


class SendBackForm(StyledForm):
    reason = forms.CharField(
        label=_("What is missing or wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The chapter’s officers get it by mail."),
    )  # fmt: skip


class WaiveForm(StyledForm):
    reason = forms.CharField(
        label=_("Reason of the waiver"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The chapter’s officers get it by mail."),
    )  # fmt: skip


class RemindForm(StyledForm):
    """Whom the office reminds of what; `key` makes a second submit the first."""

    what = forms.ChoiceField(
        label=_("Remind of"), choices=[*Duty.Kind.choices, (TERM, _("End of the council’s term"))]
    )  # fmt: skip
    chapter = forms.TypedMultipleChoiceField(
        label=_("Chapters"), coerce=int, widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick at least one chapter.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, chapters, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("chapter", [(pk, pk) for pk in chapters])
