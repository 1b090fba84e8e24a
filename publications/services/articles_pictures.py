"""Photographs of articles: drawn anew by us, described, credited."""

from collections.abc import Iterable
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from alumni_office.documents.uploads import Upload
from publications.models import Article, ArticlePerson, Picture

from .issues import insist_open

LONGEST_SIDE = 1600


def add_picture(
    *, article: Article, upload: Upload, people: Iterable[ArticlePerson], key: UUID, by, **fields
) -> Picture:
    """Keep a photograph; the same `key` again returns the first. `upload` comes from documents.uploads.picture().
    Raises IssueFixed."""
    if earlier := Picture.objects.filter(key=key).first():
        return earlier
    width, height = upload.pixels
    file = upload.as_file()
    name = default_storage.save(f"publications/pictures/{file.name}", file)
    try:
        with transaction.atomic():
            insist_open(article.issue_id)
            picture, created = Picture.objects.get_or_create(
                key=key,
                defaults={
                    "article": article, "file": name, "sha256": upload.sha256, "width": width, "height": height,
                    **fields,
                },
            )  # fmt: skip
            if created:
                picture.people.set(people)
    except Exception:
        default_storage.delete(name)
        raise
    if not created:
        default_storage.delete(name)
    return picture


@transaction.atomic
def edit_picture(*, picture: Picture, people: Iterable[ArticlePerson], by, **fields) -> None:
    """Change its words, its place and who is on it. Raises IssueFixed."""
    insist_open(picture.article.issue_id)
    for name, value in fields.items():
        setattr(picture, name, value)
    picture.save(update_fields=list(fields))
    picture.people.set(people)


def remove_picture(*, picture: Picture, by) -> None:
    """Raises IssueFixed."""
    name = str(picture.file.name)
    with transaction.atomic():
        insist_open(picture.article.issue_id)
        picture.people.clear()
        picture.delete()
    default_storage.delete(name)
