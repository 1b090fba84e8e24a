"""A chapter's page on the desk; entering one by hand; its name, place and contacts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.pages import posted
from alumni_office.saving.versions import ChangedMeanwhile
from chapters.forms.placing import NOWHERE
from chapters.forms.registry import STORED, ChapterForm, EditForm, EnterForm, name_taken, place_taken
from chapters.models import Chapter, CivilChange, RecognitionChange
from chapters.queries import founding, places, registry
from chapters.services import registry as services

from .panels import panels_for

METHODS = ["GET", "HEAD", "POST"]
Recognition, Civil = Chapter.Recognition, Chapter.Civil
# What is done to bring a chapter into a state; the registry's own decisions are only recorded.
RECOGNITION_VERBS = {
    Recognition.LEAD: gettext_lazy("Give up the founding"),
    Recognition.APPLYING: gettext_lazy("Begin the application"),
    Recognition.PREPARING: gettext_lazy("Commission the preparation"),
    Recognition.FOUNDED: gettext_lazy("Recognise"),
    Recognition.ACTIVE: gettext_lazy("Mark active"),
    Recognition.DORMANT: gettext_lazy("Mark dormant"),
    Recognition.REVIVED: gettext_lazy("Revive"),
    Recognition.DISSOLVED: gettext_lazy("Dissolve"),
}
CIVIL_VERBS = {
    Civil.NONE: gettext_lazy("Take the application for registration back"),
    Civil.APPLIED: gettext_lazy("Record the application for registration"),
    Civil.REGISTERED: gettext_lazy("Record the registration"),
    Civil.REVOKED: gettext_lazy("Record that the registration was revoked"),
}


def chapter_or_404(request, pk) -> Chapter:
    """One that the user may see."""
    seen = Chapter.objects.visible_to(request.user).select_related("college__school")
    return get_object_or_404(seen, pk=pk)


def form_page(request, site, form, *, title, verb, back_url, lead="", **more):
    context = site.each_context(request) | {
        "title": title, "form": form, "verb": verb, "back_url": back_url, "lead": lead, **more,
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/form_page.html", context, status=422 if form.errors else 200)


def address(chapter: Chapter) -> str:
    return reverse("admin:chapters_chapter_change", args=[chapter.pk])


@require_safe
@requires(Permission.CHAPTER_VIEW)
def page(request, pk, site):
    chapter = chapter_or_404(request, pk)
    may_edit = Chapter.objects.editable_by(request.user).filter(pk=pk).exists()
    application = founding.open_of(chapter)
    recognition = list(chapter.recognition_changes.select_related("by", "document").order_by("at", "pk"))
    civil = list(chapter.civil_changes.select_related("by", "document").order_by("at", "pk"))
    licences = list(chapter.name_licences.select_related("granted_by", "document").order_by("-from_on"))
    context = site.each_context(request) | {
        "title": chapter.shown_name, "chapter": chapter, "place": places.place_label(chapter), "may_edit": may_edit,
        "application": application,
        "recognition": recognition, "recognition_entry": registry.entry_of(chapter, "recognition", recognition),
        "recognition_steps": [] if application or not may_edit else _steps(
            RecognitionChange.MOVES[chapter.recognition], RECOGNITION_VERBS),
        "civil": civil, "civil_entry": registry.entry_of(chapter, "civil", civil),
        "civil_steps": _steps(CivilChange.MOVES[chapter.civil], CIVIL_VERBS) if may_edit else [],
        "licences": licences, "licence_today": registry.licence_today(licences),
        "documents": registry.documents_of(chapter), "photos": chapter.photos.order_by("pk"),
        "panels": panels_for(chapter, request.user),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/chapter_page.html", context)


def _steps(moves, verbs) -> list[tuple[str, str]]:
    """What may come next, in the order of life."""
    return [(value, verb) for value, verb in verbs.items() if value in moves]


@require_safe
@requires(Permission.CHAPTER_EDIT)
def choose_kind(request, site):
    context = site.each_context(request) | {"title": _("Enter a chapter"), "kinds": Chapter.Kind.choices}
    return TemplateResponse(request, "admin/chapters/chapter_kinds.html", context)


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def enter(request, kind, site):
    """A chapter that exists already, in whatever state; new ones come by their applications."""
    if kind not in Chapter.Kind.values:
        raise Http404
    form = EnterForm(posted(request), kind=kind)
    if form.is_valid():
        try:
            chapter = services.enter_chapter(values=form.values)
        except (services.PlaceTaken, services.NameTaken) as taken:
            _say_taken(form, taken)
        else:
            messages.success(request, _("%(name)s is in the registry.") % {"name": chapter.name})
            return redirect(address(chapter))
    return form_page(
        request, site, form, title=_("Enter a chapter"), verb=_("Enter"), kind=Chapter.Kind(kind).label,
        lead=_("For chapters that exist already. New ones come by the applications of alumni."),
        back_url=reverse("admin:chapters_chapter_add"),
    )  # fmt: skip


def _say_taken(form: ChapterForm, taken: Exception) -> None:
    """Somebody else was a moment faster than the form's own look."""
    name = form.cleaned_data["name"]
    if isinstance(taken, services.NameTaken):
        form.add_error("name", name_taken(name))
    else:
        form.add_error(form.field_of_place, place_taken(name))


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def edit(request, pk, site):
    chapter = chapter_or_404(request, pk)
    first = {name: getattr(chapter, name) for name in [*STORED, *NOWHERE, "version"]} | {"college": chapter.college_id}
    form = EditForm(posted(request), kind=chapter.kind, chapter=chapter, initial=first)
    if form.is_valid() and _saved(chapter, form):
        messages.success(request, _("Saved."))
        return redirect(address(chapter))
    return form_page(
        request, site, form, title=chapter.shown_name, verb=_("Save"), back_url=address(chapter),
        crumb=chapter, differences=form.differences,
    )  # fmt: skip


def _saved(chapter: Chapter, form: EditForm) -> bool:
    try:
        services.save_chapter(chapter=chapter, version=form.cleaned_data["version"], values=form.values)
    except ChangedMeanwhile as changed:
        form.show_changed(changed)
    except (services.PlaceTaken, services.NameTaken) as taken:
        _say_taken(form, taken)
    else:
        return True
    return False
