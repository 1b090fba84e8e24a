"""Terms on the desk: which run out, which are over; and one chapter's, with its councils."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from chapters.forms.council import ExtendForm
from chapters.forms.fields import in_words
from chapters.models import Chapter, Term
from chapters.queries import terms as queries
from chapters.services.council import decisions
from chapters.services.council.changes import TermsOverlap
from chapters.services.council.entering import FOUNDED

from . import term_council


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", term_list, {"overdue": False}, "changelist"),
            ("overdue/", term_list, {"overdue": True}, "overdue"),
            ("of/<int:pk>/", term_chapter, {}, "chapter"),
            ("of/<int:pk>/enter/", term_council.term_enter, {}, "enter"),
            ("<int:pk>/extend/", term_extend, {}, "extend"),
            ("<int:pk>/council/", term_council.term_people, {}, "people"),
            ("<int:pk>/remove/", term_council.term_remove, {}, "remove"),
            ("office/<int:pk>/end/", term_council.office_end, {}, "office_end"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site, **more}, name=f"chapters_term_{name}")
            for route, view, more, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def term_list(request, site, overdue):
    rows = queries.overdue_for_desk(request.user) if overdue else queries.for_desk(request.user)
    context = site.each_context(request) | {
        "title": _("Terms of office"), "overdue": overdue, "terms": queries.with_days_left(rows),
        "overdue_count": queries.overdue_for_desk(request.user).count(),
        "without": Chapter.objects.visible_to(request.user).filter(pk__in=queries.without_term().values("pk")).count(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/term_list.html", context)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def term_chapter(request, site, pk):
    chapter = get_object_or_404(Chapter.objects.visible_to(request.user), pk=pk)
    context = site.each_context(request) | {
        "title": _("Council of %(chapter)s") % {"chapter": chapter.shown_name}, "chapter": chapter,
        "terms": queries.of_chapter(chapter), "today": chapter.today(),
        "may_edit": Chapter.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_have": chapter.recognition in FOUNDED,
        "change": chapter.council_changes.open().exclude(submitted_at__isnull=True).first(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/term_chapter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHAPTER_EDIT)
def term_extend(request, site, pk):
    editable = Chapter.objects.editable_by(request.user)
    term = get_object_or_404(Term.objects.filter(chapter__in=editable).select_related("chapter"), pk=pk)
    form = ExtendForm(request.POST if request.method == "POST" else None, initial={"ended_on": term.ends_on})
    if form.is_valid() and _extended(term, form, request.user):
        messages.success(request, _("The term runs longer; a mail tells the officers."))
        return redirect("admin:chapters_term_chapter", term.chapter_id)
    context = site.each_context(request) | {
        "title": _("Extend the term of %(chapter)s") % {"chapter": term.chapter.shown_name}, "term": term, "form": form,
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/chapters/term_extend.html", context, status=422 if form.errors else 200
    )  # fmt: skip


def _extended(term, form, user):
    try:
        written = decisions.extend_term(term=term, by=user, **form.cleaned_data)
    except decisions.TermChanged:
        form.add_error(None, _("The term ends on another day by now. Open the page again."))
        return False
    except TermsOverlap as error:
        form.add_error(
            "ends_on", _("The next term begins on %(day)s already.") % {"day": in_words(error.other.starts_on)}
        )
        return False
    for message in written:
        mail.deliver.delay_on_commit(message.pk)
    return True
