"""Who may come in: forbidden is 403, out of scope is 404."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission


def requires(permission: str):
    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def person_or_404(request, pk: int, permission: str = Permission.ALUMNI_VIEW, *, archived: bool = False) -> Alumnus:
    """Fetch a person; 404 out of sight, 403 for one who may be seen but not worked on."""
    user = request.user
    people = Alumnus.objects.filter(merged_into__isnull=True) if archived else Alumnus.objects.present()
    person = people.within_reach_of(user).filter(pk=pk).first()
    if person is None:
        raise Http404
    if permission != Permission.ALUMNI_VIEW and not people.within_reach_of(user, permission).filter(pk=pk).exists():
        raise PermissionDenied
    return person
