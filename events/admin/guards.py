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
