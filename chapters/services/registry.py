"""What the office writes about a chapter, beside the two facts: the row itself, the right to the name, documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from alumni_office.documents.uploads import Upload
from alumni_office.saving.versions import save_version
from chapters.models import Chapter, Document, NameLicence

from .documents import keep_document


class PlaceTaken(Exception):
    """Another chapter stands for this place or college."""


class NameTaken(Exception):
    """Another chapter has this name."""


class Overlapping(Exception):
    """The right to the name is granted for some of these days already: `standing` says from when until when."""

    def __init__(self, standing: NameLicence):
        super().__init__()
        self.standing = standing


def enter_chapter(*, values: dict) -> Chapter:
    """Enter a chapter by hand. Raises PlaceTaken and NameTaken."""
    with _told():
        return Chapter.objects.create(**values)


def save_chapter(*, chapter: Chapter, version: int, values: dict) -> None:
    """Write name, place and contacts. Raises ChangedMeanwhile, PlaceTaken and NameTaken."""
    with _told():
        save_version(chapter, version=version, values=values)


@transaction.atomic
def grant_licence(
    *, chapter: Chapter, from_on: date, until_on: date, with_logo: bool, by, document: Document | None = None
) -> NameLicence:
    """Grant, or renew, the right to the name. Raises Overlapping."""
    values = {"from_on": from_on, "until_on": until_on, "with_logo": with_logo}
    try:
        with transaction.atomic():
            return NameLicence.objects.create(chapter=chapter, document=document, granted_by=by, **values)
    except IntegrityError as error:
        standing = chapter.name_licences.filter(from_on__lte=until_on, until_on__gte=from_on).first()
        if standing is None:
            raise
        raise Overlapping(standing) from error


@transaction.atomic
def add_document(*, chapter: Chapter, upload: Upload, name: str, kind: str, by) -> Document:
    """Keep a document of the chapter; the same bytes sent twice are one."""
    Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    known = chapter.documents.filter(kind=kind, sha256=upload.sha256).first()
    return known or keep_document(upload=upload, name=name, kind=kind, by=by, chapter=chapter)


@contextmanager
def _told() -> Iterator[None]:
    """A transaction whose broken constraints have names of our own."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "chapter_name_once" in str(error):
            raise NameTaken from error
        if "chapter_one_a" in str(error):
            raise PlaceTaken from error
        raise
