"""What the desk's pages of mailings share."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from publications.models import Mailing


def mailing_or_404(request, pk: int) -> Mailing:
    rows = Mailing.objects.visible_to(request.user).select_related(
        "created_by", "approved_by", "audience_by", "periodical"
    )
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
