"""Files in forms: looked at by what they are and how large, not by their names."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents import uploads
from alumni_office.documents.uploads import Upload


@dataclass(frozen=True)
class Sent:
    """What was sent, and under which name."""

    upload: Upload
    name: str


class DocumentField(forms.FileField):
    """A PDF, a picture, DOCX or XLSX; `Sent` in Python, None when nothing was sent."""

    accept = "application/pdf,image/jpeg,image/png,.docx,.xlsx"
    sentence = gettext_lazy("“%(name)s” is no PDF, picture (JPEG, PNG), DOCX or XLSX without macros that can be read.")

    def __init__(self, **kwargs):
        help_text = kwargs.pop("help_text", gettext_lazy("PDF, JPEG, PNG, DOCX or XLSX, at most 10 MB."))
        super().__init__(help_text=help_text, widget=forms.FileInput(attrs={"accept": self.accept}), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > uploads.MOST_BYTES:
            raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": file.name})
        try:
            return Sent(uploads.inspect(file.read(), office=True), file.name)
        except uploads.Unreadable:
            raise ValidationError(self.sentence % {"name": file.name}) from None
