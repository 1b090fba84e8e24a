"""Duties on the desk: the queue of filings, one of them beside last year's, and the pages of the overview."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from alumni_office.ui.downloads import made_file, private_file
from alumni_office.ui.keyset import newest_first
from chapters.forms.duties import SendBackForm, WaiveForm
from chapters.models import Duty
from chapters.queries import desk
from chapters.queries import duties as queries
from chapters.services import duties as services
from chapters.services.duties.report import report_pdf

from . import missing, overview, reminding, rows

LISTS = {
    "waiting": gettext_lazy("To look at"),
    "late": gettext_lazy("Late"),
    "open": gettext_lazy("Open"),
    "done": gettext_lazy("Done"),
    "waived": gettext_lazy("Waived"),
}


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    def get_urls(self):
        wrap = self.admin_site.admin_view
        views = [
            ("", duty_list, "duty_changelist"),
            ("overview/", overview.page, "overview"),
            ("overview/export/", overview.export, "overview_export"),
            ("overview/missing/", missing.page, "overview_missing"),
            ("overview/years/", overview.years, "overview_years"),
            ("overview/remind/", reminding.page, "overview_remind"),
            ("overview/rows/<slug:figure>/", rows.page, "overview_rows"),
            ("<int:pk>/", duty_page, "duty_change"),
            ("<int:pk>/accept/", duty_accept, "duty_accept"),
            ("<int:pk>/send-back/", duty_send_back, "duty_send_back"),
            ("<int:pk>/waive/", duty_waive, "duty_waive"),
            ("<int:pk>/report/", duty_report, "duty_report"),
            ("<int:pk>/documents/<int:document_pk>/", duty_document, "duty_document"),
        ]
        return [
            path(route, wrap(view), {"site": self.admin_site}, name=f"chapters_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def duty_list(request, site):
    show = request.GET.get("show", "")
    show = show if show in LISTS else "waiting"
    page = newest_first(desk.duties_for(request.user, show), request, size=50)
    for duty in page.rows:
        duty.is_late = duty.is_open and duty.due_on < duty.today
    context = site.each_context(request) | {
        "title": _("Duties and filings"), "page": page, "show": show, "lists": LISTS,
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/duty_list.html", context)


def _duty_or_404(request, pk) -> Duty:
    duties = Duty.objects.visible_to(request.user).select_related(
        "chapter", "filing__filed_by", "filing__decided_by"
    )  # fmt: skip
    return get_object_or_404(duties, pk=pk)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def duty_page(request, pk, site):
    return _page(request, _duty_or_404(request, pk), site)


def _page(request, duty, site, *, back=None, waive=None, status=200):
    filing = _filed(duty)
    may_decide = request.user.may(Permission.CHAPTER_EDIT)
    context = site.each_context(request) | {
        "title": _("%(chapter)s: %(title)s")
        % {"chapter": duty.chapter.shown_name, "title": f"{duty.get_kind_display()} {duty.year}"},
        "duty": duty, "filing": filing,
        "documents": filing.documents.order_by("pk") if filing else [], "before": queries.filing_before(duty),
        "may_decide": may_decide and duty.state == Duty.State.FILED, "may_waive": may_decide and duty.is_open,
        "back": back or SendBackForm(), "waive": waive or WaiveForm(auto_id="waive_%s"),
        "reminders": duty.reminders.select_related("by").order_by("-pk")[:20],
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/duty_page.html", context, status=status)


def _filed(duty: Duty):
    """A draft is the chapter's own: the office sees what was filed once."""
    filing = getattr(duty, "filing", None)
    return filing if filing and filing.filed_at and duty.state != Duty.State.SENT_BACK else None


@require_POST
@requires(Permission.CHAPTER_EDIT)
def duty_accept(request, pk, site):
    duty = _duty_or_404(request, pk)
    if _done(request, lambda: services.accept_filing(duty=duty, by=request.user)):
        messages.success(request, _("Accepted; a mail says so to the chapter’s officers."))
    return redirect("admin:chapters_duty_changelist")


@require_POST
@requires(Permission.CHAPTER_EDIT)
def duty_send_back(request, pk, site):
    duty = _duty_or_404(request, pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, duty, site, back=form, status=422)
    if _done(request, lambda: services.send_back(duty=duty, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Sent back; a mail gives the reason to the chapter’s officers."))
    return redirect("admin:chapters_duty_changelist")


@require_POST
@requires(Permission.CHAPTER_EDIT)
def duty_waive(request, pk, site):
    duty = _duty_or_404(request, pk)
    form = WaiveForm(request.POST, auto_id="waive_%s")
    if not form.is_valid():
        return _page(request, duty, site, waive=form, status=422)
    if _done(request, lambda: services.waive_duty(duty=duty, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Waived; a mail says so to the chapter’s officers."))
    return redirect("admin:chapters_duty_change", pk)


def _done(request, decide):
    try:
        sent = decide()
    except services.NotSubmitted:
        messages.error(request, _("Somebody decided about this in the meantime. Nothing was changed."))
        return False
    for message in sent:
        mail.deliver.delay_on_commit(message.pk)
    return True


@require_safe
@requires(Permission.CHAPTER_VIEW)
def duty_report(request, pk, site):
    filing = _filed(_duty_or_404(request, pk))
    if filing is None:
        raise Http404
    return made_file(report_pdf(filing), name=f"report-{filing.duty.year}-{filing.duty_id}", kind="pdf")


@require_safe
@requires(Permission.CHAPTER_VIEW)
def duty_document(request, pk, document_pk, site):
    filing = _filed(_duty_or_404(request, pk))
    if filing is None:
        raise Http404
    document = get_object_or_404(filing.documents, pk=document_pk)
    return private_file(document.file, name=document.name.rpartition(".")[0] or document.name, kind=document.form)
