"""A speaker looks at what would stand on the page, and says whether it may. GET shows, POST answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alumni.views.corrections import private, unreferred
from events.forms.public import SpeakerAnswerForm
from events.queries import clock
from events.services import speakers as services


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def speaker(request, token):
    found = services.speaker_by_link(token)
    if found is None:
        return render(request, "events/speaker_over.html", status=404)
    form = SpeakerAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        if services.answer(speaker=found, agrees=said["answer"] == "yes", version=said["seen"]):
            messages.success(request, _("Thank you. We have written down your answer."))
            return redirect("events:speaker", token)
        form.add_error(None, _("The words were changed since you opened this page. Please read them again."))
        found.refresh_from_db()
    event = found.session.event
    context = {"speaker": found, "event": event, "form": form, "span": clock.spans(found.session, event)[0]}
    return render(request, "events/speaker_page.html", context, status=422 if form.errors else 200)
