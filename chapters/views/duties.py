"""Officers' pages: the year's duties, filing, and the address for a calendar program."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.emails.claims import absolute
from alumni_office.mail import tasks as mail
from alumni_office.saving.versions import ChangedMeanwhile
from alumni_office.ui.downloads import made_file, private_file
from alumni_office.ui.numbers import typed_number
from chapters.forms.duties import FilingForm
from chapters.models import Filing
from chapters.queries import duties as queries
from chapters.queries.calendar import calendar_of
from chapters.queries.draft import FIGURES, figures, first_values
from chapters.queries.silence import SILENT_DAYS, silence_of
from chapters.services import duties as services
from chapters.services.duties.calendar import link_by, token_of
from chapters.services.duties.report import report_pdf

from .guards import TABS, Tab, frame, officer_required

TABS.append(Tab(gettext_lazy("Duties"), "chapters:my-duties", 40))
MISSING = {
    "summary": gettext_lazy("Say what was done before you file."),
    "plan": gettext_lazy("Say what is planned before you file."),
    "documents": gettext_lazy("Add the audit report before you file."),
}


@officer_required
@require_safe
def my_duties(request, chapter):
    year = typed_number(request.GET.get("year"), digits=4)
    link = services.link_for(chapter=chapter, person=request.user.alumnus)
    context = frame(chapter, request) | {
        "calendar": queries.calendar_for(chapter, year), "silence": silence_of(chapter), "silent_days": SILENT_DAYS,
        "address": _address_of(request, link) if link else "",
    }  # fmt: skip
    return render(request, "chapters/my_duties.html", context)


def _address_of(request, link) -> str:
    return absolute(reverse("chapters:duties-ics", args=[token_of(link)])) + f"?lang={request.LANGUAGE_CODE}"


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request, chapter, duty_pk):
    duty = _duty_or_404(chapter, duty_pk)
    if request.method == "POST" and duty.is_open:
        return _post_filing(request, duty)
    found = getattr(duty, "filing", None)
    return _filing_page(request, duty, FilingForm(duty=duty, initial=_initial(duty, found)))


def _duty_or_404(chapter, pk):
    duty = get_object_or_404(chapter.duties.select_related("filing__filed_by"), pk=pk)
    duty.chapter = chapter
    return duty


def _initial(duty, found) -> dict:
    if found is None:
        return {"version": 0, **first_values(duty)}
    return {name: getattr(found, name) for name in FilingForm.base_fields if name != "documents"}


def _post_filing(request, duty):
    form = FilingForm(request.POST, request.FILES, duty=duty)
    if not form.is_valid():
        return _filing_page(request, duty, form, status=422)
    try:
        saved = services.save_draft(
            duty=duty, version=form.cleaned_data["version"], values=form.values,
            uploads=form.cleaned_data["documents"], by=request.user,
        )  # fmt: skip
        if request.POST.get("verb") == "submit":
            return _submitted(request, services.submit_filing(filing=saved, by=request.user), duty)
    except ChangedMeanwhile as changed:
        return _changed(request, duty, form, changed)
    except services.TooManyFiles:
        form.add_error("documents", _("These are more than ten documents. Take some off first."))
        return _filing_page(request, duty, form, status=422)
    except services.Incomplete as missing:
        return _missing(request, duty, missing.fields)
    except services.Closed:
        messages.error(request, _("This duty was filed or closed in the meantime. Nothing was changed."))
        return redirect("chapters:filing", duty.chapter_id, duty.pk)
    messages.success(request, _("The draft is saved. Nobody but the chapter’s officers sees it before it is filed."))
    return redirect("chapters:filing", duty.chapter_id, duty.pk)


def _submitted(request, written, duty):
    for message in written:
        mail.deliver.delay_on_commit(message.pk)
    messages.success(request, _("Filed. The office looks at it and writes to you."))
    return redirect("chapters:my-duties", duty.chapter_id)


def _missing(request, duty, fields):
    """The draft is saved; what is not in order stands at its field."""
    found = Filing.objects.get(duty=duty)
    data = request.POST.copy()
    data["version"] = str(found.version)
    form = FilingForm(data, duty=duty)
    form.is_valid()
    for name in fields:
        form.add_error(name, MISSING[name])
    return _filing_page(request, duty, form, status=422)


def _changed(request, duty, form, changed):
    """What was typed stays in the form, which is now of the version that stands there."""
    data = request.POST.copy()
    data["version"] = str(changed.row.version)
    fresh = FilingForm(data, duty=duty)
    fresh.is_valid()
    return _filing_page(request, duty, fresh, status=409, differences=changed.differences)


def _filing_page(request, duty, form, *, status=200, **more):
    found = Filing.objects.filter(duty=duty).select_related("filed_by").first()
    counted = figures(duty.chapter, duty.reported_year) if duty.is_open and "members" in form.fields else {}
    context = frame(duty.chapter, request) | {
        "duty": duty, "filing": found, "form": form, "before": queries.filing_before(duty),
        "documents": found.documents.order_by("pk") if found else [],
        "numbers": [(form[name], counted.get(name)) for name in FIGURES if name in form.fields],
    } | more  # fmt: skip
    return render(request, "chapters/filing.html", context, status=status)


@officer_required
@require_POST
def filing_document_remove(request, chapter, duty_pk, document_pk):
    duty = _duty_or_404(chapter, duty_pk)
    document = _document_or_404(duty, document_pk)
    try:
        services.remove_document(duty=duty, document=document, by=request.user)
    except services.Closed:
        messages.error(request, _("This duty was filed or closed in the meantime. Nothing was changed."))
    else:
        messages.success(request, _("Taken off. The file stays among the chapter’s documents."))
    return redirect("chapters:filing", chapter.pk, duty.pk)


@officer_required
@require_safe
def filing_document(request, chapter, duty_pk, document_pk):
    document = _document_or_404(_duty_or_404(chapter, duty_pk), document_pk)
    return private_file(document.file, name=document.name.rpartition(".")[0] or document.name, kind=document.form)


def _document_or_404(duty, pk):
    found = getattr(duty, "filing", None)
    if found is None:
        raise Http404
    return get_object_or_404(found.documents, pk=pk)


@officer_required
@require_safe
def filing_report(request, chapter, duty_pk):
    found = getattr(_duty_or_404(chapter, duty_pk), "filing", None)
    if found is None:
        raise Http404
    found.duty.chapter = chapter
    return made_file(report_pdf(found), name=f"report-{found.duty.year}-{found.duty_id}", kind="pdf")


@officer_required
@require_POST
def duties_link(request, chapter):
    if request.POST.get("verb") == "revoke":
        services.revoke_link(chapter=chapter, person=request.user.alumnus, by=request.user)
        messages.success(request, _("The address is dead. Calendars that read it get nothing more."))
    else:
        services.renew_link(chapter=chapter, person=request.user.alumnus, by=request.user)
        messages.success(request, _("Here is a new address. The one before, if there was one, is dead."))
    return redirect("chapters:my-duties", chapter.pk)


@never_cache
@require_safe
def duties_ics(request, token):
    """Read by a calendar program, which cannot sign in: who has the address sees the days, and nobody's data."""
    link = link_by(token)
    if link is None:
        raise Http404
    response = HttpResponse(calendar_of(link.office.term.chapter), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="duties.ics"'
    return response
