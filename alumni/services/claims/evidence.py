"""What shows who somebody is: looked at by content, kept apart, deleted 30 days after the decision."""

import io
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageOps

from alumni.models import Evidence, Verification

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_FILES = 5
KEPT = timedelta(days=30)
KINDS = {"JPEG": "jpg", "PNG": "png"}


class Unreadable(Exception):
    """The bytes are no JPEG, PNG or PDF, whatever the name says."""


@dataclass(frozen=True)
class Document:
    kind: str
    content: bytes


def inspect(content: bytes) -> Document:
    """Return the document that these bytes are; a picture is drawn anew, without what a camera wrote into it."""
    if not content or len(content) > MOST_BYTES:
        raise Unreadable
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    return _picture(content)


def _pdf(content: bytes) -> Document:
    has_end = re.search(rb"startxref\s+\d+\s+%%EOF\s*\Z", content[-2048:])
    if not re.match(rb"%PDF-[12]\.\d", content) or not has_end or b" obj" not in content:
        raise Unreadable
    return Document("pdf", content)


def _picture(content: bytes) -> Document:
    try:
        picture = Image.open(io.BytesIO(content), formats=list(KINDS))
        if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
            raise Unreadable
        form = str(picture.format)
        drawn = ImageOps.exif_transpose(picture)
        drawn = drawn.convert("RGB" if form == "JPEG" else "RGBA" if "A" in drawn.getbands() else "RGB")
        clean = Image.new(drawn.mode, drawn.size)
        clean.paste(drawn)
        written = io.BytesIO()
        clean.save(written, form, **({"quality": 90} if form == "JPEG" else {}))
    except Unreadable:
        raise
    except Exception as error:  # Pillow raises whatever a broken file makes its decoders raise
        raise Unreadable from error
    return Document(KINDS[form], written.getvalue())


def add_evidence(*, claim: Verification, documents: list[Document]) -> None:
    room = MOST_FILES - claim.evidence.count()
    for document in documents[: max(room, 0)]:
        row = Evidence(verification=claim, kind=document.kind, size=len(document.content))
        row.file.save(f"{uuid.uuid4().hex}.{document.kind}", ContentFile(document.content), save=False)
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
