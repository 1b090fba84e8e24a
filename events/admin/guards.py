from functools import wraps

from django.core.exceptions import PermissionDenied

from alumni_office.accounts.roles import Permission


def plans_for_all(request) -> bool:
    return request.user.reach(Permission.EVENT_EDIT).everyone


def office_required(view):
    """What all hosts share is kept by who plans for everybody."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not plans_for_all(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def gate_required(view):
    """For who plans events, and for who leads the volunteers that stand at the gate."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (request.user.may(Permission.EVENT_EDIT) or request.user.may(Permission.PROGRAMME_EDIT)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
