"""Files of an event for those who are registered, by the link of their registration."""

from functools import wraps
from pathlib import PurePath

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alumni.views.corrections import private, unreferred
from alumni_office.mail import tokens
from alumni_office.ui.downloads import private_file
from events.models import Registration


def registered(view):
    """Call the view with the registration in place of its signed number, while it is confirmed."""

    @unreferred
    @private
    @require_safe
    @wraps(view)
    def guarded(request, token, **kwargs):
        pk = tokens.read("registration", token)
        rows = Registration.objects.filter(state=Registration.State.CONFIRMED).select_related("event")
        registration = rows.filter(pk=pk).first() if pk else None
        if registration is None:
            raise Http404
        return view(request, token, registration, **kwargs)

    return guarded


@registered
def materials(request, token, registration):
    rows = registration.event.materials.select_related("session").order_by("pk")
    return render(request, "events/materials.html", {"event": registration.event, "rows": rows, "token": token})


@registered
def material(request, token, registration, row):
    found = get_object_or_404(registration.event.materials, pk=row)
    return private_file(found.file, name=str(found), kind=PurePath(str(found.file.name)).suffix.removeprefix("."))
