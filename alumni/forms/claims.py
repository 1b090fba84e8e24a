""" "That is me": what an applicant types, and what the office answers."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.intake.cells.names import read_name
from alumni.intake.cells.numbers import read_student_no
from alumni.queries.claims import Said
from alumni.services import claims
from alumni_office.documents import uploads

from .people import StyledForm
from .rows import Places, YearField


class ClaimForm(StyledForm):
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60,
        help_text=gettext_lazy("As on your diploma. A former name will do as well."),
    )  # fmt: skip
    student_no = forms.CharField(
        label=gettext_lazy("Student number"), max_length=30, required=False,
        help_text=gettext_lazy("If you remember it. Otherwise choose your college and year."),
    )  # fmt: skip
    college = forms.TypedChoiceField(
        label=gettext_lazy("College"), required=False, coerce=int, empty_value=None,
        help_text=gettext_lazy("As it was called then or is called today."),
    )  # fmt: skip
    graduation_year = YearField(label=gettext_lazy("Year of graduation"), help_text=gettext_lazy("02届 is 2002."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("college", Places().colleges)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_name(self):
        found = read_name(self.cleaned_data["name"])
        if not found.name or found.doubt:
            raise ValidationError(_("Enter your name, such as 王伟 or Wang Wei."))
        return found.name[:60]

    def clean_student_no(self):
        text = self.cleaned_data["student_no"]
        if not text:
            return ""
        number, doubt = read_student_no(text)
        if doubt == "id_card_left_out":
            raise ValidationError(_("This is an ID-card number. We do not collect it: enter the student number."))
        if doubt:
            raise ValidationError(_("This does not look like a student number. Leave it empty if you are not sure."))
        return number

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if not data["student_no"] and not (data["college"] and data["graduation_year"]):
            raise ValidationError(_("Enter your student number, or your college and the year of your graduation."))
        data["said"] = Said(data["name"], data["student_no"], data["college"], data["graduation_year"])
        return data


class EvidenceInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class EvidenceField(forms.FileField):
    """Several files at once; documents in Python, looked at by what they are and not by their names."""

    widget = EvidenceInput

    def to_python(self, data):
        return data

    def clean(self, data, initial=None):
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > claims.MOST_FILES:
            raise ValidationError(_("Send at most %(count)s files.") % {"count": claims.MOST_FILES})
        if not files and self.required:
            raise ValidationError(_("Add a picture or a PDF."), code="required")
        return [_read(file) for file in files]


def _read(upload):
    if upload.size > uploads.MOST_BYTES:
        raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": upload.name})
    try:
        return uploads.inspect(upload.read())
    except uploads.Unreadable:
        raise ValidationError(
            _("“%(name)s” is not a picture (JPEG, PNG) or PDF that can be read.") % {"name": upload.name}
        ) from None


FILES = gettext_lazy("A picture of your diploma, degree or student card: JPEG, PNG or PDF, at most 10 MB each.")


class EvidenceForm(StyledForm):
    statement = forms.CharField(
        label=gettext_lazy("What else shows that it is you"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Your class, a teacher, classmates, where you work: whatever helps the college."),
    )  # fmt: skip
    documents = EvidenceField(label=gettext_lazy("Evidence"), required=False, help_text=FILES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["documents"].widget.attrs |= {"accept": "image/jpeg,image/png,application/pdf", "multiple": True}

    def clean(self):
        data = super().clean()
        if not self.errors and not data["statement"].strip() and not data["documents"]:
            raise ValidationError(_("Add a picture or PDF, or say in a sentence how the college can know you."))
        return data


class AnswerForm(EvidenceForm):
    statement = forms.CharField(
        label=gettext_lazy("Your answer"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class TargetForm(forms.Form):
    target = forms.IntegerField(min_value=1, max_value=2**62)


class CodeForm(StyledForm):
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=20, help_text=gettext_lazy("Six digits; it is good for ten minutes.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self):
        code = re.sub(r"\s", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{6}", code):
            raise ValidationError(_("The code is six digits."))
        return code


class AcceptForm(forms.Form):
    person = forms.IntegerField(min_value=1, max_value=2**62)
    # A second record of the same person, to be merged next.
    also = forms.IntegerField(min_value=1, max_value=2**62, required=False)


class QuestionForm(StyledForm):
    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is sent to the applicant by mail."),
    )  # fmt: skip


class ReasonForm(StyledForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is sent by mail. Name nobody else in it."),
    )  # fmt: skip
