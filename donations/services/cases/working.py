"""The work on a case: steps with a day, documents, and what came of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import make_once
from donations.models import CaseFile, CaseOutcome, CaseStep, NeedCase
from donations.services.refusals import Refused, WrongState

FOLDER = "donations/cases"
State = NeedCase.State


@transaction.atomic
def add_step(*, case_id: int, key: UUID, what: str, assignee, due_on: date, by) -> CaseStep:
    """`assignee` is None for the one who answered. The same `key` again is the first. Raises Refused."""
    if assignee is not None and not NeedCase.objects.visible_to(assignee).filter(pk=case_id).exists():
        raise Refused(_("%(name)s does not see the needs of this department.") % {"name": assignee}, field="assignee")
    _live(case_id)
    return make_once(
        CaseStep, key=key, of={"case_id": case_id}, fields={"what": what, "assignee": assignee, "due_on": due_on}
    )  # fmt: skip


def finish_step(*, step_id: int, by) -> None:
    """Raises Refused."""
    if not CaseStep.objects.filter(pk=step_id, done_at__isnull=True).update(done_at=timezone.now()):
        raise WrongState


def remove_step(*, step_id: int, by) -> None:
    """Take off a step that is not done. Raises Refused."""
    if not CaseStep.objects.filter(pk=step_id, done_at__isnull=True).delete()[0]:
        raise WrongState


@transaction.atomic
def add_outcome(*, case_id: int, key: UUID, by, **fields: Any) -> CaseOutcome:
    """What came of it: more than one may. The same `key` again is the first. Raises Refused."""
    if fields["happened_on"] > timezone.localdate():
        raise Refused(_("This day lies ahead."), field="happened_on")
    held = NeedCase.objects.select_for_update(no_key=True).filter(
        pk=case_id, state__in=[State.AGREED, State.CARRIED_OUT, State.TOLD_BACK]
    )
    if not held.exists():
        raise WrongState
    return make_once(CaseOutcome, key=key, of={"case_id": case_id}, fields={"entered_by": by, **fields})


def add_file(*, case_id: int, key: UUID, title: str, upload: Upload, by) -> CaseFile:
    """Keep a document; the same `key` again is the first. `upload` comes from documents.uploads. Raises Refused."""
    if known := CaseFile.objects.filter(key=key, case_id=case_id).first():
        return known
    file = upload.as_file()
    name = default_storage.save(f"{FOLDER}/{file.name}", file)
    try:
        with transaction.atomic():
            kept = make_once(
                CaseFile, key=key, of={"case_id": case_id}, fields={"title": title, "file": name, "added_by": by}
            )  # fmt: skip
    except Exception:
        default_storage.delete(name)
        raise
    if kept.file.name != name:
        default_storage.delete(name)
    return kept


@transaction.atomic
def remove_file(*, file: CaseFile, by) -> None:
    name = str(file.file.name)
    if CaseFile.objects.filter(pk=file.pk).delete()[0]:
        transaction.on_commit(lambda: default_storage.delete(name))


def _live(case_id: int) -> None:
    if not NeedCase.objects.live().select_for_update(no_key=True).filter(pk=case_id).exists():
        raise WrongState
