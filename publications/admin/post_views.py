"""One distribution from the audience to the parcels."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks
from publications.forms.post import DistributionForm, LabelForm, MoveForm, SentForm, TrackingForm
from publications.models import Distribution, Parcel
from publications.queries import post as queries
from publications.queries.audience import Audience
from publications.queries.reach import REASONS, about
from publications.services import post

PAGE = "admin:publications_distribution_change"


def posting(view):
    """Let in who may send by post, and see addresses: they stand on the labels."""
    return requires(Permission.POST_SEND)(requires(Permission.CONTACT_VIEW)(view))


def found(request, pk) -> Distribution:
    return get_object_or_404(
        Distribution.objects.visible_to(request.user).select_related("job", "print_job", "issue"), pk=pk
    )


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
    if form.is_bound and form.is_valid() and "save" in request.POST:
        made = post.make_distribution(
            values=form.values, audience=form.cleaned_data["audience"], key=form.cleaned_data["key"], by=request.user
        )
        return redirect(PAGE, made.pk)
    return _form(request, site, form, _("New distribution"))


@require_http_methods(["GET", "HEAD", "POST"])
@posting
def edit(request, pk, site):
    row = found(request, pk)
    form = DistributionForm(request.POST if request.method == "POST" else None, user=request.user, **_standing(row))
    if form.is_bound and form.is_valid() and "save" in request.POST:
        try:
            post.change_distribution(
                distribution=row, version=form.cleaned_data["version"] or 0, values=form.values,
                audience=form.cleaned_data["audience"], by=request.user,
            )  # fmt: skip
        except post.NotNow:
            messages.error(request, _("Parcels are on their way already, or the labels are being made."))
            return redirect(PAGE, pk)
        except post.Changed:
            form.add_error(None, _("Somebody changed this meanwhile. Open the page again and look."))
        except post.NotThatMany:
            form.add_error("printed", _("More copies than these are gone already."))
        else:
            return redirect(PAGE, pk)
    return _form(request, site, form, _("Change what is sent"), row)


def _standing(row: Distribution) -> dict:
    """What stands in the form: the row, and its audience as far as it still exists."""
    names = [*DistributionForm.WHAT, "key", "version"]
    return {"initial": {name: getattr(row, name) for name in names}, "audience": Audience.standing(row.audience)}


def _form(request, site, form, title: str, row: Distribution | None = None):
    """The form, with the figures of the readers that are chosen in it."""
    figures = None
    if form.is_bound and form.is_valid():
        rules = queries.rules_of(Distribution(**form.values))
        figures = about(form.cleaned_data["audience"], request.user, rules)
    context = site.each_context(request) | {
        "title": title, "form": form, "figures": figures, "distribution": row,
        "reasons": [(REASONS[each], number) for each, number in figures.left_out.items()] if figures else [],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/publications/distribution_form.html", context, status=status)


@require_safe
@posting
def detail(request, pk, site):
    return page(request, site, found(request, pk))


def page(request, site, row, *, status=200, **forms):
    asked = {"words": request.GET.get("q", ""), "state": request.GET.get("state", "")}
    counts = queries.counts(row)
    context = site.each_context(request) | asked | {
        "title": row.title, "distribution": row, "audience": queries.in_words(row.audience),
        "left_out": queries.left_out(row), "way": queries.way(row, counts), "counts": counts,
        "parcels": sum(counts.values()),
        "states": [(state, Parcel.State(state).label, number) for state, number in counts.items()],
        "page": Paginator(queries.parcels(row, **asked), queries.PAGE).get_page(request.GET.get("page")),
        "moves": row.moves.select_related("by")[:20], "is_much": counts.get(Parcel.State.READY, 0) > post.AT_ONCE,
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
    return page(request, site, row, status=422, sent_form=form)


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
    return page(request, site, row, status=422, move_form=form)


@require_POST
@posting
def close(request, pk, site):
    number = post.close_distribution(distribution=found(request, pk), by=request.user)
    if number is None:
        messages.error(request, _("Nothing is going out."))
    elif number:
        messages.success(
            request, ngettext("Closed; %(count)s parcel that was still here is taken out.",
                              "Closed; %(count)s parcels that were still here are taken out.", number)
            % {"count": number},
        )  # fmt: skip
    else:
        messages.success(request, _("Closed. What comes back can still be recorded."))
    return redirect(PAGE, pk)
