"""What is done with a consultation once: open it, remind, move the day, close it, report back. Each says first what
will happen, in numbers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from events.forms.consultations import ExtendForm, RemindForm, ReportForm
from events.models import Consultation
from events.models.consultations import MOST_REMINDERS
from events.queries.consultations import circle, results
from events.services import consultations as services

from .frame import back_to, form_page, of_consultation

CHANGES = ["GET", "HEAD", "POST"]


def confirm(request, site, consultation, title, **context):
    context = site.each_context(request) | context | {
        "title": title, "subtitle": consultation.shown_title,
        "back_url": reverse("admin:events_consultation_change", args=[consultation.pk]),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


def over(request, consultation):
    messages.error(request, _("This is not possible any more, or was done already. What stands here is how it is now."))
    return back_to(consultation)


@require_http_methods(CHANGES)
@of_consultation
def consultation_discard(request, consultation, site):
    if not consultation.is_draft:
        return over(request, consultation)
    if request.method == "POST":
        try:
            services.discard(consultation=consultation, by=request.user)
        except services.Fixed:
            return over(request, consultation)
        messages.success(request, _("The draft is gone."))
        return redirect("admin:events_consultation_changelist")
    return confirm(
        request, site, consultation, _("Throw the draft away"), verb=_("Throw it away"), danger=True,
        text=_("The draft and its questions are deleted; nobody was asked yet."),
        numbers=[(_("Questions"), consultation.questions.count())],
    )  # fmt: skip


@require_http_methods(CHANGES)
@of_consultation
def consultation_open(request, consultation, site):
    if not consultation.is_draft:
        return over(request, consultation)
    if request.method == "POST":
        return _opened(request, consultation)
    try:
        found = circle.evaluated(consultation, request.user)
    except circle.Unknown:
        messages.error(request, _("The circle that is to be asked is not there any more. Choose another one."))
        return back_to(consultation)
    return confirm(
        request, site, consultation, _("Open the consultation"), verb=_("Open it and ask"),
        text=_("Everybody in the circle who can be written to gets a mail with a link of their own. From then on "
               "neither the questions nor the promise nor the circle change."),
        numbers=[(_("are asked by e-mail"), len(found.readers)), *found.reasons],
    )  # fmt: skip


def _opened(request, consultation):
    try:
        opened = services.open_consultation(consultation=consultation, by=request.user)
    except (services.CannotOpen, services.Fixed) as refusal:
        messages.error(request, str(refusal))
        return back_to(consultation)
    jobs.run.delay_on_commit(services.ask(consultation=opened, by=request.user).pk)
    messages.success(request, _("It is open; the mails go out."))
    return back_to(consultation)


@require_http_methods(CHANGES)
@of_consultation
def consultation_remind(request, consultation, site):
    if request.method == "POST":
        form = RemindForm(request.POST)
        try:
            if not form.is_valid():
                raise services.RemindedAlready
            job = services.remind(consultation=consultation, by=request.user, **form.cleaned_data)
        except services.RemindedAlready:
            return over(request, consultation)
        jobs.run.delay_on_commit(job.pk)
        messages.success(request, _("The reminders go out."))
        return back_to(consultation)
    left = MOST_REMINDERS - consultation.reminders
    return confirm(
        request, site, consultation, _("Remind who has not answered"), verb=_("Remind them"),
        numbers=[(_("have not answered and are reminded"), results.numbers(consultation).silent)],
        note=ngettext("It can be done %(count)s time.", "It can be done %(count)s times.", left) % {"count": left},
        hidden={"times": consultation.reminders},
    )  # fmt: skip


@require_http_methods(CHANGES)
@of_consultation
def consultation_extend(request, consultation, site):
    form = ExtendForm(posted(request), initial={"closes_at": consultation.closes_at})
    if form.is_valid():
        try:
            services.extend(consultation=consultation, by=request.user, **form.cleaned_data)
        except services.NotOpen:
            return over(request, consultation)
        messages.success(request, _("Saved."))
        return back_to(consultation)
    return form_page(request, site, _("Move the last day"), form, consultation=consultation)


@require_http_methods(CHANGES)
@of_consultation
def consultation_close(request, consultation, site):
    if request.method == "POST":
        if not services.close(consultation_id=consultation.pk, by=request.user):
            return over(request, consultation)
        messages.success(request, _("It is closed: no more answers are taken."))
        return back_to(consultation)
    numbers = results.numbers(consultation)
    return confirm(
        request, site, consultation, _("Close the consultation"), verb=_("Close it"), danger=True,
        text=_("No more answers are taken, and it cannot be opened again."),
        numbers=[(_("have answered"), numbers.answered), (_("were asked and have not"), numbers.silent)],
    )  # fmt: skip


@require_http_methods(CHANGES)
@of_consultation
def consultation_words(request, consultation, site):
    initial = {name: getattr(consultation, name) for name in ("report", "report_en", "version")}
    form = ReportForm(posted(request), initial=initial)
    save = lambda **said: services.save_report(  # noqa: E731
        consultation=consultation, version=said["version"], values=form.values, by=request.user
    )
    if took(form, save):
        messages.success(request, _("Saved. Those who were asked see it once you report back."))
        return back_to(consultation)
    return form_page(request, site, _("What we did with it"), form, consultation=consultation)


@require_http_methods(CHANGES)
@of_consultation
def consultation_report(request, consultation, site):
    if consultation.state != Consultation.State.CLOSED or not consultation.report:
        return over(request, consultation)
    if request.method == "POST":
        if not services.report(consultation=consultation, by=request.user):
            return over(request, consultation)
        jobs.run.delay_on_commit(services.tell(consultation=consultation, by=request.user).pk)
        messages.success(request, _("It is shown to those who were asked; the mails go out."))
        return back_to(consultation)
    return confirm(
        request, site, consultation, _("Report back"), verb=_("Report back"),
        text=_("Everybody who was asked reads what you wrote on the page of the consultation, and gets it by mail "
               "once."),
        numbers=[(_("are told"), results.numbers(consultation).mailed)],
    )  # fmt: skip


VIEWS = [
    ("<int:pk>/discard/", consultation_discard, "discard"),
    ("<int:pk>/open/", consultation_open, "open"),
    ("<int:pk>/remind/", consultation_remind, "remind"),
    ("<int:pk>/extend/", consultation_extend, "extend"),
    ("<int:pk>/close/", consultation_close, "close"),
    ("<int:pk>/words/", consultation_words, "words"),
    ("<int:pk>/report/", consultation_report, "report"),
]
