"""Who may come in: forbidden is 403, what is not there is 404."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from publications.models import Mailing


def requires(permission: str):
    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def mailing_or_404(request, pk: int) -> Mailing:
    rows = Mailing.objects.visible_to(request.user).select_related("created_by", "approved_by")
    mailing = rows.filter(pk=pk).first()
    if mailing is None:
        raise Http404
    return mailing


def telling(request, refusals: tuple, act, done: str) -> bool:
    """Do `act`, and say `done` or why not; return whether it was done."""
    try:
        act()
    except refusals as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def back_to(mailing_id: int):
    return redirect("admin:publications_mailing_change", mailing_id)
