"""The departments that post needs."""

from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Department
from donations.services.refusals import Refused


def _taken() -> Refused:
    return Refused(_("Another one has this name already."), field="name")


@transaction.atomic
def add_department(*, key: UUID, by, name: str, **fields: Any) -> Department:
    """The same `key` again is the first. Raises Refused."""
    if Department.objects.filter(name=name).exclude(key=key).exists():
        raise _taken()
    with pghistory.context(user=by.pk):
        return make_once(Department, key=key, of={}, fields={"name": name, "created_by": by, **fields})


def save_department(*, department: Department, version: int, by, **fields: Any) -> None:
    """Raises Refused and ChangedMeanwhile."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            save_version(department, version=version, values=fields)
    except IntegrityError as error:
        if "unique" in str(error):
            raise _taken() from error
        raise


@transaction.atomic
def close_department(*, department_id: int, opened: bool, by) -> None:
    """Offer it no more in forms, or again; its needs go on."""
    with pghistory.context(user=by.pk):
        Department.objects.filter(pk=department_id).update(closed_at=None if opened else timezone.now())
