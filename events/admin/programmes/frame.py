"""Who leads programmes, and whose rows the pages are of."""

from functools import wraps

from django.shortcuts import get_object_or_404, redirect

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from events.models import (
    Assignment,
    InterviewReport,
    InterviewTarget,
    InterviewTeam,
    Leaver,
    LeaveTaking,
    Programme,
    Shift,
    TeamMember,
    Volunteer,
)

leads_programmes = requires(Permission.PROGRAMME_EDIT)


def of_programme(view):
    """Call the view with the programme in place of its key."""

    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Programme.objects.visible_to(request.user).select_related("event")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def of_leaving(view):
    """Call the view with the leave-taking in place of the programme's key."""

    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = LeaveTaking.objects.select_related("programme", "college")
        seen = Programme.objects.visible_to(request.user)
        return view(request, get_object_or_404(rows, programme=pk, programme__in=seen), *args, **kwargs)

    return guarded


def _within(rows, programme: str):
    """A guard: call the view with the row of its key in a programme that the user sees."""

    def of_row(view):
        @leads_programmes
        @wraps(view)
        def guarded(request, pk, *args, **kwargs):
            seen = Programme.objects.visible_to(request.user)
            return view(request, get_object_or_404(rows(), **{"pk": pk, f"{programme}__in": seen}), *args, **kwargs)

        return guarded

    return of_row


of_shift = _within(lambda: Shift.objects.select_related("programme", "place"), "programme")
of_assignment = _within(lambda: Assignment.objects.select_related("shift__programme", "volunteer"), "shift__programme")
of_leaver = _within(
    lambda: Leaver.objects.on_record().select_related("leaving__programme", "alumnus"), "leaving__programme"
)
of_team = _within(lambda: InterviewTeam.objects.select_related("programme"), "programme")
of_member = _within(lambda: TeamMember.objects.select_related("team__programme"), "team__programme")
of_target = _within(
    lambda: InterviewTarget.objects.select_related("team__programme", "alumnus"), "team__programme"
)  # fmt: skip
of_report = _within(
    lambda: InterviewReport.objects.select_related("target__team__programme", "target__alumnus", "written_by"),
    "target__team__programme",
)


def of_volunteer(view):
    """The association is the office's: whoever leads programmes sees all."""

    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Volunteer.objects.known().select_related("user")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def back_to(programme: Programme):
    return redirect("admin:events_programme_change", programme.pk)


def back_to_leaving(leaving: LeaveTaking):
    return redirect("admin:events_programme_leaving", leaving.programme_id)


def back_to_team(team: InterviewTeam):
    return redirect("admin:events_programme_team", team.pk)


def back_to_shift(shift: Shift):
    return redirect("admin:events_programme_shift", shift.pk)


def back_to_volunteer(volunteer: Volunteer):
    return redirect("admin:events_programme_volunteer", volunteer.pk)
