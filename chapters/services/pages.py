"""What officers keep of their chapter's public page: words, contact, logo, photographs."""

import uuid
from functools import partial
from typing import Any

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction

from alumni_office.documents.uploads import Upload
from alumni_office.saving.versions import save_settled
from chapters.models import Chapter, Photo

LOGO_SIDE, PHOTO_SIDE = 480, 1600  # pixels
MOST_PHOTOS = 24
FIELDS = [
    "introduction", "introduction_en", "email", "phone", "address", "website", "wechat_account", "admission",
]  # fmt: skip


class TooManyPhotos(Exception):
    """The page holds as many as it may."""


@transaction.atomic
def save_page(*, chapter: Chapter, version: int, values: dict[str, Any], by) -> None:
    """`values`: of FIELDS. Raises BothChanged."""
    with pghistory.context(user=by.pk):
        save_settled(chapter, version=version, values={name: values[name] for name in FIELDS})


def save_logo(*, chapter: Chapter, logo: Upload, by) -> None:
    name = _keep("logos", logo)
    try:
        _replace_logo(chapter, name, by)
    except Exception:
        default_storage.delete(name)
        raise


def remove_logo(*, chapter: Chapter, by) -> None:
    _replace_logo(chapter, "", by)


@transaction.atomic
def _replace_logo(chapter: Chapter, name: str, by) -> None:
    with pghistory.context(user=by.pk):
        row = Chapter.objects.select_for_update().get(pk=chapter.pk)
        earlier = row.logo.name
        Chapter.objects.filter(pk=chapter.pk).update(logo=name)
    if earlier:
        transaction.on_commit(partial(default_storage.delete, earlier), robust=True)


def add_photo(
    *, chapter: Chapter, photo: Upload, caption: str, caption_en: str, key: uuid.UUID, by
) -> Photo:  # fmt: skip
    """The same `key` again is the first photograph. Raises TooManyPhotos."""
    known = chapter.photos.filter(key=key).first()
    if known:
        return known
    name = _keep("photos", photo)
    row = None
    try:
        row = _insert_photo(chapter, key, file=name, caption=caption, caption_en=caption_en, uploaded_by=by)
    finally:
        if row is None or row.file.name != name:
            default_storage.delete(name)
    return row


@transaction.atomic
def _insert_photo(chapter: Chapter, key: uuid.UUID, **values) -> Photo:
    Chapter.objects.select_for_update().get(pk=chapter.pk)
    known = chapter.photos.filter(key=key).first()
    if known:
        return known
    if chapter.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos
    return Photo.objects.create(chapter=chapter, key=key, **values)


@transaction.atomic
def change_caption(*, photo: Photo, caption: str, caption_en: str, by) -> None:
    with pghistory.context(user=by.pk):
        Photo.objects.filter(pk=photo.pk).update(caption=caption, caption_en=caption_en)


@transaction.atomic
def remove_photo(*, photo: Photo, by) -> bool:
    """Return whether this call removed it."""
    with pghistory.context(user=by.pk):
        removed = Photo.objects.filter(pk=photo.pk).delete()[0]
    name = photo.file.name
    if removed and name:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    return bool(removed)


def _keep(where: str, upload: Upload) -> str:
    file = upload.as_file()
    return default_storage.save(f"chapters/{where}/{file.name}", file)
