"""The congress on the pages of a chapter's officers: whom the chapter sends."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alumni_office.mail import tasks as mail
from chapters.forms.congress import PersonForm, SearchForm
from chapters.models import Congress, Delegate, Membership
from chapters.queries.congress import nameable
from chapters.queries.congress.delegations import latest_delegation
from chapters.services import congress as services

from .guards import TABS, Tab, frame, officer_required

TABS.append(Tab(gettext_lazy("Congress"), "chapters:my-congress", 60))


@require_safe
@officer_required
def my_congress(request, chapter):
    row = latest_delegation(chapter)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = frame(chapter, request) | {"row": row, "form": form, "asked": words, "most": nameable.MOST}
    if row is None:
        upcoming = Congress.objects.exclude(state=Congress.State.CLOSED).order_by("starts_on").first()
        return render(request, "chapters/my_congress.html", context | {"upcoming": upcoming})
    may_name = row.congress.state == Congress.State.NOMINATING
    context |= {
        "congress": row.congress, "may_name": may_name,
        # Known to the officers who sent them, also when they left the chapter since.
        "delegates": row.delegates.select_related("alumnus").order_by(F("number").asc(nulls_last=True), "pk"),
        "found": nameable.of_members(chapter, request.user.alumnus, row.congress, words)
        if may_name and row.free > 0 else [],
    }  # fmt: skip
    return render(request, "chapters/my_congress.html", context)


@require_POST
@officer_required
def delegate_name(request, chapter):
    row, form = latest_delegation(chapter), PersonForm(request.POST)
    if row is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Choose a person."))
        return redirect("chapters:my-congress", chapter.pk)
    members = Membership.objects.seen_by_officer(request.user.alumnus).members().filter(chapter=chapter)
    member = get_object_or_404(members.select_related("alumnus"), alumnus=form.cleaned_data["person"])
    try:
        _row, message = services.name_delegate(delegation=row, person=member.alumnus, by=request.user)
    except services.Refused as error:
        messages.error(request, error.sentence)
    else:
        _tell(request, message, member.alumnus.name, _("%(name)s is named.") % {"name": member.alumnus.name})
    return redirect("chapters:my-congress", chapter.pk)


@require_POST
@officer_required
def delegate_withdraw(request, chapter, delegate):
    row = get_object_or_404(Delegate.objects.select_related("alumnus"), pk=delegate, delegation__chapter=chapter)
    try:
        message = services.withdraw_delegate(delegate=row, by=request.user)
    except services.Refused as error:
        messages.error(request, error.sentence)
    else:
        told = _("%(name)s is withdrawn; the seat is free.") % {"name": row}
        _tell(request, message, str(row), told)
    return redirect("chapters:my-congress", chapter.pk)


def _tell(request, message, name, sentence):
    if message is None:
        messages.warning(request, sentence + " " + _("There is no address for %(name)s: please tell.") % {"name": name})
        return
    mail.deliver.delay_on_commit(message.pk)
    messages.success(request, sentence + " " + _("A mail says so."))
