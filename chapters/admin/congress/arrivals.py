"""The session on the desk: it begins, delegates come, and the quorum is counted while they do."""

from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from chapters.forms.congress import ArrivalForm
from chapters.models import Congress, Delegate
from chapters.queries.congress.arriving import MOST, arriving
from chapters.services import congress as services

from .frame import congress_or_404, done, page, row_or_404, to


@require_POST
@requires(Permission.CONGRESS_EDIT)
def session_open(request, pk, site):
    congress = congress_or_404(request, pk)
    sentence = _("The congress is in session. Delegates can be checked in.")
    is_done = done(request, lambda: services.open_congress(congress=congress, by=request.user), sentence)
    return to("attendance" if is_done else "credentials", pk)


@require_safe
@never_cache
@requires(Permission.CHAPTER_VIEW)
def attendance(request, pk, site):
    """The page of arrivals; htmx asks for the count alone."""
    congress = congress_or_404(request, pk)
    if request.htmx:
        return page(request, site, congress, "attendance", part="#count", here="session", tab="attendance", title="")
    form = ArrivalForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    return page(
        request, site, congress, "attendance", here="session", tab="attendance", title=_("Attendance"),
        form=form, asked=words, most=MOST,
        found=arriving(congress, words) if words else [], is_open=congress.state == Congress.State.OPEN,
        latest=congress.delegates.present().select_related("alumnus", "delegation__chapter", "delegation__college")
        .order_by("-attended_at")[:MOST],
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def arrival_note(request, pk, site):
    row = row_or_404(request, Delegate, pk, "alumnus")
    told = {"number": row.number, "name": row}
    sentence = _("%(number)s %(name)s is present.") % told
    done(request, lambda: services.check_in(delegate=row, by=request.user), sentence)
    return to("attendance", row.congress_id)


@require_POST
@requires(Permission.CONGRESS_EDIT)
def arrival_undo(request, pk, site):
    row = row_or_404(request, Delegate, pk, "alumnus")
    sentence = _("%(number)s %(name)s is no longer noted as present.") % {
        "number": row.number,
        "name": row,
    }
    done(request, lambda: services.check_out(delegate=row, by=request.user), sentence)
    return to("attendance", row.congress_id)


VIEWS = [
    ("<int:pk>/open/", session_open, "open"),
    ("<int:pk>/attendance/", attendance, "attendance"),
    ("delegate/<int:pk>/came/", arrival_note, "came"),
    ("delegate/<int:pk>/gone/", arrival_undo, "gone"),
]
