"""One donor who is no alumnus: from the row to the list outside the database."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni.services.erasing import write_log
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from donations.models import Donor
from donations.queries import erasing as queries
from donations.services.refusals import Refused, WrongState

from .forgetting import forget_contacts, forget_donors


def erase_donor(*, donor_id: int, reason: str, by) -> bool:
    """Erase the person whom a donor was, with the donors merged into it; of a body, whom one asks for there. Returns
    whether this call did. Raises Refused."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        donor = Donor.objects.get(pk=donor_id)
        family = insist_erasable(donor)
        forget = forget_donors if donor.kind == Donor.Kind.PERSON else forget_contacts
        done = forget(family, by=by)
        if queries.family_of(donor_id) != family:  # asked again now that the donors are held
            raise WrongState
        if done:
            record_access(
                action=AccessRecord.Action.ERASE, target=Donor._meta.label_lower, target_id=donor.pk, count=len(done),
                by=by, reason=reason,
            )  # fmt: skip
    write_log()  # again where an earlier call died before it
    return bool(done)


def insist_erasable(donor: Donor) -> list[int]:
    """The numbers of the donor and of those merged into it. Raises Refused."""
    if donor.merged_into_id:
        raise WrongState
    family = queries.family_of(donor.pk)
    if Donor.objects.filter(pk__in=family, alumnus__isnull=False).exists():
        raise Refused(_("This donor is an alumnus on record: the person is erased with the record, by a request about "
                        "personal data."))  # fmt: skip
    return family
