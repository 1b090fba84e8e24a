"""What shows who somebody is: kept apart, deleted 30 days after the decision."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from alumni.models import Evidence, Verification
from alumni_office.documents.uploads import Upload

MOST_FILES = 5
KEPT = timedelta(days=30)
UNANSWERED = timedelta(days=90)


class TooManyFiles(Exception):
    """A claim has room for five files; `room` says for how many more."""

    def __init__(self, room: int):
        super().__init__()
        self.room = room


def add_evidence(*, claim: Verification, documents: list[Upload]) -> None:
    """Raises TooManyFiles, and nothing is kept then."""
    room = max(MOST_FILES - claim.evidence.count(), 0)
    if len(documents) > room:
        raise TooManyFiles(room)
    for document in documents:
        row = Evidence(verification=claim, kind=document.kind, size=len(document.content))
        row.file = document.as_file()
        row.save()


def sweep_evidence() -> int:
    """Delete the files of claims decided, or given up, 30 days ago; the rows stay and say so. A question that nobody
    answered for 90 days ends the claim."""
    _give_up_unanswered()
    old = Evidence.objects.filter(
        deleted_at__isnull=True, verification__decided_at__lt=timezone.now() - KEPT
    ).exclude(verification__state__in=Verification.OPEN)  # fmt: skip
    deleted = 0
    for row in old.order_by("pk")[:1000]:
        row.file.delete(save=False)  # first: a row must not say so of a file that is still there
        deleted += Evidence.objects.filter(pk=row.pk).update(file="", deleted_at=timezone.now())
    return deleted


def _give_up_unanswered() -> None:
    long_ago = timezone.now() - UNANSWERED
    lately = Verification.versions.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), pgh_created_at__gte=long_ago
    )
    asked = Verification.objects.filter(state=Verification.State.ASKED, created_at__lt=long_ago)
    asked.filter(~Exists(lately)).update(state=Verification.State.WITHDRAWN, decided_at=timezone.now())
