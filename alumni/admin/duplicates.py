"""Possible duplicates, best first; merging, and taking merges back."""

from django.apps import apps
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.duplicates import MergeForm, UndoForm
from alumni.models import Alumnus, DuplicateCandidate, Merge
from alumni.queries.duplicates import pairs as waiting
from alumni.queries.person import Contacts, contacts_for
from alumni.services import duplicates, merging
from alumni.services.duplicates import reasons
from alumni.services.merging.comparison import compare
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.htmx import render_page
from alumni_office.ui.keyset import newest_first

from .guards import requires


@admin.register(DuplicateCandidate)
class DuplicateAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", duplicate_list, "duplicatecandidate_changelist"),
            ("", duplicate_list, "duplicate_list"),
            ("<int:pk>/", duplicate_pair, "duplicate_pair"),
            ("<int:pk>/reveal/", duplicate_reveal, "duplicate_reveal"),
            ("<int:pk>/dismiss/", duplicate_dismiss, "duplicate_dismiss"),
            ("merge/<int:one>/<int:other>/", merge_create, "merge_create"),
            ("merges/", merge_list, "merge_list"),
            ("merges/<int:pk>/undo/", merge_undo, "merge_undo"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"alumni_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.ALUMNI_MERGE)


@require_safe
@requires(Permission.ALUMNI_MERGE)
def duplicate_list(request, site):
    page = waiting.page(request.user, request.GET.get("after", ""))
    lines = waiting.school_lines({pk for pair in page.pairs for pk in (pair.low_id, pair.high_id)})
    for pair in page.pairs:
        pair.sides = [(person, lines.get(person.pk, "")) for person in (pair.low, pair.high)]
        pair.agreements = reasons.agreements(pair.reasons)
        pair.differences = reasons.differences(pair.reasons)
    context = site.each_context(request) | {
        "title": _("Possible duplicates"),
        "page": page,
    }
    return render_page(request, "admin/alumni/duplicate_list.html", context, partial="pairs")


@require_safe
@requires(Permission.ALUMNI_MERGE)
def duplicate_pair(request, pk, site):
    if waiting.is_decided(request.user, pk):
        return _decided_before(request)
    return _show(request, _pair_or_404(request, pk), site)


@require_POST
@requires(Permission.ALUMNI_MERGE)
@requires(Permission.CONTACT_VIEW)
def duplicate_reveal(request, pk, site):
    return _show(request, _pair_or_404(request, pk), site, reveal=True)


@require_POST
@requires(Permission.ALUMNI_MERGE)
def duplicate_dismiss(request, pk, site):
    if waiting.is_decided(request.user, pk):
        return _decided_before(request)
    pair = _pair_or_404(request, pk)
    following = waiting.next_of(request.user, pair)
    duplicates.dismiss(pair=pair, by=request.user)
    messages.success(request, _("Remembered: %(name)s and %(other)s are not the same person.") % _names(pair))
    return _go_on(following)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ALUMNI_MERGE)
def merge_create(request, one, other, site):
    """Merge two people, proposed or not."""
    if waiting.are_merged(request.user, one, other):
        return _decided_before(request)
    people = _people_or_404(request, one, other)
    pair = DuplicateCandidate.objects.filter(low=people[0], high=people[1]).first()
    pair = pair or DuplicateCandidate(low=people[0], high=people[1], score=0)
    if request.method != "POST":
        return _show(request, pair, site)
    form = MergeForm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, _("Choose which of the two records stays."))
        return _show(request, pair, site)
    following = waiting.next_of(request.user, pair) if pair.pk else None
    try:
        merge = merging.merge_alumni(by=request.user, **form.cleaned_data)
    except merging.MergeRefused as refused:
        messages.error(request, str(refused))
        return redirect("admin:alumni_duplicate_list")
    said = _("%(name)s is one record now. The merge can be undone at any time.") % {"name": merge.kept}
    undo = reverse("admin:alumni_merge_undo", args=[merge.pk])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, undo, _("Undo the merge")))
    return _go_on(following)


@require_safe
@requires(Permission.ALUMNI_MERGE)
def merge_list(request, site):
    merges = Merge.objects.visible_to(request.user).select_related("kept", "dropped", "by", "undone_by")
    page = newest_first(merges, request, size=25)
    context = site.each_context(request) | {"title": _("Merges"), "page": page}
    return render_page(request, "admin/alumni/merge_list.html", context, partial="merges")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ALUMNI_MERGE)
def merge_undo(request, pk, site):
    merge = get_object_or_404(Merge.objects.visible_to(request.user).select_related("kept", "dropped"), pk=pk)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            undone = merging.undo_merge(merge=merge, by=request.user)
            if form.cleaned_data["are_different"]:
                duplicates.remember_different(one=merge.kept, other=merge.dropped, by=request.user)
        _say_what_was_undone(request, undone)
        return redirect("admin:alumni_merge_list")
    undone = None if merge.undone_at else merging.forecast(merge=merge, by=request.user)
    context = site.each_context(request) | {"title": _("Undo this merge?"), "merge": merge, "form": form}
    if undone is not None:
        context |= {"numbers": _numbers(undone), "left": len(undone.left) + undone.other_apps}
    return TemplateResponse(request, "admin/alumni/merge_undo.html", context)


def _show(request, pair, site, *, reveal=False):
    people = (pair.low, pair.high)
    with transaction.atomic():
        for person in people:
            record_access(
                action=AccessRecord.Action.REVEAL if reveal else AccessRecord.Action.VIEW,
                target=Alumnus._meta.label_lower, target_id=person.pk, by=request.user,
            )  # fmt: skip
        shown = [contacts_for(request.user, person, reveal=reveal) for person in people]
        how = Contacts.HIDDEN if Contacts.HIDDEN in shown else shown[0]
        comparison = compare(*people, how)
    following = waiting.next_of(request.user, pair) if pair.pk else None
    context = site.each_context(request) | {
        "title": _("One person or two?"),
        "pair": pair,
        "comparison": comparison,
        "agreements": reasons.agreements(pair.reasons),
        "differences": reasons.differences(pair.reasons),
        "following": following,
        "may_reveal": how is Contacts.MASKED and pair.pk,
    }
    return TemplateResponse(request, "admin/alumni/duplicate_pair.html", context)


def _pair_or_404(request, pk):
    pairs = DuplicateCandidate.objects.open().visible_to(request.user)
    return get_object_or_404(pairs.select_related("low", "high"), pk=pk)


def _people_or_404(request, one, other):
    people = list(
        Alumnus.objects.visible_to(request.user, Permission.ALUMNI_MERGE).filter(pk__in=(one, other)).order_by("pk")
    )
    if len(people) != 2:
        raise Http404
    return people


def _decided_before(request):
    """Answer a second press, or a page from before the decision."""
    messages.info(request, _("This pair was decided before. Nothing was changed now."))
    return redirect("admin:alumni_duplicate_list")


def _go_on(following):
    if following is None:
        return redirect("admin:alumni_duplicate_list")
    return redirect("admin:alumni_duplicate_pair", following.pk)


def _names(pair):
    return {"name": pair.low.name, "other": pair.high.name}


def _numbers(undone):
    return [
        (apps.get_model(label)._meta.verbose_name_plural, count) for label, count in sorted(undone.given_back.items())
    ]


def _say_what_was_undone(request, undone):
    given = sum(undone.given_back.values())
    words = ngettext("%(count)d entry was given back.", "%(count)d entries were given back.", given) % {"count": given}
    messages.success(request, _("The merge was undone.") + " " + words)
    left = len(undone.left) + undone.other_apps
    if left:
        messages.warning(
            request,
            ngettext(
                "%(count)d entry was changed, moved or deleted by someone since and stays as it is.",
                "%(count)d entries were changed, moved or deleted by someone since and stay as they are.",
                left,
            )
            % {"count": left},
        )
