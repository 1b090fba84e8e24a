"""Fields that several forms of chapters share."""

from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni_office.documents import uploads
from chapters.models import Chapter, Document

KEPT = "chapters.kept"
A_DAY = 24 * 3600


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def in_words(day: date) -> str:
    """A day as the reader's language prints it, for a sentence."""
    return date_format(day, "DATE_FORMAT")


def not_in_the_future(day: date, chapter: Chapter) -> date:
    if day > chapter.today():
        raise ValidationError(_("This date lies in the future."))
    return day


class PictureField(forms.FileField):
    """A JPEG or PNG, drawn anew and at most `longest_side` pixels long; an Upload in Python, None without a file."""

    def __init__(self, *, longest_side: int, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}), **kwargs)
        self.longest_side = longest_side

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > uploads.MOST_BYTES:
            raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": file.name})
        try:
            return uploads.picture(file.read(), longest_side=self.longest_side)
        except uploads.Unreadable:
            raise ValidationError(_("This is no picture that we can read: choose a JPEG or PNG up to 10 MB.")) from None


def kept_mark(document: Document) -> str:
    """What a form carries of a file that is on file while the rest of the form is not."""
    return signing.dumps(document.pk, salt=KEPT)


def kept_document(mark: str, chapter: Chapter) -> Document | None:
    try:
        return chapter.documents.filter(pk=signing.loads(mark, salt=KEPT, max_age=A_DAY)).first()
    except signing.BadSignature:
        return None
