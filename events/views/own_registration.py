"""One's own registration by its link: where it stands, its code, changing and cancelling it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni_office.saving.refusals import Refused
from alumni_office.ui.limits import counted
from events.forms.registering import ChangeForm
from events.models import Event, Registration
from events.queries import own_registration as queries
from events.services.registering import changing

from .links import own_registration
from .registering import CHANGES, say_taken_back

HOUR, AN_HOUR = 3600, 30


@require_safe
@own_registration
def registration(request, found, token):
    context = _context(found, token) | {
        "place": queries.place_of(found),
        "qr": queries.qr_of(found) if found.state == Registration.State.CONFIRMED else "",
        "has_material": queries.has_material(found),
    }
    return render(request, "events/registration.html", context)


def _context(found: Registration, token: str) -> dict:
    event = found.event
    standing = found.is_live and event.state in (Event.State.ANNOUNCED, Event.State.OPEN, Event.State.CLOSED)
    return {"registration": found, "event": event, "token": token, "may_change": standing}


@require_http_methods(CHANGES)
@own_registration
def change(request, found, token):
    form = ChangeForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid() and _allowed(form, found):
        try:
            after = changing.change(
                registration=found, version=form.cleaned_data["version"], wish=form.wish(), by=_by(request)
            )
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            say_taken_back(request, form)
            moved = found.state == Registration.State.WAITING and after.state != found.state
            messages.success(request, _("Saved: seats were free, you have moved up.") if moved else _("Saved."))
            return redirect("events:registration", token)
    context = _context(found, token) | {"form": form}
    return render(request, "events/registration_change.html", context, status=422 if form.errors else 200)


@require_http_methods(CHANGES)
@own_registration
def cancel(request, found, token):
    """GET asks, POST does."""
    if request.method == "POST":
        try:
            changing.cancel(registration=found, by=_by(request))
        except Refused as error:
            messages.error(request, error.sentence)
        return redirect("events:registration", token)
    return render(request, "events/registration_cancel.html", _context(found, token))


@require_safe
@own_registration
def calendar(request, found, token):
    response = HttpResponse(queries.calendar_file(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="event-{found.event_id}.ics"'
    return response


def _by(request):
    return request.user if request.user.is_authenticated else None


def _allowed(form, found: Registration) -> bool:
    if counted(f"event-change:{found.pk}", seconds=HOUR) <= AN_HOUR:
        return True
    form.add_error(None, _("That was often. Please try again later, or write to the office."))
    return False
