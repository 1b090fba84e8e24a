"""Who works on which shift. The volunteer is held before the shift, so that one at a time takes a place, and one
person takes two shifts one after the other."""

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.models import Assignment, Programme, Shift, Volunteer, academic_year

State = Assignment.State


@transaction.atomic
def sign_up(*, shift: Shift, volunteer: Volunteer, by, at_desk: bool = False) -> Assignment:
    """Take a place; who has one already keeps it. At the desk also after sign-up has closed. Raises Refused."""
    held = hold_volunteer(volunteer.pk)
    found = Shift.objects.select_for_update(of=("self",)).select_related("programme").get(pk=shift.pk)
    known = Assignment.objects.filter(shift=found, volunteer=held).first()
    if known and known.state != State.WITHDRAWN:
        return known
    _insist_open(found, at_desk)
    _insist_member(held, found)
    if not found.free:
        raise Refused(_("All places of this shift are taken."))
    _insist_free_then(held, found)
    with pghistory.context(user=by.pk):
        if known is None:
            return Assignment.objects.create(shift=found, volunteer=held, signed_up_by=by)
        known.state, known.signed_up_by, known.signed_up_at = State.SIGNED_UP, by, timezone.now()
        known.save(update_fields=["state", "signed_up_by", "signed_up_at"])
    return known


@transaction.atomic
def withdraw(*, shift: Shift, volunteer: Volunteer, by, at_desk: bool = False) -> None:
    """Give the place back; who has none is left alone. Raises Refused once the shift has begun."""
    hold_volunteer(volunteer.pk)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("shift")
    row = rows.filter(shift=shift, volunteer=volunteer).exclude(state=State.WITHDRAWN).first()
    if row is None:
        return
    if row.state != State.SIGNED_UP:
        raise Refused(_("Whether the volunteer came is noted already."))
    if row.shift.starts_at <= timezone.now() and not at_desk:
        raise Refused(_("The shift has begun. Tell the coordinator if you cannot come."))
    with pghistory.context(user=by.pk):
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])


def hold_volunteer(pk: int) -> Volunteer:
    """Before shifts, assignments and certificates, until the end of the transaction."""
    return Volunteer.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _insist_open(shift: Shift, at_desk: bool) -> None:
    states = [Programme.State.OPEN, Programme.State.CLOSED] if at_desk else [Programme.State.OPEN]
    if shift.programme.state not in states:
        raise Refused(_("This programme takes no sign-up now."))
    if shift.starts_at <= timezone.now() and not at_desk:
        raise Refused(_("The shift has begun or is over."))


def _insist_member(volunteer: Volunteer, shift: Shift) -> None:
    year = academic_year(shift.starts_at.astimezone(shift.programme.zone).date())
    if not volunteer.years.filter(year=year).exists():
        raise Refused(_("Only members of the association in the academic year of the shift take part."))


def _insist_free_then(volunteer: Volunteer, shift: Shift) -> None:
    meanwhile = Q(shift__starts_at__lt=shift.ends_at, shift__ends_at__gt=shift.starts_at)
    other = volunteer.assignments.filter(meanwhile).exclude(state=State.WITHDRAWN).select_related("shift").first()
    if other:
        raise Refused(_("There is another shift at this time: %(shift)s.") % {"shift": other.shift.shown_role})
