"""What the contact person of a reunion does: invites classmates, notes what was heard of them, gives the day back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni.queries.circle import class_members
from alumni.services import hints
from alumni_office.mail import tasks as mail
from events.forms.reunions import CancelForm, InviteForm, MarkForm
from events.queries.reunions import mine as queries
from events.services import reunions

from .reunions import contact_required


@require_POST
@contact_required
def invite(request, reunion, degree):
    offered = [mate.person.pk for mate in queries.mates_of(reunion, request.user.alumnus, degree) if mate.may_invite]
    form = InviteForm(request.POST, offered=offered)
    if not form.is_valid():
        messages.error(request, _("Tick whom you want to invite. Nobody was invited."))
        return redirect(reunion)
    ids = form.cleaned_data["people"]
    try:
        sent = reunions.invite_opened(reunion=reunion, person=request.user.alumnus, ids=ids, by=request.user)
    except reunions.NotNow:
        messages.error(request, _("Invitations go out once the college has confirmed the day."))
        return redirect(reunion)
    for message in sent:
        mail.deliver.delay_on_commit(message.pk)
    _said(request, len(sent), len(ids))
    return redirect(reunion)


def _said(request, sent: int, asked: int) -> None:
    if sent:
        done = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", sent)
        messages.success(request, done % {"n": sent})
    if left := asked - sent:
        missed = ngettext(
            "%(n)s classmate cannot be written to by mail, and finds the reunion on the own pages.",
            "%(n)s classmates cannot be written to by mail, and find the reunion on their own pages.", left,
        )  # fmt: skip
        messages.info(request, missed % {"n": left})


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def mark(request, reunion, degree, about_pk):
    people = class_members(degree).exclude(pk=degree.alumnus_id)
    about = get_object_or_404(people, pk=about_pk)
    row = reunion.classmates.filter(alumnus=about).first()
    said = {"answer": row.answer, "word": row.word} if row and not row.is_own else {"answer": "coming"}
    form = MarkForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid() and _marked(request, form, reunion, degree, about):
        return redirect(reunion)
    context = {"form": form, "reunion": reunion, "degree": degree, "about": about, "row": row}
    return render(request, "events/reunion_mark.html", context, status=422 if form.errors else 200)


def _marked(request, form, reunion, degree, about) -> bool:
    try:
        reunions.mark(reunion=reunion, degree=degree, about_id=about.pk, by=request.user, **form.cleaned_data)
    except reunions.OwnWord:
        form.add_error(None, _("%(name)s has answered meanwhile; that answer stands.") % {"name": about.name})
    except hints.TooMany:
        form.add_error(None, _("Thank you: that is all we can take from you today. Please go on tomorrow."))
    except (reunions.NotNow, reunions.NotOfTheClass):
        form.add_error(None, _("This reunion takes no answers any more. Nothing was changed."))
    else:
        messages.success(request, _("Noted."))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def cancel(request, reunion, degree):
    if not reunion.is_open:
        return redirect(reunion)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sent = reunions.cancel_reunion(reunion=reunion, by=request.user, **form.cleaned_data)
        except reunions.NotNow:
            messages.error(request, _("Somebody decided about this in the meantime. Nothing was changed."))
        else:
            for message in sent:
                mail.deliver.delay_on_commit(message.pk)
            messages.success(request, _("The reunion is cancelled, and everybody who was invited is told."))
        return redirect(reunion)
    context = {"form": form, "reunion": reunion, "counts": queries.counts_of(reunion)}
    return render(request, "events/reunion_cancel.html", context, status=422 if form.errors else 200)
