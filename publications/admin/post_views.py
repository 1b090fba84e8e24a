"""One distribution from the audience to the parcels."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni.intake.refusal import Refused
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks
from publications.forms.post import DistributionForm, LabelForm, MoveForm, SentForm, TrackingForm
from publications.models import Distribution, Parcel
from publications.queries import post as queries
from publications.queries.audience import Audience
from publications.queries.reach import REASONS, reach
from publications.services import post

TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
PAGE = "admin:publications_distribution_change"


def posting(view):
    """Let in who may send by post, and see addresses: they stand on the labels."""
    return requires(Permission.POST_SEND)(requires(Permission.CONTACT_VIEW)(view))


def found(request, pk) -> Distribution:
    return get_object_or_404(Distribution.objects.visible_to(request.user).select_related("job"), pk=pk)


@require_safe
@posting
def distribution_list(request, site):
    rows = Distribution.objects.visible_to(request.user).select_related("created_by").order_by("-pk")
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    context = site.each_context(request) | {"title": _("Printed issues by post"), "page": page}
    return TemplateResponse(request, "admin/publications/distribution_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@posting
def add(request, site):
    form = DistributionForm(request.POST if request.method == "POST" else None, user=request.user)
    figures = None
    if form.is_bound and form.is_valid():
        audience: Audience = form.cleaned_data["audience"]
        if "save" in request.POST:
            made = post.make_distribution(
                values=form.values, audience=audience, key=form.cleaned_data["key"], by=request.user
            )
            return redirect(PAGE, made.pk)
        figures = reach(audience.people(request.user), queries.rules_of(Distribution(**form.values)))
    context = site.each_context(request) | {
        "title": _("New distribution"), "form": form, "figures": figures,
        "reasons": [(REASONS[each], number) for each, number in figures.left_out.items()] if figures else [],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/publications/distribution_add.html", context, status=status)


@require_safe
@posting
def detail(request, pk, site):
    return _page(request, site, found(request, pk))


def _page(request, site, row, *, status=200, **forms):
    rows = queries.parcels(row, words=request.GET.get("q", ""), state=request.GET.get("state", ""))
    context = site.each_context(request) | {
        "title": row.title, "distribution": row, "audience": queries.in_words(row.audience),
        "left_out": queries.left_out(row), "states": [
            (state, Parcel.State(state).label, number) for state, number in queries.counts(row).items()
        ],
        "page": Paginator(rows, queries.PAGE).get_page(request.GET.get("page")), "words": request.GET.get("q", ""),
        "moves": row.moves.select_related("by")[:20],
        "label_form": LabelForm(), "sent_form": SentForm(), "move_form": MoveForm(), "tracking_form": TrackingForm(),
        **forms,
    }  # fmt: skip
    return TemplateResponse(request, "admin/publications/distribution_detail.html", context, status=status)


@require_POST
@posting
def prepare(request, pk, site):
    try:
        job = post.start_preparing(distribution=found(request, pk), by=request.user)
    except post.NotNow:
        messages.error(request, _("Parcels are on their way already, or the labels are being made."))
    else:
        tasks.run.delay_on_commit(job.pk)
    return redirect(PAGE, pk)


@require_POST
@posting
def labels(request, pk, site):
    row = found(request, pk)
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _page(request, site, row, status=422, label_form=form)
    chosen, skip = form.cleaned_data["form"], form.cleaned_data["skip"] or 0
    extension = post.FORMATS[chosen]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"labels.{extension}"
        try:
            post.labels_pdf(distribution=row, path=path, form=chosen, skip=skip, by=request.user)
        except post.NothingToPrint:
            messages.warning(request, _("No parcel is ready to be sent."))
            return redirect(PAGE, pk)
        content = path.read_bytes()
    response = HttpResponse(content, content_type=TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="labels-{pk}.{extension}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@posting
def sent(request, pk, site):
    row = found(request, pk)
    form = SentForm(request.POST)
    if form.is_valid():
        try:
            number = post.mark_sent(distribution=row, by=request.user, **form.cleaned_data)
        except post.NotThatMany:
            form.add_error(None, _("There are not so many copies in stock."))
        else:
            messages.success(
                request, ngettext("%(count)s parcel is on its way.", "%(count)s parcels are on their way.", number)
                % {"count": number},
            )  # fmt: skip
            return redirect(PAGE, pk)
    return _page(request, site, row, status=422, sent_form=form)


@require_POST
@posting
def copies(request, pk, site):
    row = found(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            post.move_copies(distribution=row, by=request.user, **form.cleaned_data)
        except post.NotThatMany:
            form.add_error("copies", _("There are not so many copies in stock."))
        else:
            messages.success(request, _("Written down."))
            return redirect(PAGE, pk)
    return _page(request, site, row, status=422, move_form=form)


@require_POST
@posting
def tracking(request, pk, site):
    row = found(request, pk)
    form = TrackingForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            lines = _read(form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
        except post.NoColumns:
            form.add_error("file", _("No line with the titles “code” and “tracking number” was found in this file."))
        else:
            done = post.record_numbers(
                distribution=row, lines=lines, carrier=form.cleaned_data["carrier"], by=request.user
            )
            return _page(request, site, row, lines=[line for line in done if line.outcome not in ("written", "same")],
                         written=sum(line.outcome == "written" for line in done), is_read=True)  # fmt: skip
    return _page(request, site, row, status=422, tracking_form=form)


def _read(upload) -> list[post.Line]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet"
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        return post.read_numbers(path, filename=upload.name)
