"""The office enters a council itself: the term, and who holds which post in it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from alumni_office.saving.refusals import Refused
from chapters.forms.congress import SearchForm
from chapters.forms.entering import EndPostForm, EnterTermForm, OfficerForm
from chapters.models import Chapter, Office, Term
from chapters.queries import electing
from chapters.queries import terms as queries
from chapters.services.council import entering

from .chapter_pages import form_page

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def term_enter(request, site, pk):
    chapter = get_object_or_404(Chapter.objects.editable_by(request.user), pk=pk)
    form = EnterTermForm(posted(request), request.FILES or None, initial={"number": queries.next_number(chapter)})
    term = took(form, lambda **_fields: entering.enter_term(chapter=chapter, by=request.user, **form.values))
    if term:
        messages.success(request, _("The term is on record. Now name who holds the posts."))
        return redirect("admin:chapters_term_people", term.pk)
    return form_page(
        request, site, form, title=_("Enter a term"), verb=_("Enter the term"), crumb=chapter, back_url=_terms(chapter),
        lead=_("For a council that was elected already, when nobody of the chapter can report it here. Changes of "
               "council later come from the chapter’s own pages."),
    )  # fmt: skip


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def term_people(request, site, pk):
    """Who holds a post; and a search for whoever else was elected."""
    term = _term_or_404(request, pk)
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = electing.electable(request.user, words)
    first = {"from_on": term.starts_on, "person": found[0].pk if len(found) == 1 else None}
    form = OfficerForm(
        posted(request), chapter=term.chapter, people=[(each.pk, each.line) for each in found], initial=first
    )
    if took(form, lambda person, **_fields: _named(request, term, form, person)):
        return redirect("admin:chapters_term_people", pk)
    term = next(each for each in queries.of_chapter(term.chapter) if each.pk == term.pk)
    context = site.each_context(request) | {
        "title": _("Council of %(chapter)s") % {"chapter": term.chapter.shown_name}, "term": term,
        "search": search, "asked": words, "found": found, "form": form, "most": electing.MOST,
        "keepers": queries.keepers_of(term),
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/chapters/term_people.html", context, status=422 if form.errors else 200
    )  # fmt: skip


def _named(request, term, form, person_id) -> bool:
    person = electing.of_key(request.user, person_id)
    if person is None:
        raise Refused(_("This record is no longer in use."), field="person")
    office, written = entering.name_officer(term=term, person=person, by=request.user, **form.values)
    _deliver(written)
    if office is None:
        messages.info(request, _("%(name)s holds this post already.") % {"name": person.name})
    elif written:
        messages.success(request, _("%(name)s is on record; a mail says so.") % {"name": person.name})
    else:
        messages.success(request, _("%(name)s is on record, and has no account yet.") % {"name": person.name})
    return True


@require_POST
@requires(Permission.CHAPTER_EDIT)
def term_remove(request, site, pk):
    term = _term_or_404(request, pk)
    try:
        entering.remove_term(term=term, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("admin:chapters_term_people", pk)
    messages.success(request, _("The term is taken off."))
    return redirect("admin:chapters_term_chapter", term.chapter_id)


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def office_end(request, site, pk):
    offices = Office.objects.filter(term__chapter__in=Chapter.objects.editable_by(request.user))
    office = get_object_or_404(offices.select_related("term__chapter", "alumnus", "post"), pk=pk)
    form = EndPostForm(posted(request), initial={"last_day": timezone.localdate()})
    written = took(form, lambda last_day: entering.end_post(office=office, last_day=last_day, by=request.user) or True)
    if written:
        _deliver([] if written is True else written)
        messages.success(request, _("Saved."))
        return redirect("admin:chapters_term_people", office.term_id)
    post = office.post.shown_name if office.post else office.get_seat_display()
    return form_page(
        request, site, form, title=_("End a post early"), verb=_("End the post"), danger=True,
        crumb=office.term.chapter, lead=f"{office.alumnus.name} · {post}",
        back_url=reverse("admin:chapters_term_people", args=[office.term_id]),
    )  # fmt: skip


def _term_or_404(request, pk) -> Term:
    terms = Term.objects.filter(chapter__in=Chapter.objects.editable_by(request.user)).select_related("chapter")
    return get_object_or_404(terms, pk=pk)


def _terms(chapter: Chapter) -> str:
    return reverse("admin:chapters_term_chapter", args=[chapter.pk])


def _deliver(written):
    for message in written:
        mail.deliver.delay_on_commit(message.pk)
