"""The queue of requests about personal data: what is asked, until when, and what the office answers."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.rights import AnswerForm, NamePersonForm
from alumni.models import Alumnus, DataRequest
from alumni.queries import rights as queries
from alumni.queries import search
from alumni.services import copying, erasing, rights
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks as jobs
from alumni_office.mail import tasks as mail

from .guards import requires

HANDED_OVER = {DataRequest.State.OPEN, DataRequest.State.DONE}  # when a relative may be given the copy

PAGE = 50


@admin.register(DataRequest)
class DataRequestAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", request_list, "datarequest_changelist"),
            ("<int:pk>/", request_detail, "datarequest_change"),
            ("<int:pk>/person/", request_person, "datarequest_person"),
            ("<int:pk>/copy/", request_copy, "datarequest_copy"),
            ("restriction/<int:pk>/lift/", restriction_lift, "restriction_lift"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"alumni_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.RIGHTS_DECIDE)

    has_view_permission = has_change_permission = lambda self, request, obj=None: self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@require_safe
@requires(Permission.RIGHTS_DECIDE)
def request_list(request, site):
    is_closed = request.GET.get("decided") == "1"
    page = Paginator(queries.queue(request.user, closed=is_closed), PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.deadline = queries.deadline(each)
    context = site.each_context(request) | {
        "title": _("Requests about personal data"), "page": page, "is_closed": is_closed,
        "overdue": queries.overdue(request.user).count(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/datarequest_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RIGHTS_DECIDE)
def request_detail(request, pk, site):
    asked = _request_or_404(request, pk)
    word = _("delete") if asked.kind == DataRequest.Kind.DELETION else ""
    form = AnswerForm(request.POST or None, word=word)
    if form.is_valid():
        return _decide(request, asked, form.cleaned_data)
    is_open = asked.state == DataRequest.State.OPEN
    asked.deadline = queries.deadline(asked)
    deletes = is_open and asked.kind == DataRequest.Kind.DELETION and asked.alumnus_id
    context = site.each_context(request) | {
        "title": asked.get_kind_display(), "asked": asked, "form": form, "word": word, "is_open": is_open,
        "numbers": erasing.forecast(asked.alumnus_id) if deletes else [],
        "found": _found(request, asked) if is_open and asked.is_from_relative else [],
        "q": request.GET.get("q", ""),
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/alumni/datarequest_detail.html", context, status=422 if form.errors else 200
    )


def _decide(request, asked, data):
    try:
        if data["verb"] == AnswerForm.REFUSE:
            mails = rights.refuse(request=asked, answer=data["answer"], by=request.user)
        else:
            mails, job = rights.fulfil(request=asked, answer=data["answer"], by=request.user)
            if job:
                jobs.run.delay_on_commit(job.pk)
    except rights.NotNow:
        messages.warning(request, _("This request was decided or withdrawn in the meantime. Nothing was changed."))
    except rights.NobodyFound:
        messages.error(request, _("Say first whom the request is about."))
        return redirect("admin:alumni_datarequest_change", asked.pk)
    else:
        for pk in mails:
            mail.deliver.delay_on_commit(pk)
        messages.success(request, _("The request is decided, and the answer goes out by mail."))
    return redirect("admin:alumni_datarequest_changelist")


def _found(request, asked) -> list:
    """Who may be meant: what the search finds for the words that were typed."""
    words = request.GET.get("q", "").replace("\x00", " ")[:200]
    return search.search(request.user, words, limit=10).people if words.strip() else []


@require_POST
@requires(Permission.RIGHTS_DECIDE)
def request_person(request, pk, site):
    asked = _request_or_404(request, pk)
    form = NamePersonForm(request.POST)
    if form.is_valid():
        person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=form.cleaned_data["person"])
        try:
            rights.name_person(request=asked, person=person, by=request.user)
        except rights.NotNow:
            messages.warning(request, _("This request was decided or withdrawn in the meantime. Nothing was changed."))
    return redirect("admin:alumni_datarequest_change", asked.pk)


@require_POST
@requires(Permission.RIGHTS_DECIDE)
def request_copy(request, pk, site):
    """The copy for a relative who may have it: handed over by the office in its own way, not by mail."""
    asked = _request_or_404(request, pk)
    if not asked.is_from_relative or asked.kind != DataRequest.Kind.COPY or asked.state not in HANDED_OVER:
        raise Http404
    person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=asked.alumnus_id)
    response = HttpResponse(copying.copy_as_pdf(person=person, by=request.user), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="record-{person.pk}-{localdate()}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@requires(Permission.RIGHTS_DECIDE)
def restriction_lift(request, pk, site):
    person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=pk)
    if rights.lift_restriction(person_id=person.pk, by=request.user):
        messages.success(request, _("The restriction is lifted. The record may be used again."))
    return redirect("admin:alumni_alumnus_detail", person.pk)


def _request_or_404(request, pk) -> DataRequest:
    requests = DataRequest.objects.visible_to(request.user).select_related("alumnus", "user", "decided_by")
    return get_object_or_404(requests, pk=pk)
