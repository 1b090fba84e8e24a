"""What officers do: keep a draft, add documents, file."""

from collections.abc import Sequence

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alumni_office.documents.uploads import Upload
from alumni_office.mail.models import Message
from alumni_office.saving.versions import save_version
from chapters.emails import duties as emails
from chapters.models import Document, Duty, Filing
from chapters.services.documents import keep_document
from chapters.services.telling import tell_office

MOST_FILES = 10
PURPOSE = "chapters.filing"
KINDS = {Duty.Kind.AUDIT: Document.Kind.AUDIT}


class Closed(Exception):
    """The duty was filed, done or waived in the meantime."""


class Incomplete(Exception):
    """`fields` are missing that a filing of this kind needs."""

    def __init__(self, fields: list[str]):
        super().__init__(fields)
        self.fields = fields


class TooManyFiles(Exception):
    """More than MOST_FILES documents in one filing."""


def save_draft(*, duty: Duty, version: int, values: dict, uploads: Sequence[tuple[Upload, str]] = (), by) -> Filing:
    """Keep what was typed, and the files (each with its name). `version` is that of the filing which was shown, 0 when
    there was none. Raises Closed, TooManyFiles, and ChangedMeanwhile: the files are kept then as well."""
    filing, is_new = _open(duty, by)
    _attach(filing, uploads, by)
    with transaction.atomic(), pghistory.context(user=by.pk):
        _insist_on_open(duty)
        save_version(filing, version=filing.version if is_new else version, values=values)
    return filing


@transaction.atomic
def _open(duty: Duty, by) -> tuple[Filing, bool]:
    _insist_on_open(duty)
    with pghistory.context(user=by.pk):
        return Filing.objects.get_or_create(duty=duty)


def _insist_on_open(duty: Duty) -> None:
    """Lock the duty, so that nobody decides about it meanwhile."""
    if not Duty.objects.select_for_update().filter(pk=duty.pk, state__in=Duty.OPEN).exists():
        raise Closed


def _attach(filing: Filing, uploads: Sequence[tuple[Upload, str]], by) -> None:
    """Each file once, whatever it is called: a form that was sent twice adds nothing."""
    known = set(filing.documents.values_list("sha256", flat=True))
    new = {upload.sha256: (upload, name) for upload, name in uploads if upload.sha256 not in known}
    if len(known) + len(new) > MOST_FILES:
        raise TooManyFiles
    kind = KINDS.get(Duty.Kind(filing.duty.kind), Document.Kind.REPORT)
    for upload, name in new.values():
        document = keep_document(upload=upload, name=name, kind=kind, by=by, chapter=filing.duty.chapter)
        filing.documents.add(document)


@transaction.atomic
def remove_document(*, duty: Duty, document: Document, by) -> None:
    """Take a document off a draft. The file stays with the chapter. Raises Closed."""
    _insist_on_open(duty)
    with pghistory.context(user=by.pk):
        duty.filing.documents.remove(document)


@transaction.atomic
def submit_filing(*, filing: Filing, by) -> list[Message]:
    """Give the turn to the office; return the mail that says so. Raises Closed and Incomplete."""
    _insist_on_open(filing.duty)  # nobody writes or takes off a document meanwhile
    filing.refresh_from_db(fields=["summary", "plan"])
    missing = missing_of(filing)
    if missing:
        raise Incomplete(missing)
    with pghistory.context(user=by.pk):
        Duty.objects.filter(pk=filing.duty_id).update(state=Duty.State.FILED)
        Filing.objects.filter(pk=filing.pk).update(
            state=Filing.State.SUBMITTED, filed_by=by, filed_at=timezone.now(), version=F("version") + 1, answer=""
        )
    return tell_office(lambda: emails.submitted(duty=filing.duty, by_name=by.name), purpose=PURPOSE)


def missing_of(filing: Filing) -> list[str]:
    needed = ["summary"]
    if filing.duty.kind == Duty.Kind.SUMMARY:
        needed.append("plan")
    missing = [name for name in needed if not getattr(filing, name).strip()]
    if filing.duty.kind == Duty.Kind.AUDIT and not filing.documents.exists():
        missing.append("documents")
    return missing
