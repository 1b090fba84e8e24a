"""What the pages of a congress share: who comes in, the steps on top, and the sentence of a refusal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from alumni_office.saving.refusals import Refused
from chapters.models import Congress
from chapters.queries.congress import standing


def congress_or_404(request, pk: int) -> Congress:
    """A congress of which the user sees the whole."""
    return get_object_or_404(Congress.objects.seen_whole_by(request.user), pk=pk)


def row_or_404(request, model, pk: int, *related: str):
    """A row of a congress (`.congress`) of which the user sees the whole."""
    rows = model.objects.filter(congress__in=Congress.objects.seen_whole_by(request.user))
    return get_object_or_404(rows.select_related("congress", *related), pk=pk)


def page(
    request, site, congress: Congress, template: str, *, here: str, title: str, status: int = 200, part: str = "",
    **context,
):  # fmt: skip
    """A page of one congress, or a `part` of it, with the steps in their order and the one that is shown."""
    whole = request.user.reach(Permission.CHAPTER_VIEW).everyone
    numbers = standing.numbers(congress)
    context = site.each_context(request) | context | {
        "title": title, "subtitle": congress.shown_name, "congress": congress, "numbers": numbers,
        "steps": standing.steps(congress, numbers, whole=whole), "here": here, "sees_whole": whole,
        "may_edit": request.user.may(Permission.CONGRESS_EDIT),
    }  # fmt: skip
    return TemplateResponse(request, f"admin/chapters/congress_{template}.html{part}", context, status=status)


def done(request, act, sentence: str = "") -> bool:
    """Call a service; say its refusal, or `sentence`. Returns whether it was done."""
    try:
        act()
    except Refused as error:
        messages.error(request, error.sentence)
        return False
    if sentence:
        messages.success(request, sentence)
    return True


def refused_at(form, act) -> bool:
    """Call a service with what a valid form holds; put its refusal at the field. Returns whether it was done."""
    try:
        act(**form.cleaned_data)
    except Refused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return False
    return True


def send(*found):
    for message in found:
        if message is not None:
            mail.deliver.delay_on_commit(message.pk)


def told_by_mail(request, message, name: str, sentence: str) -> None:
    """Say what was done, and whether a mail says so too."""
    send(message)
    if message is None:
        messages.warning(request, sentence + " " + _("There is no address for %(name)s: please tell.") % {"name": name})
    else:
        messages.success(request, sentence + " " + _("A mail says so."))


def to(name: str, pk: int):
    return redirect(f"admin:chapters_congress_{name}", pk)
