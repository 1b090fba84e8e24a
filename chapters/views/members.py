"""A chapter's members as its officers see them: the list, who asks to join, the file, invitations."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import tasks as jobs
from alumni_office.saving.pages import posted
from alumni_office.ui.downloads import private_file
from alumni_office.ui.keyset import newest_first
from chapters.forms.members import ExportForm, ReasonForm
from chapters.models import Membership
from chapters.queries import members as queries
from chapters.queries.invitations import invitable
from chapters.services import invitations, members

from .guards import TABS, Tab, frame, officer_required

TABS.append(Tab(gettext_lazy("Members"), "chapters:my-members", order=10))
SIZE = 50


@require_safe
@officer_required
@transaction.atomic
def my_members(request, chapter):
    """Each look is a line in the access log, for those who stand on the page."""
    officer, words = request.user.alumnus, request.GET.get("q", "").replace("\x00", "")[:60]
    found = queries.seen(chapter, officer, words)
    page = newest_first(queries.with_pieces(found.members()), request, size=SIZE)
    lines = queries.lines(page.rows)
    asking = queries.lines(queries.with_pieces(found.filter(state=Membership.State.APPLIED).order_by("pk")))
    _log_look(request.user, chapter, [*lines, *asking])
    context = frame(chapter, request) | {
        "lines": lines, "page": page, "asking": asking, "words": words, "numbers": queries.numbers(chapter, officer),
        "invitable": invitable(chapter).count() if chapter.is_living else 0,
    }  # fmt: skip
    return render(request, "chapters/my_members.html", context)


def _log_look(user, chapter, lines) -> None:
    people = sorted({line.membership.alumnus_id for line in lines})
    if people:
        record_access(
            action=AccessRecord.Action.VIEW, target=Membership._meta.label_lower, target_id=chapter.pk, by=user,
            count=len(people), people=people,
            criteria={"officer_of": chapter.name, "columns": queries.columns(lines)},
        )  # fmt: skip


def seen_or_404(request, chapter, pk, state) -> Membership:
    found = queries.seen(chapter, request.user.alumnus).filter(pk=pk, state=state).select_related("alumnus").first()
    if found is None:
        raise Http404
    return found


@require_POST
@officer_required
def admit(request, chapter, membership):
    found = seen_or_404(request, chapter, membership, Membership.State.APPLIED)
    if members.admit(membership=found, by=request.user):
        messages.success(request, _("%(name)s is a member.") % {"name": found.alumnus.name})
    return redirect("chapters:my-members", chapter.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def refuse(request, chapter, membership):
    found = seen_or_404(request, chapter, membership, Membership.State.APPLIED)
    said = {"title": _("Do not admit %(name)s"), "verb": _("Do not admit"), "done": _("Noted. The person is told.")}
    return _with_reason(request, chapter, found, members.refuse, said)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def end(request, chapter, membership):
    found = seen_or_404(request, chapter, membership, Membership.State.MEMBER)
    said = {
        "title": _("End the membership of %(name)s"),
        "verb": _("End the membership"),
        "done": _("Noted. The person is told."),
    }
    return _with_reason(request, chapter, found, members.end, said)


def _with_reason(request, chapter, found, service, said):
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        if service(membership=found, by=request.user, **form.cleaned_data):
            messages.success(request, said["done"])
        return redirect("chapters:my-members", chapter.pk)
    title = said["title"] % {"name": found.alumnus.name}
    context = frame(chapter, request) | {"form": form, "title": title, "verb": said["verb"], "is_danger": True}
    return render(request, "chapters/my_members_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def export(request, chapter):
    form = ExportForm(posted(request))
    if form.is_bound and form.is_valid():
        content = members.export(
            chapter=chapter, officer=request.user.alumnus, by=request.user, **form.cleaned_data
        )  # fmt: skip
        kind = form.cleaned_data["file_format"]
        return private_file(ContentFile(content), name=f"members-{chapter.pk}", kind=kind)
    lead = _("The file holds what the page shows: members who agreed, and what each of them opened.")
    context = frame(chapter, request) | {
        "form": form, "title": _("Take the list of members as a file"), "lead": lead, "verb": _("Take the file"),
    }  # fmt: skip
    return render(request, "chapters/my_members_form.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def invite(request, chapter):
    try:
        job = invitations.start_invitations(chapter=chapter, by=request.user)
    except invitations.NotLiving:
        messages.warning(request, _("The chapter takes no members at present: nobody was invited."))
    else:
        jobs.run.delay_on_commit(job.pk)
        said = ngettext("%(number)s invitation goes out.", "%(number)s invitations go out.", job.total)
        messages.success(request, said % {"number": job.total})
    return redirect("chapters:my-members", chapter.pk)
