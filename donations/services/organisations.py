"""Organisations and the alumni in them."""

from datetime import date
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext_lazy

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Organisation, OrganisationPerson

from .refusals import SENTENCES, WrongState, said_plainly

SENTENCES.update(
    {
        "organisation_credit_code_once": gettext_lazy("An organisation with this credit code is on record already."),
        "organisation_person_once": gettext_lazy("This person has this part in it already."),
    }
)


@transaction.atomic
def enter_organisation(*, key: UUID, name: str, by, **fields) -> Organisation:
    """The same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(Organisation, key=key, of={}, fields={**fields, "name": name, "created_by": by})


@transaction.atomic
def save_organisation(*, organisation: Organisation, version: int, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(organisation, version=version, values=fields)


@transaction.atomic
def add_person(*, organisation: Organisation, alumnus, by, **fields) -> OrganisationPerson:
    """Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        return OrganisationPerson.objects.create(organisation=organisation, alumnus=alumnus, **fields)


@transaction.atomic
def end_person(*, row: OrganisationPerson, on: date, by) -> None:
    """The part is over; that it was stays. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        last = max(on, row.since_on or on)
        if not OrganisationPerson.objects.filter(pk=row.pk, until_on__isnull=True).update(until_on=last):
            raise WrongState
