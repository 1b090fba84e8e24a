"""Councils on the desk: changes that wait for the office, and terms that run out."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.forms.claims import ReasonForm
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail
from alumni_office.ui.downloads import private_file
from alumni_office.ui.keyset import newest_first
from chapters.forms.fields import in_words
from chapters.models import Chapter, CouncilChange
from chapters.queries import council as queries
from chapters.queries import nominating, terms
from chapters.services.council import decisions
from chapters.services.council.changes import Incomplete, TermsOverlap

State = CouncilChange.State


@admin.register(CouncilChange)
class CouncilChangeAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", change_list, {"decided": False}, "changelist"),
            ("decided/", change_list, {"decided": True}, "decided"),
            ("<int:pk>/", change_page, {}, "change"),
            ("<int:pk>/accept/", change_accept, {}, "accept"),
            ("<int:pk>/send-back/", change_send_back, {}, "send_back"),
            ("<int:pk>/audit/", change_document, {"what": "audit"}, "audit"),
            ("<int:pk>/minutes/", change_document, {"what": "minutes"}, "minutes"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site, **more}, name=f"chapters_councilchange_{name}")
            for route, view, more, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def change_list(request, site, decided):
    rows = CouncilChange.objects.visible_to(request.user).select_related("chapter", "decided_by")
    rows = rows.exclude(state=State.SUBMITTED) if decided else rows.waiting()
    context = site.each_context(request) | {
        "title": _("Decided changes of council") if decided else _("Changes of council"), "decided": decided,
        "page": newest_first(rows, request, size=50),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/councilchange_list.html", context)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def change_page(request, site, pk):
    return _page(request, site, _change_or_404(request, pk))


@require_POST
@requires(Permission.CHAPTER_EDIT)
def change_accept(request, site, pk):
    change = _editable_or_404(request, pk)
    if _decided(request, lambda: decisions.accept_change(change=change, by=request.user)):
        messages.success(request, _("Accepted. The new term is entered; mails tell the old and the new council."))
        return redirect("admin:chapters_term_chapter", change.chapter_id)
    return redirect("admin:chapters_councilchange_change", pk)


@require_POST
@requires(Permission.CHAPTER_EDIT)
def change_send_back(request, site, pk):
    change = _editable_or_404(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, site, change, form=form, status=422)
    if _decided(request, lambda: decisions.send_back(change=change, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Sent back; a mail gives the officers the reason."))
    return redirect("admin:chapters_councilchange_changelist")


@require_safe
@requires(Permission.CHAPTER_VIEW)
def change_document(request, site, pk, what):
    change = _change_or_404(request, pk)
    document = getattr(change, what)
    if document is None:
        raise Http404
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=document._meta.label_lower, target_id=document.pk, by=request.user
    )
    return private_file(document.file, name=document.name.rpartition(".")[0] or document.name, kind=document.form)


def _visible(request):
    related = ["chapter", "audit", "minutes", "decided_by", "created_by"]
    return CouncilChange.objects.visible_to(request.user).select_related(*related)


def _change_or_404(request, pk) -> CouncilChange:
    return get_object_or_404(_visible(request), pk=pk)


def _editable_or_404(request, pk) -> CouncilChange:
    return get_object_or_404(_visible(request).filter(chapter__in=Chapter.objects.editable_by(request.user)), pk=pk)


def _page(request, site, change, *, form=None, status=200):
    may_edit = Chapter.objects.editable_by(request.user).filter(pk=change.chapter_id).exists()
    waits = change.state == State.SUBMITTED
    is_own = waits and decisions.is_own_matter(change, request.user)
    context = site.each_context(request) | {
        "title": _("Change of council: %(chapter)s") % {"chapter": change.chapter.shown_name}, "change": change,
        "nominees": change.nominees.select_related("alumnus", "post").order_by("pk"), "waits": waits,
        "is_own": is_own, "may_decide": waits and may_edit and not is_own, "form": form or ReasonForm(),
        "earlier": terms.last_term(change.chapter), "steps": queries.steps(change),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/councilchange_page.html", context, status=status)


def _decided(request, decide):
    try:
        written = decide()
    except decisions.AlreadyDecided:
        messages.error(
            request, _("Somebody decided, or the chapter took it back, in the meantime. Nothing was changed.")
        )
    except decisions.OwnMatter:
        messages.error(request, _("You are among those concerned: a colleague decides about this."))
    except Incomplete:
        messages.error(request, _("Nobody is president any more: the record is gone. Send it back, so that the chapter "
                                  "says who takes the post."))  # fmt: skip
    except decisions.Unfit as error:
        messages.error(request, nominating.unfit_sentence(error.names))
    except TermsOverlap as error:
        messages.error(
            request,
            _("The new term overlaps the one from %(first)s to %(last)s. Send it back, so that the chapter chooses "
              "other dates.") % {"first": in_words(error.other.starts_on), "last": in_words(error.other.ends_on)},
        )  # fmt: skip
    else:
        for message in written:
            mail.deliver.delay_on_commit(message.pk)
        return True
    return False
