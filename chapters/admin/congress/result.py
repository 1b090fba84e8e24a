"""The end of a congress on the desk: closing, the result, and its files."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.downloads import private_file
from chapters.models import Congress, Document, Office
from chapters.queries.congress.standing_for import election_lines
from chapters.services import congress as services
from chapters.services.congress.papers import arithmetic

from .frame import congress_or_404, done, page, to


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONGRESS_EDIT)
def congress_close(request, pk, site):
    congress = congress_or_404(request, pk)
    if request.method == "POST":
        sentence = _("The congress is closed; its council is in office for its term.")
        if not done(request, lambda: services.close_congress(congress=congress, by=request.user), sentence):
            return to("close", pk)
        congress.refresh_from_db()
        done(request, lambda: services.write_results(congress=congress, by=request.user))
        return to("result", pk)
    lines = election_lines(congress)
    elected = [(line.election, one) for line in lines for one in line.candidates if one.is_elected]
    return page(
        request, site, congress, "close", here="result", title=_("Close the congress"), elected=elected,
        is_open=congress.state == Congress.State.OPEN,
    )  # fmt: skip


@require_safe
@requires(Permission.CHAPTER_VIEW)
def congress_result(request, pk, site):
    congress = congress_or_404(request, pk)
    return page(
        request, site, congress, "result", here="result", title=_("Result of the congress"),
        motions=[(motion, arithmetic(motion)) for motion in congress.motions.filter(voted_at__isnull=False)],
        lines=[line for line in election_lines(congress) if line.outcome],
        offices=Office.objects.filter(term__congress=congress).select_related("alumnus", "term").order_by("pk"),
        documents=congress.documents.filter(kind=Document.Kind.RESULT).order_by("-pk"),
        is_closed=congress.state == Congress.State.CLOSED,
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def result_write(request, pk, site):
    congress = congress_or_404(request, pk)
    sentence = _("The result is written anew.")
    done(request, lambda: services.write_results(congress=congress, by=request.user), sentence)
    return to("result", pk)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def result_file(request, pk, site):
    rows = Document.objects.filter(congress__in=Congress.objects.seen_whole_by(request.user))
    document = get_object_or_404(rows, pk=pk)
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Document._meta.label_lower, target_id=document.pk, by=request.user,
        criteria={"congress": document.congress_id},
    )  # fmt: skip
    name = document.name.removesuffix(f".{document.form}")
    return private_file(document.file, name=name, kind=document.form)


VIEWS = [
    ("<int:pk>/close/", congress_close, "close"),
    ("<int:pk>/result/", congress_result, "result"),
    ("<int:pk>/result/write/", result_write, "write"),
    ("document/<int:pk>/", result_file, "document"),
]
