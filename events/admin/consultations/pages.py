"""The list, the draft, and the page of one consultation with its result."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni.services.exports.files import FORMATS
from alumni_office.accounts.roles import Permission
from alumni_office.jobs.models import Job
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from alumni_office.ui.downloads import made_file
from alumni_office.ui.keyset import newest_first
from events.forms.consultations import ChangedConsultationForm, NewConsultationForm
from events.models import Consultation
from events.models.consultations import FEWEST, MOST_REMINDERS
from events.queries.consultations import circle, results
from events.services import consultations as services

from .frame import back_to, fixed, form_page, of_consultation, page

CHANGES = ["GET", "HEAD", "POST"]
KINDS = [services.ASK, services.REMIND, services.REPORT]


@require_safe
@requires(Permission.CONSULT_EDIT)
def consultation_list(request, site):
    rows = results.with_numbers(Consultation.objects.visible_to(request.user))
    return page(request, site, "consultation_list", _("Consultations"), page=newest_first(rows, request, size=25))


@require_http_methods(CHANGES)
@requires(Permission.CONSULT_EDIT)
def consultation_add(request, site):
    form = NewConsultationForm(posted(request), user=request.user)
    if form.is_valid():
        key = form.cleaned_data["key"]
        consultation = services.create(key=key, by=request.user, **form.values)
        messages.success(request, _("The draft is written. Now add the questions."))
        return back_to(consultation)
    return form_page(request, site, _("Write a consultation"), form, verb=_("Write the draft"))


@require_safe
@of_consultation
def consultation_page(request, consultation, site):
    job = Job.objects.filter(kind__in=KINDS, subject_id=consultation.pk, by=request.user).order_by("-pk").first()
    now = timezone.now()
    return page(
        request, site, "consultation_page", consultation.shown_title, consultation=consultation,
        questions=list(consultation.questions.all()), circle=circle.name_of(consultation, request.user),
        left_out=circle.Judged(left_out=consultation.left_out).reasons, numbers=results.numbers(consultation),
        answers=results.answers(consultation), is_withheld=results.is_withheld(consultation), fewest=FEWEST,
        is_running=consultation.takes_answers(now), most_reminders=MOST_REMINDERS, job=job, formats=list(FORMATS),
        may_remind=consultation.takes_answers(now) and consultation.reminders < MOST_REMINDERS,
    )  # fmt: skip


@require_http_methods(CHANGES)
@of_consultation
def consultation_edit(request, consultation, site):
    if not consultation.is_draft:
        return fixed(request, consultation)
    form = ChangedConsultationForm(posted(request), user=request.user, consultation=consultation)
    save = lambda **said: services.save(  # noqa: E731
        consultation=consultation, version=said["version"], values=form.values, by=request.user
    )
    if took(form, save):
        messages.success(request, _("Saved."))
        return back_to(consultation)
    return form_page(request, site, _("Change the draft"), form, consultation=consultation)


@require_POST
@of_consultation
def consultation_export(request, consultation, site):
    file_format = request.POST.get("format", "")
    if file_format not in FORMATS:
        file_format = "xlsx"
    try:
        content = services.export(consultation=consultation, file_format=file_format, by=request.user)
    except services.Withheld:
        messages.error(request, _("Anonymous answers are given out when the consultation is closed."))
        return back_to(consultation)
    return made_file(content, name=f"consultation-{consultation.pk}-{timezone.localdate()}", kind=file_format)


VIEWS = [
    ("", consultation_list, "changelist"),
    ("add/", consultation_add, "add"),
    ("<int:pk>/", consultation_page, "change"),
    ("<int:pk>/edit/", consultation_edit, "edit"),
    ("<int:pk>/export/", consultation_export, "export"),
]
