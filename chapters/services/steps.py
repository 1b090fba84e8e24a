"""Steps of the two facts by hand, each with the document that stands for it."""

from datetime import date

from django.db import transaction

from alumni_office.documents.uploads import Upload
from chapters.models import Chapter, Document

from . import recognition
from .documents import keep_document, unkeep_on_error


def record_recognition(
    *, chapter: Chapter, to: str, on: date, reason: str, by, upload: Upload | None = None, name: str = ""
):
    """Keep the document and record the step. Raises what recognition.change_recognition raises; then neither is."""
    with unkeep_on_error() as kept, transaction.atomic():
        document = _kept(kept, chapter, upload, name, Document.Kind.OTHER, by)
        return recognition.change_recognition(chapter=chapter, to=to, reason=reason, by=by, on=on, document=document)


def record_civil(
    *, chapter: Chapter, to: str, on: date, reason: str, by, upload: Upload | None = None, name: str = "",
    number: str = "", authority: str = "",
):  # fmt: skip
    """As record_recognition, for the registry of civil affairs."""
    with unkeep_on_error() as kept, transaction.atomic():
        document = _kept(kept, chapter, upload, name, Document.Kind.CERTIFICATE, by)
        return recognition.change_civil(
            chapter=chapter, to=to, reason=reason, by=by, on=on, document=document, number=number,
            authority=authority,
        )  # fmt: skip


def _kept(kept: list[Document], chapter: Chapter, upload: Upload | None, name: str, kind: str, by) -> Document | None:
    if upload is None:
        return None
    document = keep_document(upload=upload, name=name, kind=kind, by=by, chapter=chapter)
    kept.append(document)
    return document
