"""How it was: by the link of a mail. GET shows, POST answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alumni.views.corrections import private, unreferred
from alumni_office.saving.refusals import Refused
from events.forms.feedback import FeedbackForm
from events.queries.effect.feedback import asked_by_token
from events.services import feedback as services


# As with other links in mails (views/links.py): whoever has the address may use it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, token):
    asked = asked_by_token(token)
    if asked is None:
        return render(request, "events/feedback_unknown.html", status=404)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form.is_valid() or asked.is_answered or not asked.is_open):
        _give(request, asked, form)
        return redirect(request.path)
    context = {"asked": asked, "event": asked.registration.event, "form": form}
    return render(request, "events/feedback.html", context, status=422 if form.errors else 200)


def _give(request, asked, form) -> None:
    try:
        services.give(asked=asked, **(form.cleaned_data if form.is_valid() else {}))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Thank you: your answer has arrived."))
