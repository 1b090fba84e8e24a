"""Files in forms: looked at by what they are and how large, not by their names."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents import uploads
from alumni_office.documents.uploads import Upload

ACCEPTED = "application/pdf,image/jpeg,image/png,.docx,.xlsx"
SENTENCE = gettext_lazy("“%(name)s” is no PDF, picture (JPEG, PNG), DOCX or XLSX without macros that can be read.")


class Sent(NamedTuple):
    """What was sent, and under which name."""

    upload: Upload
    name: str


class DocumentField(forms.FileField):
    """A PDF, a picture, DOCX or XLSX; `Sent` in Python, None when nothing was sent."""

    def __init__(self, **kwargs):
        help_text = kwargs.pop("help_text", gettext_lazy("PDF, JPEG, PNG, DOCX or XLSX, at most 10 MB."))
        super().__init__(help_text=help_text, widget=forms.FileInput(attrs={"accept": ACCEPTED}), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > uploads.MOST_BYTES:
            raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": file.name})
        try:
            return Sent(uploads.inspect(file.read(), office=True), file.name)
        except uploads.Unreadable:
            raise ValidationError(SENTENCE % {"name": file.name}) from None


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class DocumentsField(forms.FileField):
    """Several such documents at once; a list of `Sent` in Python."""

    widget = SeveralFiles
    one = DocumentField()

    def __init__(self, *, most: int, label):
        help_text = gettext_lazy("PDF, Word, Excel, JPEG or PNG, at most 10 MB each.")
        super().__init__(label=label, required=False, help_text=help_text)
        self.most = most
        self.widget.attrs |= {"accept": ACCEPTED, "multiple": True}

    def clean(self, data, initial=None):
        files = [file for file in data or [] if file]
        if len(files) > self.most:
            raise ValidationError(_("Send at most %(count)s files.") % {"count": self.most})
        return [self.one.clean(file) for file in files]
