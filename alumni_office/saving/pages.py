"""What a page does with what was sent to it, at the desk and on the site."""

from django.contrib import messages
from django.utils.translation import gettext as _

from .forms import took
from .refusals import Refused


def posted(request):
    return request.POST if request.method == "POST" else None


def saved(request, form, save) -> bool:
    """Whether the form was sent, is in order, and `save(**arguments)` took it."""
    if not took(form, save):
        return False
    messages.success(request, _("Saved."))
    return True


def telling(request, act, done: str) -> None:
    """Do `act`, and say `done` or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
