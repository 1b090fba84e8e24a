"""What the chapter does together, before and after."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alumni_office.saving.forms import first_values
from alumni_office.saving.pages import posted
from alumni_office.saving.versions import BothChanged
from alumni_office.ui.keyset import newest_first
from chapters.forms.writing import AttendanceForm, GatheringForm, NewGatheringForm
from chapters.queries.clock import in_both_zones
from chapters.queries.gatherings import coming, past
from chapters.services import writing

from .guards import TABS, Tab, officer_required, show, show_confirm, show_form
from .my_page import again

TABS.append(Tab(gettext_lazy("Gatherings"), "chapters:my-gatherings", 30))
EDIT = ["GET", "HEAD", "POST"]
BACK = "chapters:my-gatherings"


@require_safe
@officer_required
def my_gatherings(request, chapter):
    page = newest_first(past(chapter), request, size=20)
    to_come = list(coming(chapter)) if page.is_first else []
    for gathering in [*to_come, *page.rows]:
        gathering.hours = in_both_zones(gathering.starts_at, chapter)
    return show(request, chapter, "chapters/my_gatherings.html", {"page": page, "to_come": to_come})


@require_http_methods(EDIT)
@officer_required
def gathering_add(request, chapter):
    form = NewGatheringForm(posted(request), chapter=chapter)
    if form.is_valid():
        try:
            writing.add_gathering(chapter=chapter, key=form.cleaned_data["key"], values=form.values, by=request.user)
        except writing.FormUsed:
            form.add_error(None, _("Open the page again and press the button once more."))
        else:
            messages.success(request, _("Saved."))
            return redirect(BACK, chapter.pk)
    return show_form(request, chapter, form, title=_("Add a gathering"), back=BACK)


@require_http_methods(EDIT)
@officer_required
def gathering_edit(request, chapter, gathering_pk):
    gathering = _gathering(chapter, gathering_pk)
    first = first_values(gathering, GatheringForm)
    form = GatheringForm(posted(request), chapter=chapter, initial=first)
    return _edited(
        request, chapter, form, lambda: writing.edit_gathering(
            gathering=gathering, version=form.cleaned_data["version"], values=form.values, by=request.user
        ),
        fresh=lambda initial: GatheringForm(chapter=chapter, initial=initial), title=_("Edit the gathering"),
    )  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def gathering_attendance(request, chapter, gathering_pk):
    gathering = _gathering(chapter, gathering_pk)
    first = first_values(gathering, AttendanceForm)
    form = AttendanceForm(posted(request), initial=first)
    return _edited(
        request, chapter, form, lambda: writing.record_attendance(
            gathering=gathering, by=request.user, **form.cleaned_data
        ),
        fresh=lambda initial: AttendanceForm(initial=initial), title=_("Who came"), lead=gathering.title,
    )  # fmt: skip


def _edited(request, chapter, form, save, *, fresh, **words):
    meanwhile = None
    if form.is_valid():
        try:
            save()
        except BothChanged as error:
            # What the form does not hold stays as it is: the fields of the other form.
            form, meanwhile = fresh(again(error)), error.meanwhile
        except writing.Withdrawn:
            form.add_error(None, _("Somebody has cancelled it in the meantime. Nothing was saved."))
        except writing.NotYet:
            form.add_error(None, _("It lies in the future: nobody can have come yet."))
        else:
            messages.success(request, _("Saved."))
            return redirect(BACK, chapter.pk)
    status = 409 if meanwhile else None
    return show_form(request, chapter, form, back=BACK, meanwhile=meanwhile, status=status, **words)


@require_http_methods(EDIT)
@officer_required
def gathering_cancel(request, chapter, gathering_pk):
    gathering = get_object_or_404(chapter.gatherings, pk=gathering_pk)
    if request.method != "POST":
        return _cancel_confirm(request, chapter, gathering)
    if writing.cancel_gathering(gathering=gathering, by=request.user):
        messages.success(request, _("Cancelled. It stays in this list."))
    else:
        messages.error(request, _("It has taken place, or is cancelled already."))
    return redirect(BACK, chapter.pk)


def _cancel_confirm(request, chapter, gathering):
    if gathering.cancelled_at or gathering.attendance is not None:
        return redirect(BACK, chapter.pk)
    return show_confirm(
        request, chapter, title=_("Cancel the gathering"), what=gathering.title, verb=_("Cancel the gathering"),
        back=BACK, lead=_("It goes from the chapter’s page and cannot be put back; in your list it stays as "
                          "cancelled. Nobody is told by mail: write a notice for that."),
    )  # fmt: skip


def _gathering(chapter, pk):
    return get_object_or_404(chapter.gatherings.filter(cancelled_at__isnull=True), pk=pk)
