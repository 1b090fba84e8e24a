"""Where a donor is written to."""

from alumni.models import Alumnus
from alumni.queries import reached
from donations.models import Donor


def address_of(donor: Donor) -> str:
    """The donor's own e-mail address, else that of the alumnus; none of whom nobody may write to any more."""
    if donor.alumnus_id and not Alumnus.objects.approachable().filter(pk=donor.alumnus_id).exists():
        return ""
    if donor.email:
        return donor.email
    return reached.address_of(donor.alumnus) if donor.alumnus else ""
