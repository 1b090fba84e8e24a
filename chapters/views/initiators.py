"""The link in an invitation: whoever opens it signs in, and says yes or no as the person that they are."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alumni.views.corrections import private
from chapters.models import Initiator
from chapters.queries import founding as queries
from chapters.queries import places
from chapters.services import founding

from .founding import acted


@require_http_methods(["GET", "HEAD", "POST"])
@private
@never_cache
@login_required
def initiator(request, token):
    """A page with two buttons: programs that follow links in mails neither sign in nor press one."""
    found = founding.found_by(token)
    person = getattr(request.user, "alumnus", None)
    if found is None:
        return render(request, "chapters/initiator_over.html", status=404)
    if person is None or person.archived_at or person.merged_into_id:
        return render(request, "chapters/initiator_unverified.html", {"initiator": found}, status=403)
    if request.method == "POST":
        return _answered(request, found, person, token)
    if found.state == Initiator.State.CONFIRMED and found.alumnus_id == person.pk:
        return render(request, "chapters/initiator_done.html", _context(found))
    if not founding.is_good(found):
        return render(request, "chapters/initiator_over.html", {"initiator": found}, status=410)
    try:
        founding.insist(person, found.application)
    except founding.NotYours as refusal:
        context = _context(found) | {"why": refusal.why}
        return render(request, "chapters/initiator_not_yours.html", context, status=403)
    return render(request, "chapters/initiator.html", _context(found))


def _answered(request, found, person, token):
    """Whatever came of it, the page says it."""
    if "decline" in request.POST:
        acted(request, lambda: founding.decline(initiator=found, person=person))
    else:
        acted(request, lambda: founding.confirm(initiator=found, person=person))
    return redirect("chapters:initiator", token)


def _context(found: Initiator) -> dict:
    application = found.application
    confirmed = queries.confirmed(application)
    return {
        "initiator": found, "application": application, "place": places.place_label(application),
        "turn": queries.turn_of(application, confirmed=confirmed), "steps": queries.steps_of(application),
    }  # fmt: skip
