"""An alumnus asks to become a member, with an organisation that they run."""

from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from donations.models import ClubMembership, ClubTier, Organisation, OrganisationPerson
from donations.queries import companies
from donations.services.club_refusals import Refused, WrongState, said_plainly

State = ClubMembership.State


@transaction.atomic
def apply(
    *, key: UUID, person, tier: ClubTier, organisation: Organisation | None, statement: str, by,
    company: dict[str, Any] | None = None,
) -> ClubMembership:  # fmt: skip
    """Ask for a membership; the same `key` again is the first. `company` (fields of Organisation, and `part` and
    `title` of the person) is entered where `organisation` is None. Raises Refused."""
    if known := ClubMembership.objects.filter(key=key, alumnus=person).first():
        return known
    if not tier.is_offered:
        raise Refused(_("This kind of membership cannot be applied for."), field="tier")
    with pghistory.context(user=by.pk), said_plainly():
        if organisation is None:
            organisation = _entered(key, person, company or {}, by)
        elif not companies.run_by(person).filter(pk=organisation.pk).exists():
            raise Refused(_("This organisation is not on record as one that you run."), field="organisation")
        return make_once(
            ClubMembership, key=key, of={"alumnus_id": person.pk},
            fields={"organisation": organisation, "tier": tier, "statement": statement},
        )  # fmt: skip


def _entered(key: UUID, person, company: dict[str, Any], by) -> Organisation:
    """One on record already is nobody's to claim: the office says who runs it."""
    part, title = company.pop("part"), company.pop("title", "")
    code = company.get("credit_code")
    if code and Organisation.objects.filter(credit_code=code).exists():
        raise Refused(
            _("This organisation is on record already. Please write to the alumni office: it will enter that you run "
              "it, and then you can apply."),
            field="credit_code",
        )  # fmt: skip
    organisation = make_once(
        Organisation, key=key, of={"name": company.pop("name")}, fields=company | {"created_by": by}
    )
    OrganisationPerson.objects.get_or_create(organisation=organisation, alumnus=person, part=part,
                                             defaults={"title": title})  # fmt: skip
    return organisation


@transaction.atomic
def withdraw(*, membership_id: int, by) -> None:
    """Take one's own application back. Raises WrongState."""
    with pghistory.context(user=by.pk):
        if not ClubMembership.objects.filter(pk=membership_id, state=State.APPLIED).update(state=State.WITHDRAWN):
            raise WrongState
