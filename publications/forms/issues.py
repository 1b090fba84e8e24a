"""What is typed about an issue, and its files."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.documents import uploads
from chapters.forms.fields import PictureField
from publications.models import Issue, Periodical

from .periodicals import label

COVER_SIDE = 1200


class IssueFields(StyledForm):
    number = forms.IntegerField(label=label("number", Issue), min_value=1, max_value=99999)
    dated_on = forms.DateField(
        label=label("dated_on", Issue), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    title = forms.CharField(
        label=label("title", Issue), max_length=120, required=False,
        help_text=Issue._meta.get_field("title").help_text,
    )  # fmt: skip
    title_en = forms.CharField(label=label("title_en", Issue), max_length=160, required=False)
    note = forms.CharField(
        label=label("note", Issue), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    note_en = forms.CharField(
        label=label("note_en", Issue), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if not 1901 <= day.year <= timezone.localdate().year + 5:
            raise ValidationError(_("This is not the date of an issue."))
        return day


class NewIssueForm(IssueFields):
    """Arguments of services.issues.create_issue()."""

    periodical = forms.ModelChoiceField(
        label=label("periodical", Issue), queryset=Periodical.objects.none(), empty_label=None
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["periodical", "number", "dated_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["periodical"].queryset = Periodical.objects.in_order()


class IssueForm(IssueFields):
    """Arguments of services.issues.edit_issue()."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class FilesForm(StyledForm):
    """`cover` and `printed` are Uploads; an empty one leaves what there is."""

    cover = PictureField(
        longest_side=COVER_SIDE, label=gettext_lazy("Cover"), required=False,
        help_text=gettext_lazy("JPEG or PNG, at most 10 MB."),
    )  # fmt: skip
    printed = forms.FileField(
        label=gettext_lazy("Printed edition (PDF)"), required=False,
        help_text=gettext_lazy("As it went to print, at most 10 MB. Visitors can download it once the issue is "
                               "published."),
    )  # fmt: skip

    def clean_printed(self):
        file = self.cleaned_data["printed"]
        if not file:
            return None
        try:
            found = uploads.inspect(file.read(uploads.MOST_BYTES + 1))
        except uploads.Unreadable as error:
            raise ValidationError(_("This file cannot be read, or is larger than 10 MB.")) from error
        if found.kind != "pdf":
            raise ValidationError(_("This is no PDF."))
        return found
