"""Writing a need, as long as it is a draft."""

from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Department, Need, NeedCase, NeedInvitation
from donations.services.refusals import Refused, WrongState


@transaction.atomic
def create(*, key: UUID, by, department: Department, **fields: Any) -> Need:
    """Write a draft; the same `key` again is the first. Raises Refused."""
    _insist_kept(department, by)
    with pghistory.context(user=by.pk):
        return make_once(
            Need, key=key, of={"department_id": department.pk}, fields={"created_by": by, **fields}
        )  # fmt: skip


@transaction.atomic
def save(*, need: Need, version: int, by, department: Department, **fields: Any) -> None:
    """Raises Refused and ChangedMeanwhile."""
    _insist_kept(department, by)
    if not Need.objects.select_for_update().filter(pk=need.pk, state=Need.State.DRAFT).exists():
        raise WrongState
    with pghistory.context(user=by.pk):
        save_version(need, version=version, values={"department": department, **fields})


@transaction.atomic
def discard(*, need_id: int, by) -> None:
    """Throw a draft away that nobody answered. Raises Refused."""
    held = Need.objects.select_for_update().filter(pk=need_id, state=Need.State.DRAFT).first()
    if held is None:
        raise WrongState
    if NeedCase.objects.filter(need=held).exists() or NeedInvitation.objects.filter(need=held).exists():
        raise Refused(_("People were invited to it or answered it: submit it again, or close it once it is published."))
    with pghistory.context(user=by.pk):
        held.delete()


def _insist_kept(department: Department, by) -> None:
    if not Department.objects.visible_to(by).filter(pk=department.pk).exists():
        raise Refused(_("This department is not yours."), field="department")
