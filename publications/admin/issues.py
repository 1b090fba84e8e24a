"""Issues on the desk: planned, filled, put in order, approved, published."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.versions import ChangedMeanwhile
from alumni_office.ui.downloads import private_file, shown_picture
from alumni_office.ui.keyset import newest_first
from alumni_office.ui.numbers import typed_number
from publications.forms.issues import FilesForm, IssueForm, NewIssueForm
from publications.models import Issue, Periodical
from publications.queries import issues as queries
from publications.services import issues as services

from .chrome import OwnPages, page, tell_changed

State = Issue.State
FIELDS = ["number", "dated_on", "title", "title_en", "note", "note_en", "version"]


def issue_or_404(pk) -> Issue:
    return get_object_or_404(Issue.objects.select_related("periodical", "approved_by"), pk=pk)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def issue_list(request, site):
    rows = Issue.objects.all()
    chosen = Periodical.objects.filter(slug=request.GET.get("periodical", "")).first()
    if chosen:
        rows = rows.filter(periodical=chosen)
    listed = newest_first(queries.desk_list(rows), request, size=30)
    periodicals = Periodical.objects.in_order()
    return page(request, site, "issue_list", _("Issues"), page=listed, periodicals=periodicals, chosen=chosen)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def issue_add(request, site):
    form = NewIssueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            issue = services.create_issue(by=request.user, **form.cleaned_data)
        except services.NumberTaken:
            form.add_error("number", _("This periodical has an issue of that number already."))
        else:
            return redirect("admin:publications_issue_change", issue.pk)
    return page(request, site, "issue_edit", _("Plan an issue"), form=form, has_any=Periodical.objects.exists())


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def issue_page(request, pk, site):
    issue = issue_or_404(pk)
    may_edit, may_approve = (
        request.user.may(Permission.PUBLICATION_EDIT), request.user.may(Permission.PUBLICATION_APPROVE),
    )  # fmt: skip
    moves = [to for to in Issue.MOVES[State(issue.state)] if _right_for(issue, to) in _rights(may_edit, may_approve)]
    return page(
        request, site, "issue_page", str(issue), issue=issue, articles=list(queries.desk_contents(issue)),
        moves=[(to, _verb(issue, to)) for to in moves], missing=services.missing(issue),
        may_write=may_edit and not issue.is_fixed, may_edit=may_edit, files=FilesForm(),
    )  # fmt: skip


def _rights(may_edit: bool, may_approve: bool) -> set[str]:
    held = ((may_edit, Permission.PUBLICATION_EDIT), (may_approve, Permission.PUBLICATION_APPROVE))
    return {str(right) for has, right in held if has}


def _right_for(issue: Issue, to: str) -> str:
    """Who writes does not approve: everything about an approved issue is the approver's."""
    is_writing = issue.state in (State.PLANNED, State.IN_WORK) and to in (State.PLANNED, State.IN_WORK)
    return str(Permission.PUBLICATION_EDIT if is_writing else Permission.PUBLICATION_APPROVE)


def _verb(issue: Issue, to: str) -> str:
    if to == State.APPROVED:
        return _("Approve")
    if to == State.PUBLISHED:
        return _("Publish")
    if to == State.PLANNED:
        return _("Back to the plan")
    return _("Begin the work") if issue.state == State.PLANNED else _("Take back into work")


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def issue_move(request, pk, site):
    issue, to = issue_or_404(pk), request.POST.get("to", "")
    if to not in State.values:
        raise Http404
    if request.POST.get("from") in State.values:
        issue.state = request.POST["from"]
    if not request.user.may(_right_for(issue, to)):
        raise PermissionDenied
    try:
        services.move_issue(issue=issue, to=to, by=request.user)
    except services.Moved:
        messages.error(request, _("Somebody moved this issue in the meantime. Nothing was changed."))
    except services.Empty:
        messages.error(request, _("There is no article in this issue yet."))
    except services.Missing as error:
        names = "、".join(f"{person.name}（{person.article.title}）" for person in error.people[:10])
        messages.error(
            request,
            _("Not yet: these people have not agreed to what stands here: %(names)s. Ask them, or take the article "
              "out.") % {"names": names},
        )  # fmt: skip
    else:
        messages.success(request, _("The issue is now: %(state)s.") % {"state": issue.get_state_display()})
    return redirect("admin:publications_issue_change", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def issue_edit(request, pk, site):
    issue = issue_or_404(pk)
    form = IssueForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(issue, name) for name in FIELDS}
    )
    if form.is_valid():
        try:
            services.edit_issue(issue=issue, by=request.user, **form.cleaned_data)
        except services.NumberTaken:
            form.add_error("number", _("This periodical has an issue of that number already."))
        except ChangedMeanwhile as error:
            tell_changed(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("admin:publications_issue_change", pk)
    return page(request, site, "issue_edit", str(issue), form=form, issue=issue, has_any=True)


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def issue_order(request, pk, site):
    """By numbers typed beside the articles, or by one arrow."""
    issue = issue_or_404(pk)
    try:
        services.order_articles(issue=issue, order=_order(request, issue), by=request.user)
    except services.IssueFixed:
        messages.error(request, fixed())
    return redirect("admin:publications_issue_change", pk)


def fixed() -> str:
    return _("This issue is approved: take it back into work before you change its articles.")


def _order(request, issue) -> list[int]:
    articles = list(issue.articles.in_order().values_list("pk", flat=True))
    moved = typed_number(request.POST.get("up") or request.POST.get("down"))
    if moved in articles:
        at = articles.index(moved)
        to = max(at - 1, 0) if request.POST.get("up") else at + 1
        articles.insert(to, articles.pop(at))
        return articles
    places = {pk: typed_number(request.POST.get(f"place-{pk}"), digits=5) for pk in articles}
    return sorted(articles, key=lambda pk: (places[pk] is None, places[pk] or 0, articles.index(pk)))


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def issue_files(request, pk, site):
    issue, form = issue_or_404(pk), FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("admin:publications_issue_change", pk)
    if form.cleaned_data["cover"] or request.POST.get("no-cover"):
        services.save_cover(issue=issue, upload=form.cleaned_data["cover"], by=request.user)
    if form.cleaned_data["printed"] or request.POST.get("no-printed"):
        services.save_printed(issue=issue, upload=form.cleaned_data["printed"], by=request.user)
    messages.success(request, _("Saved."))
    return redirect("admin:publications_issue_change", pk)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def issue_cover(request, pk, site):
    issue = issue_or_404(pk)
    if not issue.cover:
        raise Http404
    return shown_picture(issue.cover, kind=str(issue.cover.name).rpartition(".")[2])


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def issue_printed(request, pk, site):
    issue = issue_or_404(pk)
    if not issue.printed:
        raise Http404
    return private_file(issue.printed, name=f"{issue.periodical.slug}-{issue.number}", kind="pdf")


@admin.register(Issue)
class IssueAdmin(OwnPages):
    views = [
        ("", issue_list, "changelist"),
        ("add/", issue_add, "add"),
        ("<int:pk>/", issue_page, "change"),
        ("<int:pk>/edit/", issue_edit, "edit"),
        ("<int:pk>/move/", issue_move, "move"),
        ("<int:pk>/order/", issue_order, "order"),
        ("<int:pk>/files/", issue_files, "files"),
        ("<int:pk>/cover/", issue_cover, "cover"),
        ("<int:pk>/pdf/", issue_printed, "printed"),
    ]
