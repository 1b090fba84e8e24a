"""The four steps of the roster wizard."""

from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.rosters import ChoicesForm, ColumnsForm, UploadForm
from alumni.models import Roster, RosterRow
from alumni.queries.rosters import preview, rows
from alumni.services import rosters
from alumni_office.accounts.roles import Permission
from alumni_office.history import services as history
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import tasks
from alumni_office.ui.keyset import newest_first

from .guards import requires

State = Roster.State
LIST = 30
importers = requires(Permission.ROSTER_IMPORT)


def own_roster(request, pk) -> Roster:
    visible = Roster.objects.visible_to(request.user).select_related("college", "job", "uploaded_by")
    return get_object_or_404(visible, pk=pk)


def page_of(request, site, template, roster, step, **context):
    context |= {
        "title": _("Import rosters"),
        "roster": roster,
        "step": step,
        "is_working": bool(roster.job and roster.job.is_open),
        "may_watch": bool(roster.job and (roster.job.by_id == request.user.pk or request.user.is_superuser)),
    }
    return TemplateResponse(request, template, site.each_context(request) | context)


@require_safe
@never_cache
@importers
def roster_list(request, site):
    visible = Roster.objects.visible_to(request.user).select_related("college", "uploaded_by", "job")
    page = newest_first(visible, request, size=LIST)
    context = site.each_context(request) | {"title": _("Import rosters"), "page": page}
    return TemplateResponse(request, "admin/alumni/roster_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@importers
def roster_add(request, site):
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    same = None
    if request.method == "POST" and form.is_valid():
        try:
            roster = rosters.upload_roster(by=request.user, **form.arguments)
        except rosters.SameFile as known:
            same = known.roster
        except rosters.TooLarge as refusal:
            form.add_error("file", str(refusal))
        else:
            tasks.run.delay_on_commit(roster.job_id)
            return redirect("admin:alumni_roster_columns", roster.pk)
    context = {"title": _("Import rosters"), "form": form, "same": same, "step": 1}
    return TemplateResponse(request, "admin/alumni/roster_add.html", site.each_context(request) | context)


@require_safe
@importers
def roster_open(request, pk):
    """To the step at which the roster stands."""
    roster = own_roster(request, pk)
    steps = {State.UPLOADED: "columns", State.REFUSED: "columns", State.CHECKED: "review"}
    return redirect(f"admin:alumni_roster_{steps.get(roster.state, 'result')}", roster.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@importers
def roster_columns(request, pk, site):
    roster = own_roster(request, pk)
    unknown = {
        "unknown_colleges": rows.unknown_names(roster, "college_unknown"),
        "unknown_schools": rows.unknown_names(roster, "school_unknown"),
    }
    form = ColumnsForm(request.POST or None, roster=roster, user=request.user, **unknown)
    if request.method == "POST" and form.is_valid():
        try:
            roster = rosters.correct_roster(roster=roster, by=request.user, **form.arguments)
        except rosters.NotNow:
            messages.error(request, _("This roster is being worked on, or is already imported. Nothing was changed."))
        else:
            tasks.run.delay_on_commit(roster.job_id)
        return redirect("admin:alumni_roster_columns", roster.pk)
    return page_of(
        request, site, "admin/alumni/roster_columns.html", roster, 2, form=form, sheets=sheets_of(roster, form),
        unknown=[(form[name], count) for name, _text, count in form.colleges + form.schools],
        refusal=rosters.refusal_of(roster),
        left_out=[sheet for sheet, about in roster.mappings.get("sheets", {}).items() if not about.get("mapping")],
        may_correct=roster.state in (State.UPLOADED, State.CHECKED, State.REFUSED),
    )  # fmt: skip


def sheets_of(roster, form):
    """[(sheet, header row, [(column, form field)])] for the page."""
    shown = []
    for sheet, fields in form.sheets:
        mapping = roster.mappings["sheets"][sheet]["mapping"]
        columns = [(column, form[name]) for column, (name, _index) in zip(mapping["columns"], fields, strict=True)]
        shown.append((sheet, mapping["header_row"], mapping.get("remembered"), columns))
    return shown


@require_safe
@never_cache
@importers
def roster_review(request, pk, site):
    roster = own_roster(request, pk)
    if roster.state == State.UPLOADED or roster.state == State.REFUSED:
        return redirect("admin:alumni_roster_columns", pk)
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in RosterRow.Outcome.values else ""
    page = rows.row_page(
        roster, outcome=chosen, after=number(request.GET.get("after", "")), kept=request.GET.get("kept") == "1"
    )
    counts = rows.outcome_counts(roster)
    total = sum(counts.values())
    sheets = preview.show(roster, page, request.user)
    if seen := preview.people_shown(sheets):
        history.record_access(
            action=AccessRecord.Action.REVEAL, target="alumni.roster", target_id=pk, count=len(seen), by=request.user
        )
    return page_of(
        request, site, "admin/alumni/roster_review.html", roster, 3 if roster.state == State.CHECKED else 4,
        page=page, older=older(request, page), sheets=sheets, chosen=chosen,
        total=total,
        figures=[(outcome, outcome.label, counts[outcome]) for outcome in RosterRow.Outcome],
        undecided=rows.undecided(roster), decided=rows.decided(roster),
        sure=counts["created"] + counts["updated"] + counts["unchanged"],
        may_decide=roster.state in (State.CHECKED, State.APPLIED),
    )  # fmt: skip


def older(request, page) -> str:
    if not page.after:
        return ""
    query = request.GET.copy()
    query["after"] = page.after
    return "?" + query.urlencode()


def number(text) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@require_POST
@importers
def roster_choices(request, pk):
    roster = own_roster(request, pk)
    wanted = [number(name.removeprefix("row-")) for name in request.POST if name.startswith("row-")]
    form = ChoicesForm(request.POST, rows=list(roster.rows.filter(pk__in=wanted).select_related("roster")))
    back = f"{request.POST.get('query', '')}"
    if form.is_valid():
        refused = decide(request, form.answers)
        if refused:
            messages.error(request, _("Some choices could not be kept; the rows show what is chosen now."))
        else:
            messages.success(request, _("Your choices are kept."))
    target = redirect("admin:alumni_roster_review", roster.pk)
    target["Location"] += "?outcome=ambiguous" + (f"&after={number(back)}" if number(back) else "")
    return target


def decide(request, answers) -> int:
    refused = 0
    for row, decision in answers:
        try:
            rosters.decide_row(row=row, decision=decision, by=request.user)
        except (rosters.NotNow, rosters.NoSuchChoice):
            refused += 1
    return refused


@require_POST
@importers
def roster_import(request, pk):
    return begin(request, pk, rosters.start_import)


def begin(request, pk, start):
    roster = own_roster(request, pk)
    try:
        job = start(roster=roster, by=request.user)
    except rosters.NotNow:
        messages.error(request, _("This roster is being worked on already. Nothing was started."))
    else:
        tasks.run.delay_on_commit(job.pk)
    return redirect("admin:alumni_roster_result", pk)


@require_safe
@never_cache
@importers
def roster_result(request, pk, site):
    roster = own_roster(request, pk)
    if roster.state in (State.UPLOADED, State.REFUSED, State.CHECKED):
        return redirect("admin:alumni_roster_change", pk)
    counts = rows.outcome_counts(roster)
    return page_of(
        request, site, "admin/alumni/roster_result.html", roster, 4,
        figures=[(outcome, outcome.label, counts[outcome]) for outcome in RosterRow.Outcome],
        total=sum(counts.values()),
        undecided=rows.undecided(roster), decided=rows.decided(roster),
        not_taken=counts["rejected"] + counts["ambiguous"], kept=rows.kept(roster),
    )  # fmt: skip


@require_safe
@never_cache
@importers
def roster_rejected(request, pk):
    roster = own_roster(request, pk)
    file = rosters.rejected_workbook(roster=roster, by=request.user)
    stem = roster.filename.rsplit(".", 1)[0]
    response = FileResponse(file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    rejected = pgettext("rows", "rejected")
    name = quote(f"{stem}-{rejected}.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"rejected.xlsx\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@importers
def roster_undo(request, pk, site):
    if request.method == "POST":
        return begin(request, pk, rosters.start_undo)
    roster = own_roster(request, pk)
    return page_of(
        request, site, "admin/alumni/roster_undo.html", roster, 4, numbers=rows.written(roster),
        may_undo=roster.state in (State.APPLIED, State.APPLYING) and not (roster.job and roster.job.is_open),
    )  # fmt: skip
