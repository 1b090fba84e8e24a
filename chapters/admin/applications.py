"""Applications on the desk: the queue, and a page with everything that is needed to decide."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail
from alumni_office.ui.downloads import private_file
from chapters.forms.founding import AnswerForm, RefusalForm, VersionForm
from chapters.models import Application, Document, Initiator
from chapters.queries import founding as queries
from chapters.queries import places
from chapters.services import founding

PAGE = 50
TABS = ["office", "applicants", "over"]
State = Application.State


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", application_list, "changelist"),
            ("<int:pk>/", application_page, "change"),
            ("<int:pk>/documents/<int:document>/", application_document, "document"),
            ("<int:pk>/ask/", application_ask, "ask"),
            ("<int:pk>/commission/", application_commission, "commission"),
            ("<int:pk>/refuse/", application_refuse, "refuse"),
            ("<int:pk>/back/", application_back, "back"),
            ("<int:pk>/recognise/", application_recognise, "recognise"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"chapters_application_{name}")
            for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def application_list(request, site):
    tab = request.GET.get("waits", "office")
    tab = tab if tab in TABS else "office"
    page = Paginator(queries.queue(request.user, tab), PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.place = places.place_label(each)
    context = site.each_context(request) | {"title": _("Applications to found chapters"), "page": page, "tab": tab}
    return TemplateResponse(request, "admin/chapters/application_list.html", context)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def application_page(request, pk, site):
    return _page(request, _application_or_404(request, pk), site)


@require_POST
@requires(Permission.CHAPTER_EDIT)
def application_ask(request, pk, site):
    return _answered(request, pk, site, founding.ask, "ask", _("The question is on its way."))


@require_POST
@requires(Permission.CHAPTER_EDIT)
def application_refuse(request, pk, site):
    return _answered(request, pk, site, founding.refuse, "refuse", _("Refused; a mail gives the reason."))


@require_POST
@requires(Permission.CHAPTER_EDIT)
def application_back(request, pk, site):
    return _answered(request, pk, site, founding.send_back, "ask", _("The report goes back with your question."))


def _answered(request, pk, site, act, place, said):
    application = _application_or_404(request, pk)
    form = {"ask": AnswerForm, "refuse": RefusalForm}[place](request.POST, auto_id=f"{place}_%s")
    if not form.is_valid():
        return _page(request, application, site, status=422, **{place: form})
    return _acted(request, application, act, said, **form.cleaned_data)


@require_POST
@requires(Permission.CHAPTER_EDIT)
def application_commission(request, pk, site):
    said = _("Commissioned: the letter has its number, and a mail says so.")
    return _decided(request, pk, founding.commission, said)


@require_POST
@requires(Permission.CHAPTER_EDIT)
def application_recognise(request, pk, site):
    return _decided(request, pk, founding.recognise, _("Recognised: the first term is on record, and mails say so."))


def _decided(request, pk, act, said):
    application = _application_or_404(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, founding.AlreadyMoved.sentence)
        return redirect("admin:chapters_application_change", pk)
    return _acted(request, application, act, said, **form.cleaned_data)


def _acted(request, application, act, said, **data):
    try:
        mails = act(application=application, by=request.user, **data)
    except founding.Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        for each in mails:
            mail.deliver.delay_on_commit(each)
        messages.success(request, said)
    return redirect("admin:chapters_application_change", application.pk)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def application_document(request, pk, document, site):
    row = get_object_or_404(Document.objects.filter(application=_application_or_404(request, pk)), pk=document)
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Document._meta.label_lower, target_id=row.pk, by=request.user,
        criteria={"application": pk},
    )  # fmt: skip
    return private_file(row.file, name=f"document-{row.pk}", kind=row.form)


def _application_or_404(request, pk) -> Application:
    shown = Application.objects.visible_to(request.user).select_related("applicant", "chapter", "college", "decided_by")
    return get_object_or_404(shown, pk=pk)


def _page(request, application, site, *, ask=None, refuse=None, status=200):
    record_access(
        action=AccessRecord.Action.VIEW, target=Application._meta.label_lower, target_id=application.pk,
        by=request.user,
    )  # fmt: skip
    first = {"version": application.version}
    context = site.each_context(request) | _shown(request, application) | {
        "title": application.name or application.get_kind_display(), "application": application,
        "ask": ask or AnswerForm(initial=first, auto_id="ask_%s"),
        "refuse": refuse or RefusalForm(initial=first, auto_id="refuse_%s"),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/application_page.html", context, status=status)


def _shown(request, application) -> dict:
    """What an officer reads before deciding."""
    confirmed = queries.confirmed(application)
    is_own = founding.is_own_matter(application, request.user)
    may_decide = request.user.reach(Permission.CHAPTER_EDIT).everyone and not is_own
    return {
        "is_own": is_own and application.is_open,
        "place": places.place_label(application), "confirmed": confirmed, "needed": queries.needed(),
        "turn": queries.turn_of(application, confirmed=confirmed), "steps": queries.steps_of(application),
        "initiators": _initiators(application), "documents": application.documents.order_by("pk"),
        "nominees": application.nominees.select_related("alumnus").order_by("pk"),
        "is_new": application.state == State.SUBMITTED, "is_reported": application.state == State.REPORTED,
        "may_refuse": may_decide and State.REFUSED in Application.MOVES[application.state],
        "seen": _seen(request, application),
    }  # fmt: skip


def _initiators(application) -> list[Initiator]:
    """Those who were asked; of who confirmed, whether they still belong to the place."""
    asked = list(queries.asked(application))
    for each in asked:
        each.belongs = each.alumnus is not None and places.belongs_to(each.alumnus, application)  # type: ignore[attr-defined]
    return asked


def _seen(request, application) -> set[int]:
    """Whose pages the reader may open."""
    people = [application.applicant_id, *application.initiators.values_list("alumnus_id", flat=True)]
    people += application.nominees.values_list("alumnus_id", flat=True)
    return set(
        Alumnus.objects.visible_to(request.user).filter(pk__in=[pk for pk in people if pk]).values_list("pk", flat=True)
    )
