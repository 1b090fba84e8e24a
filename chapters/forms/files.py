"""Documents that officers send: known by their bytes, not by their names."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents import uploads

ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
FILES_HELP = gettext_lazy("PDF, Word, Excel, JPEG or PNG, at most 10 MB each.")


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class DocumentsField(forms.FileField):
    """Several files at once; in Python (upload, name) of each."""

    widget = SeveralFiles

    def __init__(self, *, most: int, **kwargs):
        super().__init__(**{"required": False, "help_text": FILES_HELP} | kwargs)
        self.most = most
        self.widget.attrs |= {"accept": ACCEPTED, "multiple": True}

    def to_python(self, data):
        return data

    def clean(self, data, initial=None):
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > self.most:
            raise ValidationError(_("Send at most %(count)s files.") % {"count": self.most})
        return [(read(file), file.name) for file in files]


def read(file) -> uploads.Upload:
    if file.size > uploads.MOST_BYTES:
        raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": file.name})
    try:
        return uploads.inspect(file.read(), office=True)
    except uploads.Unreadable:
        raise ValidationError(
            _("“%(name)s” is not a PDF, Word or Excel document, JPEG or PNG that can be read.") % {"name": file.name}
        ) from None
