"""The questions of a draft."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from events.forms.consultations import QuestionForm
from events.services import consultations as services

from .frame import back_to, fixed, form_page, of_consultation

CHANGES = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGES)
@of_consultation
def question_add(request, consultation, site):
    if not consultation.is_draft:
        return fixed(request, consultation)
    last = consultation.questions.aggregate(last=Max("order"))["last"] or 0
    form = QuestionForm(posted(request), initial={"order": min(last + 10, 999)})
    if took(form, lambda **said: services.add_question(consultation=consultation, by=request.user, **said)):
        messages.success(request, _("The question is added."))
        return back_to(consultation)
    return form_page(request, site, _("Add a question"), form, consultation=consultation, verb=_("Add the question"))


@require_http_methods(CHANGES)
@of_consultation
def question_edit(request, consultation, question, site):
    if not consultation.is_draft:
        return fixed(request, consultation)
    row = get_object_or_404(consultation.questions, pk=question)
    form = QuestionForm(posted(request), question=row)
    if took(form, lambda **said: services.save_question(question=row, values=said, by=request.user)):
        messages.success(request, _("Saved."))
        return back_to(consultation)
    return form_page(request, site, _("Change the question"), form, consultation=consultation)


@require_POST
@of_consultation
def question_remove(request, consultation, question, site):
    row = get_object_or_404(consultation.questions, pk=question)
    try:
        services.remove_question(question=row, by=request.user)
    except services.Fixed:
        return fixed(request, consultation)
    messages.success(request, _("The question is taken off."))
    return back_to(consultation)


VIEWS = [
    ("<int:pk>/questions/add/", question_add, "question_add"),
    ("<int:pk>/questions/<int:question>/", question_edit, "question"),
    ("<int:pk>/questions/<int:question>/remove/", question_remove, "question_remove"),
]
