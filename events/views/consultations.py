"""Answering: by the link of a mail, or signed in. GET shows, POST answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.corrections import private, unreferred
from alumni.views.guards import member_required
from alumni_office.mail import tokens
from events.emails.consultations import TOKEN
from events.forms.answering import AnswerForm
from events.models import Consultation
from events.queries.consultations import mine
from events.services import consultations as services


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request, token):
    row = mine.asked_by_key(tokens.read(TOKEN, token))
    if row is None:
        return render(request, "events/consultation_unknown.html", status=404)
    return _answer(request, row, "events/consultation_link.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def my_question(request, pk):
    row = mine.of_person(request.user.alumnus).filter(pk=pk).first()
    if row is None:
        raise Http404
    return _answer(request, row, "events/consultation_mine.html")


@require_safe
@never_cache
@member_required
def my_questions(request):
    now = timezone.now()
    rows = list(mine.of_person(request.user.alumnus)[:200])
    lines = [(row, row.consultation.takes_answers(now)) for row in rows]
    return render(request, "events/my_questions.html", {"lines": lines})


def _answer(request, row, template):
    asked = row.consultation
    is_open = asked.takes_answers(timezone.now())
    said = {} if asked.is_anonymous else mine.said_by(row)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, questions=list(asked.questions.all()), said=said
    )  # fmt: skip
    if request.method == "POST" and _taken(request, row, form):
        return redirect(request.path)
    context = {
        "row": row, "consultation": asked, "form": form, "is_open": is_open, "lines": _lines(form, said),
        "shows_form": is_open and not (asked.is_anonymous and row.is_answered),
        "is_reported": asked.state == Consultation.State.REPORTED,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def _taken(request, row, form) -> bool:
    """Whether there is nothing more to say on this page: the answer is taken, or none is taken any more."""
    if not form.is_valid() and row.consultation.takes_answers(timezone.now()):
        return False
    try:
        services.answer(asked_id=row.pk, said=form.said if form.is_valid() else {})
    except services.NotOpen:
        messages.error(request, _("No more answers are taken. What you just wrote was not kept."))
    except services.AlreadyAnswered:
        messages.error(request, _("You have answered already. What you just wrote was not kept."))
    else:
        messages.success(request, _("Thank you: your answer has arrived."))
    return True


def _lines(form, said):
    """What somebody said with the name, in words."""
    found = []
    for question in form.questions:
        labels = dict(question.options)
        if question.pk in said:
            found.append((question, [labels.get(value, value) for value in said[question.pk]]))
    return found
