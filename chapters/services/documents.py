"""Files of chapters: kept for good, under names from which nothing can be guessed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import transaction

from alumni_office.documents.uploads import Upload, shown_name
from chapters.models import Document


def keep_document(*, upload: Upload, name: str, kind: str, by, **belongs_to) -> Document:
    """Keep a file of a chapter, an application or a congress (`belongs_to`: the row under its name). The file goes
    away again when the row cannot be written."""
    document = Document(
        kind=kind, name=shown_name(name) or f"document.{upload.kind}", form=upload.kind, size=len(upload.content),
        sha256=upload.sha256, uploaded_by=by, **belongs_to,
    )  # fmt: skip
    document.file = upload.as_file()
    try:
        with transaction.atomic():
            document.save()
    except Exception:
        if document.file.name:
            default_storage.delete(str(document.file.name))
        raise
    return document


@contextmanager
def unkeep_on_error() -> Iterator[list[Document]]:
    """Around a transaction that keeps documents and may fail after it: the files of those in the list that is given
    go away with their rows."""
    kept: list[Document] = []
    try:
        yield kept
    except Exception:
        for document in kept:
            default_storage.delete(str(document.file.name))
        raise
