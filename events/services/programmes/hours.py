"""Who came, and for how long: confirmed by somebody else than the volunteer, corrected with a reason."""

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.models import Assignment

from .certificates import void_standing
from .signing import hold_volunteer

State = Assignment.State


@transaction.atomic
def note_attendance(*, assignment: Assignment, came: bool, by) -> None:
    """Raises Refused before the shift begins, and once hours are confirmed of who is said not to have come."""
    row = _held(assignment.pk)
    if row.state == State.WITHDRAWN:
        raise Refused(_("This volunteer has withdrawn."))
    if row.shift.starts_at > timezone.now():
        raise Refused(_("The shift has not begun yet."))
    if row.minutes and not came:
        raise Refused(_("Hours are confirmed for this shift: they stay, or are corrected with a reason."))
    with pghistory.context(user=by.pk):
        row.state = State.CAME if came else State.ABSENT
        row.save(update_fields=["state"])


@transaction.atomic
def confirm_hours(*, assignment: Assignment, minutes: int, by, reason: str = "") -> None:
    """Confirm the hours of who came; other hours than confirmed before need a reason, and void the certificate that
    says the old ones. Raises Refused."""
    hold_volunteer(assignment.volunteer_id)  # or a certificate could be made of the old hours meanwhile
    row = _held(assignment.pk)
    if row.volunteer.user_id == by.pk:
        raise Refused(_("Nobody confirms hours of their own."))
    if row.state != State.CAME:
        raise Refused(_("Hours are confirmed for who came: note that first."))
    if row.minutes == minutes:
        return
    if row.minutes and not reason:
        raise Refused(_("Say why the hours are corrected."), field="reason")
    with pghistory.context(user=by.pk):
        row.correction = reason if row.minutes else ""
        row.minutes, row.confirmed_by, row.confirmed_at = minutes, by, timezone.now()
        row.save(update_fields=["minutes", "confirmed_by", "confirmed_at", "correction"])
    if reason:
        void_standing(row.volunteer, row.shift.programme_id, by=by)


def _held(pk: int) -> Assignment:
    """Only the assignment: what is written moves neither the volunteer nor the places of the shift."""
    return Assignment.objects.select_for_update(of=("self",)).select_related("shift", "volunteer").get(pk=pk)
