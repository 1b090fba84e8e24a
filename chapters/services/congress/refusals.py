"""The row that all steps of a congress hold, and why one is not taken."""

from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.saving.refusals import Refused
from chapters.models import Congress


def held(congress_id: int, *states: str) -> Congress:
    """Hold the congress until the end of the transaction. Raises Refused when it is in none of `states`."""
    congress = Congress.objects.select_for_update().get(pk=congress_id)
    if states and congress.state not in states:
        raise Refused(
            _("The congress is in the state “%(state)s”: this cannot be done now.")
            % {"state": congress.get_state_display()}
        )
    return congress


def held_person(person_id: int | None) -> Alumnus:
    """Hold the record of who is named. Raises Refused for one that may not be used, and for who has died."""
    person = Alumnus.objects.select_for_update(of=("self",)).filter(pk=person_id).first() if person_id else None
    if person is None:
        raise Refused(_("This record is no longer in use."))
    if sentence := why_not(person):
        raise Refused(sentence)
    return person


def why_not(person: Alumnus) -> str:
    """Why this person is neither named nor written to; "" for who may be."""
    if person.merged_into_id or person.archived_at:
        return _("This record is no longer in use.")
    if person.life == Alumnus.Life.DECEASED:
        return _("%(name)s has died.") % {"name": person.name}
    if person.restricted_at:
        return _("%(name)s asked us to keep the record and not to use it.") % {"name": person.name}
    return ""
