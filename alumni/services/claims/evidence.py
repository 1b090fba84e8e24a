"""What shows who somebody is: kept apart, deleted 30 days after the decision."""

from datetime import timedelta

from django.utils import timezone

from alumni.models import Evidence, Verification
from alumni_office.documents.uploads import Upload

MOST_FILES = 5
KEPT = timedelta(days=30)


def add_evidence(*, claim: Verification, documents: list[Upload]) -> None:
    room = MOST_FILES - claim.evidence.count()
    for document in documents[: max(room, 0)]:
        row = Evidence(verification=claim, kind=document.kind, size=len(document.content))
        row.file = document.as_file()
        row.save()


def sweep_evidence() -> int:
    """Delete the files of claims decided, or given up, 30 days ago; the rows stay and say so."""
    old = Evidence.objects.filter(
        deleted_at__isnull=True, verification__decided_at__lt=timezone.now() - KEPT
    ).exclude(verification__state__in=Verification.OPEN)  # fmt: skip
    deleted = 0
    for row in old.order_by("pk")[:1000]:
        row.file.delete(save=False)  # first: a row must not say so of a file that is still there
        deleted += Evidence.objects.filter(pk=row.pk).update(file="", deleted_at=timezone.now())
    return deleted
