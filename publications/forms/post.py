"""What is typed about printed issues on their way."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm, choices
from alumni_office.documents.labels import LAYOUTS
from publications.models import Issue, Parcel, Periodical, StockMove

from .audience import AudienceForm

MOST_COPIES = 10_000_000
LONGEST_AGO = timedelta(days=3650)
FORMS = {
    "L7163": gettext_lazy("Avery L7163: 2 × 7, 99.1 × 38.1 mm"),
    "L7160": gettext_lazy("Avery L7160: 3 × 7, 63.5 × 38.1 mm"),
    "L7159": gettext_lazy("Avery L7159: 3 × 8, 63.5 × 33.9 mm"),
    "A4-16": gettext_lazy("A4: 2 × 8, 105 × 37 mm"),
    "A4-24": gettext_lazy("A4: 3 × 8, 70 × 37 mm"),
    "xlsx": gettext_lazy("Workbook for the post office or the courier"),
    "csv": gettext_lazy("Text file for the post office or the courier"),
}


class DistributionForm(AudienceForm):
    title = forms.CharField(label=gettext_lazy("What is sent"), max_length=120)
    issue = forms.ModelChoiceField(
        label=gettext_lazy("Issue"), queryset=Issue.objects.none(), required=False,
        help_text=gettext_lazy("Empty for a book or anything else that is no issue of ours."),
    )  # fmt: skip
    printed = forms.IntegerField(label=gettext_lazy("Copies printed"), min_value=1, max_value=MOST_COPIES)
    one_an_address = forms.BooleanField(
        label=gettext_lazy("One copy an address"),
        required=False,
        initial=True,
        help_text=gettext_lazy("People of one household or office share a copy; the label names them all."),
    )
    is_first_contact = forms.BooleanField(
        label=gettext_lazy("Also to those who were never asked"),
        required=False,
        help_text=gettext_lazy(
            "Put the notice with the way to say no into the parcel. Whoever said no is left out all the same."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    WHAT = ["title", "issue", "printed", "one_an_address", "is_first_contact"]

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        printed = Issue.objects.exclude(periodical__kind=Periodical.Kind.NEWSLETTER).select_related("periodical")
        self.fields["issue"].queryset = printed.order_by("-dated_on", "-pk")

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.WHAT}

    def parts(self) -> list[tuple[str, list]]:
        """(heading, fields) in the order of the page."""
        what = [self[name] for name in self.WHAT]
        return [(_("The printed piece"), what), (_("Readers"), self.circles()), (_("Without"), self.without())]


class LabelForm(StyledForm):
    form = forms.ChoiceField(label=gettext_lazy("Form"), choices=list(FORMS.items()))
    skip = forms.IntegerField(
        label=gettext_lazy("Labels used up on the first sheet"), min_value=0, max_value=23, initial=0, required=False
    )

    def clean(self):
        data = super().clean()
        layout = LAYOUTS.get(data.get("form", ""))
        if layout and (data.get("skip") or 0) >= layout.on_a_sheet:
            self.add_error("skip", _("A sheet has only %(count)s labels.") % {"count": layout.on_a_sheet})
        return data


class SentForm(StyledForm):
    on = forms.DateField(label=gettext_lazy("Sent on"), initial=timezone.localdate)
    upto = forms.IntegerField(
        label=gettext_lazy("Up to number"), min_value=1, required=False,
        help_text=gettext_lazy("Empty for all that are ready."),
    )  # fmt: skip

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if self.cleaned_data["on"] < timezone.localdate() - LONGEST_AGO:
            raise ValidationError(_("This is too long ago."))
        return self.cleaned_data["on"]


class MoveForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=StockMove.Kind)
    copies = forms.IntegerField(
        label=gettext_lazy("Copies"), min_value=-MOST_COPIES, max_value=MOST_COPIES,
        help_text=gettext_lazy("A negative number corrects an earlier one."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)

    def clean_copies(self):
        if not self.cleaned_data["copies"]:
            raise ValidationError(_("Say how many copies."))
        return self.cleaned_data["copies"]


class ReturnForm(StyledForm):
    """The reason first: it is chosen once for a heap of parcels, and the scanner fills the code again and again."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=choices("reason", Parcel))
    code = forms.CharField(
        label=gettext_lazy("Code on the label"), max_length=40,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=gettext_lazy("Scan the barcode, or type what stands below it and press Enter."),
    )  # fmt: skip


class TrackingForm(StyledForm):
    file = forms.FileField(
        label=gettext_lazy("Sheet of the courier"),
        help_text=gettext_lazy("xlsx, xls, ods or csv with a column of codes and one of tracking numbers."),
    )
    carrier = forms.CharField(
        label=gettext_lazy("Carrier"), max_length=30, required=False,
        help_text=gettext_lazy("Where the sheet does not name it."),
    )  # fmt: skip

    def clean_file(self):
        if self.cleaned_data["file"].size > 20 * 1024 * 1024:
            raise ValidationError(_("This file is larger than %(limit)s MB.") % {"limit": 20})
        return self.cleaned_data["file"]
