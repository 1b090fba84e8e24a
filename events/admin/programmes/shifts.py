"""Shifts, who is on them, who came, and the hours."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.forms import took
from alumni_office.saving.refusals import Refused
from events.admin.chrome import EDIT, page, posted, saved, telling
from events.forms.programmes import AssignForm, AttendanceForm, HoursConfirmForm, NewShiftForm, ShiftForm
from events.models import Assignment, Volunteer
from events.queries import programmes as queries
from events.services import programmes as services

from .frame import back_to, back_to_shift, of_assignment, of_programme, of_shift


@require_http_methods(EDIT)
@of_programme
def shift_add(request, programme, site):
    form = NewShiftForm(posted(request), programme=programme)
    if saved(
        request, form,
        lambda **fields: services.create_shift(programme=programme, by=request.user, **fields),
    ):  # fmt: skip
        return back_to(programme)
    return page(
        request, site, "programme_form", _("Add a shift"), form=form, programme=programme, verb=_("Add the shift")
    )


@require_safe
@of_shift
def shift_page(request, shift, site):
    return _shift_page(request, site, shift, AssignForm())


@require_http_methods(EDIT)
@of_shift
def shift_edit(request, shift, site):
    form = ShiftForm(posted(request), programme=shift.programme, shift=shift)
    if saved(request, form, lambda **fields: services.save_shift(shift=shift, by=request.user, **fields)):
        return back_to_shift(shift)
    return page(
        request, site, "programme_form", _("Change the shift"), form=form, programme=shift.programme, shift=shift,
        verb=_("Save"),
    )  # fmt: skip


@require_POST
@of_shift
def shift_remove(request, shift, site):
    try:
        services.remove_shift(shift=shift, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return back_to_shift(shift)
    messages.success(request, _("The shift is taken off."))
    return back_to(shift.programme)


@require_POST
@of_shift
def shift_assign(request, shift, site):
    """Put a volunteer on the shift by the student number."""
    form = AssignForm(request.POST)
    if took(form, lambda student_number: _assign(shift, student_number, request.user)):
        messages.success(request, _("The volunteer is on the shift."))
        return back_to_shift(shift)
    return _shift_page(request, site, shift, form)


def _assign(shift, student_number, by):
    volunteer = Volunteer.objects.filter(student_number=student_number).first()
    if volunteer is None:
        raise Refused(_("No volunteer has this student number."), field="student_number")
    return services.sign_up(shift=shift, volunteer=volunteer, by=by, at_desk=True)


@require_POST
@of_assignment
def assignment_off(request, row, site):
    telling(
        request,
        lambda: services.withdraw(shift=row.shift, volunteer=row.volunteer, by=request.user, at_desk=True),
        _("The place is free for somebody else."),
    )  # fmt: skip
    return back_to_shift(row.shift)


@require_POST
@of_assignment
def assignment_attend(request, row, site):
    form = AttendanceForm(request.POST)
    if form.is_valid():
        came = form.cleaned_data["came"]
        telling(
            request, lambda: services.note_attendance(assignment=row, came=came, by=request.user), _("It is noted.")
        )
    return back_to_shift(row.shift)


@require_http_methods(EDIT)
@of_assignment
def assignment_hours(request, row, site):
    """The hours of who came; the length of the shift stands there to begin with."""
    length = (row.shift.ends_at - row.shift.starts_at).total_seconds() / 3600
    form = HoursConfirmForm(posted(request), initial={"hours": round(row.hours or length, 1)})
    if row.minutes is None:
        del form.fields["reason"]
    if took(form, lambda **_fields: _confirm(form, row, request.user)):
        messages.success(request, _("The hours are confirmed."))
        return back_to_shift(row.shift)
    return page(
        request, site, "programme_form", _("Hours of %(name)s") % {"name": row.volunteer}, form=form,
        programme=row.shift.programme, shift=row.shift, verb=_("Confirm"),
    )  # fmt: skip


def _confirm(form, row, by):
    services.confirm_hours(
        assignment=row, minutes=form.minutes, reason=form.cleaned_data.get("reason", ""), by=by
    )  # fmt: skip
    return True


def _shift_page(request, site, shift, form):
    [told] = queries.told([shift])
    people = queries.people_on(shift)
    return page(
        request, site, "programme_shift", shift.shown_role, shift=told, programme=shift.programme, people=people,
        form=form, has_begun=shift.starts_at <= timezone.now(), came=Assignment.State.CAME,
        absent=Assignment.State.ABSENT,
    )  # fmt: skip


VIEWS = [
    ("<int:pk>/shifts/add/", shift_add, "shift_add"),
    ("shifts/<int:pk>/", shift_page, "shift"),
    ("shifts/<int:pk>/edit/", shift_edit, "shift_edit"),
    ("shifts/<int:pk>/remove/", shift_remove, "shift_remove"),
    ("shifts/<int:pk>/assign/", shift_assign, "shift_assign"),
    ("assigned/<int:pk>/off/", assignment_off, "assignment_off"),
    ("assigned/<int:pk>/attend/", assignment_attend, "assignment_attend"),
    ("assigned/<int:pk>/hours/", assignment_hours, "assignment_hours"),
]
