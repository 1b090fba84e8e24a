"""A card is entered once, and changed by whoever read its last version."""

from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Opportunity
from donations.services.club_refusals import Refused, said_plainly


@transaction.atomic
def add(*, key: UUID, by, organisation=None, donor=None, alumnus=None, **values: Any) -> Opportunity:
    """A lead with exactly one of organisation, donor and alumnus; the same `key` again is the first. Raises Refused."""
    _insist_owner(values["owner"])
    of = {
        "organisation_id": organisation and organisation.pk, "donor_id": donor and donor.pk,
        "alumnus_id": alumnus and alumnus.pk,
    }  # fmt: skip
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(Opportunity, key=key, of=of, fields=values | {"created_by": by})


@transaction.atomic
def change(*, opportunity: Opportunity, version: int, by, **values: Any) -> None:
    """Raises Refused, and ChangedMeanwhile where somebody else saved or moved it since it was read."""
    if values["owner"].pk != opportunity.owner_id:
        _insist_owner(values["owner"])
    if opportunity.gift_id or opportunity.pledge_id:
        values["kind"] = opportunity.kind
    with pghistory.context(user=by.pk), said_plainly():
        save_version(opportunity, version=version, values=values)


def _insist_owner(user) -> None:
    if not user.is_active or not user.may(Permission.CLUB_EDIT):
        raise Refused(_("%(name)s may not keep opportunities.") % {"name": user}, field="owner")
