"""Fields that several forms of chapters share."""

from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alumni_office.documents import uploads
from chapters.models import Chapter, Document
from chapters.queries.clock import local_today

KEPT = "chapters.kept"
A_DAY = 24 * 3600


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def not_in_the_future(day: date, chapter: Chapter) -> date:
    if day > local_today(chapter):
        raise ValidationError(_("This date lies in the future."))
    return day


class PictureField(forms.FileField):
    """The bytes of a picture; the service draws it anew."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file.size > uploads.MOST_BYTES:
            raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": file.name})
        return file.read() if file else None


def kept_mark(document: Document) -> str:
    """What a form carries of a file that is on file while the rest of the form is not."""
    return signing.dumps(document.pk, salt=KEPT)


def kept_document(mark: str, chapter: Chapter) -> Document | None:
    try:
        return chapter.documents.filter(pk=signing.loads(mark, salt=KEPT, max_age=A_DAY)).first()
    except signing.BadSignature:
        return None
