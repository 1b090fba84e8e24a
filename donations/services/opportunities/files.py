"""Papers of a card: looked at by their bytes, kept under a name from which nothing can be guessed."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import FormUsed
from donations.models import Opportunity, OpportunityFile

FOLDER = "donations/opportunities"


def add_file(*, key: UUID, opportunity: Opportunity, upload: Upload, title: str, by) -> OpportunityFile:
    """Keep a file; the same `key` again returns the first. `upload` comes from documents.uploads. Raises Refused."""
    if earlier := OpportunityFile.objects.filter(key=key).first():
        return _of(earlier, opportunity)
    file = upload.as_file()
    name = default_storage.save(f"{FOLDER}/{file.name}", file)
    try:
        with transaction.atomic():
            row, created = OpportunityFile.objects.get_or_create(
                key=key, defaults={"opportunity": opportunity, "file": name, "title": title, "added_by": by}
            )
    except Exception:
        default_storage.delete(name)
        raise
    if not created:
        default_storage.delete(name)
    return _of(row, opportunity)


def _of(row: OpportunityFile, opportunity: Opportunity) -> OpportunityFile:
    if row.opportunity_id != opportunity.pk:
        raise FormUsed
    return row


def remove_file(*, file: OpportunityFile, by) -> None:
    name = str(file.file.name)
    with transaction.atomic():
        OpportunityFile.objects.filter(pk=file.pk).delete()
        transaction.on_commit(lambda: default_storage.delete(name))
