"""Who may come in on the public side: one's own door is `request.user.alumnus`."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect


def member_required(view):
    """Let in whoever is verified as somebody on file; show the others the way there."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        person = getattr(request.user, "alumnus", None)
        if person is None or person.archived_at or person.merged_into_id:
            return redirect("alumni:claim")
        return view(request, *args, **kwargs)

    return guarded
