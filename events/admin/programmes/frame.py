"""Who leads programmes, and whose rows the pages are of."""

from functools import wraps

from django.shortcuts import get_object_or_404, redirect

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from events.models import Assignment, Leaver, LeaveTaking, Programme, Shift, Volunteer

leads_programmes = requires(Permission.PROGRAMME_EDIT)


def of_programme(view):
    """Call the view with the programme in place of its key."""

    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Programme.objects.visible_to(request.user).select_related("event")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def of_shift(view):
    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Shift.objects.select_related("programme", "place")
        seen = Programme.objects.visible_to(request.user)
        return view(request, get_object_or_404(rows, pk=pk, programme__in=seen), *args, **kwargs)

    return guarded


def of_assignment(view):
    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Assignment.objects.select_related("shift__programme", "volunteer")
        seen = Programme.objects.visible_to(request.user)
        return view(request, get_object_or_404(rows, pk=pk, shift__programme__in=seen), *args, **kwargs)

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


def of_leaver(view):
    @leads_programmes
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Leaver.objects.on_record().select_related("leaving__programme", "alumnus")
        seen = Programme.objects.visible_to(request.user)
        return view(request, get_object_or_404(rows, pk=pk, leaving__programme__in=seen), *args, **kwargs)

    return guarded


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


def back_to_shift(shift: Shift):
    return redirect("admin:events_programme_shift", shift.pk)


def back_to_volunteer(volunteer: Volunteer):
    return redirect("admin:events_programme_volunteer", volunteer.pk)
