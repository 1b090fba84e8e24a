"""An organisation entered on the way to an opportunity."""

from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction

from alumni_office.saving.once import make_once
from donations.models import Organisation

from .club_refusals import said_plainly


@transaction.atomic
def enter_organisation(*, key: UUID, by, name: str, **fields: Any) -> Organisation:
    """Enter it once; the same `key` again is the first. Raises Refused, also for a credit code that is on record."""
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(Organisation, key=key, of={"name": name}, fields=fields | {"created_by": by})
