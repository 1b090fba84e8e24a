"""The parts of an application, one small page each; whatever is saved stays, whatever is missing."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.saving.pages import posted
from alumni_office.saving.versions import ChangedMeanwhile
from alumni_office.ui.limits import counted
from chapters.forms.founding import DraftForm, InviteForm, NomineeForm, ReplyForm, ReportForm, UploadForm
from chapters.forms.naming import proposed
from chapters.models import Application
from chapters.queries import founding as queries
from chapters.queries import nominating, places
from chapters.services import founding
from chapters.services.founding.drafting import UPLOADS, WRITABLE

from .founding import acted, applicant_required

State = Application.State
DAY = 24 * 60 * 60
MOST_MAILS, MOST_LOOKUPS = 60, 40  # of one account in a day
METHODS = ["GET", "HEAD", "POST"]


def _back(application) -> HttpResponseRedirect:
    return redirect("chapters:application", application.pk)


def _page(request, application, template, form, **more):
    context = {"application": application, "form": form, "place": places.place_label(application)} | more
    return render(request, f"chapters/{template}.html", context, status=422 if form.errors else 200)


def _saved(request, application, form, save):
    """Save a form with a version; None when somebody, perhaps oneself in another window, saved before."""
    data = dict(form.cleaned_data)
    version = data.pop("version")
    try:
        save(application=application, version=version, values=data)
    except ChangedMeanwhile as changed:
        form.data = form.data.copy()
        form.data["version"] = changed.row.version
        form.differences = changed.differences
        form.add_error(None, _("This was changed in another window meanwhile. Nothing of yours is lost: compare, and "
                               "save again."))  # fmt: skip
        return None
    except founding.Refused as refusal:
        messages.error(request, refusal.sentence)
        return _back(application)
    messages.success(request, _("Saved."))
    return _back(application)


@require_http_methods(METHODS)
@applicant_required
def draft(request, application):
    if application.state not in WRITABLE:
        return _back(application)
    first = {name: getattr(application, name) for name in ("name", "name_en", "time_zone", "plan", "version")}
    first["name"] = first["name"] or proposed(places.place_of(application))
    form = DraftForm(posted(request), application=application, initial=first)
    if form.is_valid() and (done := _saved(request, application, form, founding.save_draft)):
        return done
    return _page(request, application, "application_draft", form)


@require_http_methods(METHODS)
@applicant_required
def upload(request, application):
    kinds = UPLOADS.get(application.state)
    if kinds is None:
        return _back(application)
    form = UploadForm(posted(request), request.FILES or None, kinds=kinds)
    if form.is_valid():
        return _kept(request, application, form.cleaned_data)
    documents = application.documents.order_by("pk")
    return _page(request, application, "application_upload", form, documents=documents)


def _kept(request, application, data) -> HttpResponseRedirect:
    sent, kind = data["file"], data["kind"]

    def keep():
        founding.upload(application=application, upload=sent.upload, name=sent.name, kind=kind, by=request.user)

    if not acted(request, keep):
        return _back(application)
    messages.success(request, _("“%(name)s” is kept.") % {"name": sent.name})
    return redirect("chapters:application-upload", application.pk)


@require_http_methods(METHODS)
@applicant_required
def initiators(request, application):
    form = InviteForm(posted(request))
    if form.is_valid():
        if form.cleaned_data["email"] == request.user.email.lower():
            form.add_error("email", _("This is your own address: initiators stand beside the applicant."))
        elif counted(f"founding-mail:{request.user.pk}", seconds=DAY) > MOST_MAILS:
            form.add_error(None, _("So many invitations are enough for a day. Come back tomorrow."))
        else:
            return _invited(request, application, form.cleaned_data)
    return _page(
        request, application, "application_initiators", form, initiators=queries.asked(application),
        confirmed=queries.confirmed(application), may_change=application.state in WRITABLE,
        needed=queries.needed(),
    )  # fmt: skip


def _invited(request, application, data) -> HttpResponseRedirect:
    if acted(request, lambda: founding.invite(application=application, by=request.user, **data)):
        messages.success(request, _("The invitation to %(name)s is on its way.") % {"name": data["name"]})
    return redirect("chapters:application-initiators", application.pk)


@require_POST
@applicant_required
def initiator_remove(request, application, initiator):
    acted(request, lambda: founding.remove(application=application, initiator_id=initiator))
    return redirect("chapters:application-initiators", application.pk)


@require_http_methods(METHODS)
@applicant_required
def reply(request, application):
    if application.state != State.ASKED:
        return _back(application)
    form = ReplyForm(posted(request))
    if form.is_valid():
        text = form.cleaned_data["reply"]
        if acted(request, lambda: founding.reply(application=application, reply=text, by=request.user)):
            messages.success(request, _("Your answer is with the office."))
            return _back(application)
    return _page(request, application, "application_reply", form)


REPORT = ["met_on", "met_at", "present", "report", "term_starts_on", "term_ends_on", "version"]


@require_http_methods(METHODS)
@applicant_required
def report(request, application):
    if application.state != State.COMMISSIONED:
        return _back(application)
    first = {name: getattr(application, name) for name in REPORT}
    form = ReportForm(posted(request), application=application, initial=first)
    if form.is_valid() and (done := _saved(request, application, form, founding.save_report)):
        return done
    return _page(request, application, "application_report", form)


@require_http_methods(METHODS)
@applicant_required
def council(request, application):
    if application.state != State.COMMISSIONED:
        return _back(application)
    form = NomineeForm(posted(request), application=application)
    if form.is_valid() and (done := _nominated(request, application, form)):
        return done
    nominees = application.nominees.select_related("alumnus").order_by("pk")
    return _page(request, application, "application_council", form, nominees=nominees)


def _nominated(request, application, form) -> HttpResponseRedirect | None:
    data = form.cleaned_data
    person = data["person"]
    if person is None:
        if counted(f"founding-person:{request.user.pk}", seconds=DAY) > MOST_LOOKUPS:
            form.add_error(None, _("You have tried very often today. Come back tomorrow, or ask the office."))
            return None
        person = nominating.named(name=data["name"], proof=data["proof"])
    if person is None:
        form.add_error("proof", _("No verified alumnus has this name with this card number or e-mail. Ask the person "
                                  "whether both are right."))  # fmt: skip
        return None

    def name():
        founding.add_nominee(application=application, person=person, seat=data["seat"])

    acted(request, name)
    return redirect("chapters:application-council", application.pk)


@require_POST
@applicant_required
def nominee_remove(request, application, nominee):
    acted(request, lambda: founding.remove_nominee(application=application, nominee_id=nominee))
    return redirect("chapters:application-council", application.pk)


@require_POST
@applicant_required
def report_send(request, application):
    if acted(request, lambda: founding.report(application=application)):
        messages.success(request, _("The report is with the office. You hear from us by mail."))
    return _back(application)
