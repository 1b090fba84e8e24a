"""A change of council, step by step: the chapter's side."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.pages import posted
from alumni_office.saving.versions import BothChanged
from alumni_office.ui.downloads import private_file
from chapters.forms.council import AuditForm, ElectionForm, KeyForm, NomineeForm, TermForm
from chapters.forms.fields import in_words, kept_document, kept_mark
from chapters.models import Document
from chapters.queries import council as queries
from chapters.queries import terms
from chapters.services.council import changes, posts
from chapters.services.documents import keep_document

from .guards import officer_required, show, show_confirm
from .my_council import deliver
from .my_page import again

EDIT = ["GET", "HEAD", "POST"]
HERE = "chapters:council-change"


@require_safe
@officer_required
def council_change(request, chapter):
    change = queries.of_chapter(chapter)
    context = {
        "change": change, "steps": queries.steps(change) if change else [], "form": KeyForm(),
        "term": terms.last_term(chapter), "is_ready": bool(change) and not queries.missing_steps(change),
    }  # fmt: skip
    return show(request, chapter, "chapters/council_change.html", context)


@require_POST
@officer_required
def change_start(request, chapter):
    form = KeyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Open the page again and press the button once more."))
        return redirect(HERE, chapter.pk)
    changes.start_change(chapter=chapter, by=request.user, **form.cleaned_data)
    return redirect(HERE, chapter.pk)


@require_http_methods(EDIT)
@officer_required
def change_audit(request, chapter):
    change = _open_change(chapter)
    return _with_the_office(change) or _step(
        request, change, AuditForm, Document.Kind.AUDIT, ["audited_on"], changes.save_audit,
        title=_("Audit of the books"), on_file=change.audit, what="audit",
        lead=_("The books of the old council are audited before a new one is elected; so the Regulation on Social "
               "Organisations wants it. Nothing else can be filed before the report."),
    )  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def change_election(request, chapter):
    change = _open_change(chapter)
    return _after_audit(request, change) or _step(
        request, change, ElectionForm, Document.Kind.MINUTES, ["elected_on", "present"], changes.save_election,
        title=_("Election and minutes"), on_file=change.minutes, what="minutes",
        lead=_("When it was, how many could vote, and the minutes that say so."),
    )  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def change_term(request, chapter):
    change = _open_change(chapter)
    return _after_audit(request, change) or _step(
        request, change, TermForm, None, ["starts_on", "ends_on"], changes.save_term, title=_("The new term"),
        lead=_("The officers’ right to the chapter’s pages begins on the first day and ends with the last one."),
    )  # fmt: skip


def _step(request, change, form_class, kind, fields, save, *, on_file=None, **words):
    first = {name: getattr(change, name) for name in [*fields, "version"]}
    form = form_class(posted(request), request.FILES or None, initial=first, change=change)
    meanwhile = None
    if form.is_valid():
        try:
            _save_step(change, form, kind, fields, save, request.user)
        except BothChanged as error:
            meanwhile = error.meanwhile
            kept = {"kept": kept_mark(form.document)} if getattr(form, "document", None) else {}
            form = form_class(initial=again(error) | kept, change=change)
        if meanwhile is None and not form.errors:
            messages.success(request, _("Saved."))
            return redirect(HERE, change.chapter_id)
    elif form.is_bound and form.cleaned_data.get("file"):
        _keep_for_later(change, form, kind, request.user)
    context = {"form": form, "change": change, "on_file": on_file, "meanwhile": meanwhile, **words}
    status = 409 if meanwhile else 422 if form.errors else 200
    return show(request, change.chapter, "chapters/council_step.html", context, status=status)


def _save_step(change, form, kind, fields, save, user):
    """Keep the file, then the step; what is wrong becomes a sentence of the form."""
    data, more = form.cleaned_data, {}
    if kind:
        form.document = more["document"] = _document(form, change, kind, user)
    try:
        save(change=change, version=data["version"], by=user, **{name: data[name] for name in fields}, **more)
    except changes.NotOpen:
        form.add_error(None, _("It is with the office, or closed, by now. Nothing was changed."))
    except changes.AuditFirst:
        form.add_error(None, _("The audit report comes first: nothing else can be filed before it."))
    except changes.MoreVotesThanPeople:
        form.add_error("present", _("Somebody has more votes on file than that. Correct the votes first."))
    except changes.TermsOverlap as error:
        form.add_error("starts_on", overlap(error))


def _keep_for_later(change, form, kind, user):
    """A day was wrong and the file was not: it need not be chosen again."""
    form.data = form.data.copy()
    form.data["kept"] = kept_mark(_document(form, change, kind, user))


def _document(form, change, kind, user) -> Document | None:
    if sent := form.cleaned_data["file"]:
        return keep_document(upload=sent.upload, name=sent.name, kind=kind, by=user, chapter=change.chapter)
    return kept_document(form.cleaned_data["kept"], change.chapter) if form.cleaned_data["kept"] else None


def overlap(error: changes.TermsOverlap) -> str:
    days = {"first": in_words(error.other.starts_on), "last": in_words(error.other.ends_on)}
    return _("This overlaps the term from %(first)s to %(last)s. A term that runs can only be cut short by one that "
             "begins later.") % days  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def change_people(request, chapter):
    change = _open_change(chapter)
    first = _after_audit(request, change) or _present_first(request, change)
    if first:
        return first
    electable = posts.electable(chapter, request.user.alumnus)
    form = NomineeForm(posted(request), chapter=chapter, electable=electable)
    if form.is_valid() and _nominated(change, form, request.user):
        messages.success(request, _("Saved."))
        return redirect("chapters:council-people", chapter.pk)
    nominees = change.nominees.select_related("alumnus", "post").order_by("pk")
    context = {
        "form": form,
        "change": change,
        "nominees": nominees,
        "has_members": len(form.fields["person"].choices) > 1,
    }
    return show(request, chapter, "chapters/council_people.html", context, status=422 if form.errors else 200)


def _nominated(change, form, user) -> bool:
    try:
        changes.add_nominee(change=change, votes=form.cleaned_data["votes"], by=user, **form.chosen)
    except posts.NotAMember:
        form.add_error("person", _("This person has left the chapter in the meantime, or shows it nothing any more."))
    except changes.MoreVotesThanPeople as error:
        form.add_error(
            "votes", _("%(count)s people were present: nobody can have more votes.") % {"count": error.present}
        )
    except posts.PostTaken:
        form.add_error(
            "seat", _("One person holds this post, and somebody is entered for it. Take that one off first.")
        )
    except changes.AlreadyNominated:
        form.add_error("person", _("This person is entered for this post already."))
    except changes.TooManyNominees:
        form.add_error(None, _("No council is so large. Take somebody off first."))
    except changes.NotOpen:
        form.add_error(None, _("It is with the office, or closed, by now. Nothing was changed."))
    return not form.errors


@require_POST
@officer_required
def nominee_remove(request, chapter, nominee_pk):
    change = _open_change(chapter)
    nominee = get_object_or_404(change.nominees, pk=nominee_pk)
    try:
        changes.remove_nominee(nominee=nominee, by=request.user)
    except changes.NotOpen:
        messages.error(request, _("It is with the office, or closed, by now. Nothing was changed."))
    return redirect("chapters:council-people", chapter.pk)


@require_POST
@officer_required
def change_submit(request, chapter):
    try:
        deliver(changes.submit_change(change=_open_change(chapter), by=request.user))
    except changes.NotOpen:
        messages.info(request, _("It is with the office already."))
    except changes.Incomplete:
        messages.error(request, _("Not all steps are done: the list says which one is next."))
    except changes.TermsOverlap as error:
        messages.error(request, overlap(error))
    else:
        messages.success(request, _("Submitted. You hear from the office by mail."))
    return redirect(HERE, chapter.pk)


@require_http_methods(EDIT)
@officer_required
def change_withdraw(request, chapter):
    change = _open_change(chapter)
    if request.method != "POST":
        return _withdraw_confirm(request, change)
    try:
        deliver(changes.withdraw_change(change=change, by=request.user))
    except changes.NotOpen:
        messages.error(request, _("The office has decided in the meantime. Nothing was changed."))
    else:
        messages.success(request, _("Withdrawn. You can begin a new one at any time."))
    return redirect(HERE, chapter.pk)


def _withdraw_confirm(request, change):
    lead = _("All that was filled in for it counts no more. The council stays as it is; a new change begins at the "
             "first step.")  # fmt: skip
    told = "" if change.is_with_the_chapter else " " + _("The office is told by mail.")
    title = _("Withdraw the change of council")
    return show_confirm(
        request, change.chapter, title=title, verb=_("Withdraw the change"), back=HERE, lead=lead + told
    )


@require_safe
@officer_required
def change_document(request, chapter, what):
    change = queries.of_chapter(chapter)
    document = getattr(change, what) if change else None
    if document is None:
        raise Http404
    return private_file(document.file, name=document.name.rpartition(".")[0] or document.name, kind=document.form)


def _open_change(chapter):
    change = get_object_or_404(chapter.council_changes.open().select_related("audit", "minutes"))
    change.chapter = chapter
    return change


def _with_the_office(change):
    return None if change.is_with_the_chapter else redirect(HERE, change.chapter_id)


def _after_audit(request, change):
    """None once the audit is on file; until then the way to it, with the sentence why."""
    if change.audit_id or not change.is_with_the_chapter:
        return _with_the_office(change)
    messages.error(request, _("The audit report comes first: nothing else can be filed before it."))
    return redirect("chapters:council-audit", change.chapter_id)


def _present_first(request, change):
    if change.present:
        return None
    messages.error(request, _("Say first how many people were present: no vote can be above their number."))
    return redirect("chapters:council-election", change.chapter_id)
