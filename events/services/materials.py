"""Files of an event: looked at by their bytes, kept under a name from which nothing can be guessed."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import FormUsed
from events.models import Event, Material, Session

FOLDER = "events/material"


def add_material(
    *,
    event: Event,
    session: Session | None,
    upload: Upload,
    title: str,
    title_en: str,
    is_public: bool,
    key: UUID,
    by,
    kind: str = Material.Kind.PAPER,
) -> Material:
    """Keep a file; the same `key` again returns the first. `upload` comes from documents.uploads. Raises Refused."""
    if earlier := Material.objects.filter(key=key).first():
        return _of_event(earlier, event)
    file = upload.as_file()
    name = default_storage.save(f"{FOLDER}/{file.name}", file)
    try:
        with transaction.atomic():
            material, created = Material.objects.get_or_create(
                key=key,
                defaults={
                    "event": event, "session": session, "file": name, "title": title, "title_en": title_en,
                    "is_public": is_public, "added_by": by, "kind": kind,
                },
            )  # fmt: skip
    except Exception:
        default_storage.delete(name)
        raise
    if not created:
        default_storage.delete(name)
    return _of_event(material, event)


def _of_event(material: Material, event: Event) -> Material:
    if material.event_id != event.pk:
        raise FormUsed
    return material


def remove_material(*, material: Material, by) -> None:
    name = str(material.file.name)
    with transaction.atomic():
        Material.objects.filter(pk=material.pk).delete()
        transaction.on_commit(lambda: default_storage.delete(name))
