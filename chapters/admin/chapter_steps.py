"""Steps of the two facts, and the right to the name: a small page each."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.pages import posted
from chapters.forms.fields import in_words
from chapters.forms.registry import LicenceForm, StepForm
from chapters.models import Chapter, CivilChange, Document, RecognitionChange
from chapters.queries import founding
from chapters.services import registry, steps
from chapters.services.documents import keep_document, unkeep_on_error
from chapters.services.recognition import AlreadyThere, ImpossibleStep

from .chapter_pages import METHODS, address, chapter_or_404, form_page

IMPOSSIBLE = {Chapter.Recognition.DISSOLVED, Chapter.Civil.REVOKED}  # said in red before it is done


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def recognition_step(request, pk, to, site):
    chapter = chapter_or_404(request, pk)
    if founding.open_of(chapter):
        messages.warning(request, _("This chapter moves by its application: decide there."))
        return redirect(address(chapter))
    last = chapter.recognition_changes.order_by("-happened_on").values_list("happened_on", flat=True).first()
    return _step(
        request, site, chapter, to, Chapter.Recognition, RecognitionChange.MOVES[chapter.recognition],
        chapter.recognition, steps.record_recognition, last,
    )  # fmt: skip


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def civil_step(request, pk, to, site):
    chapter = chapter_or_404(request, pk)
    last = chapter.civil_changes.order_by("-happened_on").values_list("happened_on", flat=True).first()
    return _step(
        request, site, chapter, to, Chapter.Civil, CivilChange.MOVES[chapter.civil], chapter.civil,
        steps.record_civil, last,
    )  # fmt: skip


def _step(request, site, chapter, to, states, moves, now, record, last):
    if to not in states.values:
        raise Http404
    words = {"now": states(now).label, "to": states(to).label}
    if to not in moves:
        messages.error(request, _("A chapter does not go from “%(now)s” to “%(to)s”. Nothing was changed.") % words)
        return redirect(address(chapter))
    form = StepForm(posted(request), request.FILES or None, to=to, earliest=last, initial={"seen": now})
    if form.is_valid():
        if _recorded(request, chapter, to, now, record, form):
            messages.success(request, _("Recorded: %(to)s.") % words)
        return redirect(address(chapter))
    return form_page(
        request, site, form, title=f"{words['now']} → {words['to']}", verb=_("Record: %(to)s") % words,
        back_url=address(chapter), crumb=chapter, danger=to in IMPOSSIBLE,
        lead=_("What is recorded here stays in the history of %(name)s; only another step changes it.")
        % {"name": chapter.shown_name},
    )  # fmt: skip


def _recorded(request, chapter, to, now, record, form) -> bool:
    data = dict(form.cleaned_data)
    sent, seen = data.pop("file"), data.pop("seen")
    file = {"upload": sent.upload, "name": sent.name} if sent else {}
    try:
        if seen != now:
            raise AlreadyThere
        record(chapter=chapter, to=to, on=data.pop("happened_on"), by=request.user, **data, **file)
    except (AlreadyThere, ImpossibleStep):
        messages.error(request, _("Somebody else moved this chapter in the meantime. Nothing was changed."))
        return False
    return True


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def licence(request, pk, site):
    """Grant the right to the name, or renew it from the day after the last one on."""
    chapter = chapter_or_404(request, pk)
    last = chapter.name_licences.order_by("-until_on").first()
    first = {"from_on": last.until_on + timedelta(days=1)} if last else {}
    form = LicenceForm(posted(request), request.FILES or None, initial=first)
    if form.is_valid() and _granted(request, chapter, form):
        messages.success(request, _("The right to the name is granted."))
        return redirect(address(chapter))
    return form_page(
        request, site, form, title=_("Right to the name and the logo"), back_url=address(chapter), crumb=chapter,
        verb=_("Renew") if last else _("Grant"),
        lead=_("%(name)s may use the university’s name, and its logo where you say so, for these days.")
        % {"name": chapter.shown_name},
    )  # fmt: skip


def _granted(request, chapter, form) -> bool:
    data = dict(form.cleaned_data)
    sent = data.pop("file")
    try:
        with unkeep_on_error() as kept, transaction.atomic():
            if sent:
                kept.append(keep_document(upload=sent.upload, name=sent.name, kind=Document.Kind.CERTIFICATE,
                                          by=request.user, chapter=chapter))  # fmt: skip
            registry.grant_licence(chapter=chapter, by=request.user, document=kept[0] if kept else None, **data)
    except registry.Overlapping as error:
        days = {"start": in_words(error.standing.from_on), "end": in_words(error.standing.until_on)}
        form.add_error("from_on", _("The right is granted from %(start)s to %(end)s already: begin after that.") % days)
        return False
    return True
