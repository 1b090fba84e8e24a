"""The link to a donor's own window, for donors who cannot sign in as alumni."""

from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.mail import services as mail
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from donations.emails import thanks as emails
from donations.models import Donor
from donations.queries.reaching import address_of

from .refusals import Refused
from .thanks.sending import LINK, window_of


def donor_by_link(token: str) -> Donor | None:
    """The donor of a link; none where the person was erased, or signs in as an alumnus by now."""
    number = tokens.read(LINK, token)
    if number is None:
        return None
    found = Donor.objects.select_related("merged_into__alumnus", "alumnus").filter(pk=number).first()
    donor = found.merged_into or found if found else None
    if donor is None or donor.erased_at:
        return None
    signs_in = donor.alumnus and donor.alumnus.user_id and donor.alumnus.verified_at
    return None if signs_in else donor


@transaction.atomic
def send_link(*, donor: Donor, by) -> Message:
    """Mail the donor where the own window is. Raises Refused."""
    to = address_of(donor)
    if not to:
        raise Refused(_("There is no e-mail address of this donor."))
    subject, text = emails.window(donor, window_of(donor))
    return mail.queue(to=to, subject=subject, text=text, purpose="donations.window", person_id=donor.alumnus_id)
