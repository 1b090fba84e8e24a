"""The chapter's public page: words and contact, logo, photographs."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.pages import posted
from alumni_office.saving.versions import BothChanged
from alumni_office.ui.downloads import TYPES
from chapters.forms.leading import CaptionForm, LogoForm, PageForm, PhotoForm
from chapters.queries.places import place_label
from chapters.services import pages

from .guards import TABS, Tab, officer_required, show, show_form

TABS.append(Tab(gettext_lazy("Public page"), "chapters:my-page", 70))
EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(EDIT)
@officer_required
def my_page(request, chapter):
    first = {name: getattr(chapter, name) for name in [*pages.FIELDS, "version"]}
    form = PageForm(posted(request), initial=first)
    if form.is_valid():
        try:
            pages.save_page(chapter=chapter, version=form.cleaned_data["version"], values=form.values, by=request.user)
        except BothChanged as error:
            return _page(request, chapter, PageForm(initial=again(error)), meanwhile=error.meanwhile, status=409)
        messages.success(request, _("Saved."))
        return redirect("chapters:my-page", chapter.pk)
    return _page(request, chapter, form, status=422 if form.errors else 200)


def again(error: BothChanged) -> dict:
    """What the form is filled with, so that saving it again is saving on top."""
    return error.meanwhile.values | {"version": error.meanwhile.version}


def _page(request, chapter, form, *, status, meanwhile=None, logo=None, photo=None):
    context = {
        "form": form, "meanwhile": meanwhile, "place": place_label(chapter), "logo_form": logo or LogoForm(),
        "photo_form": photo or PhotoForm(),
        "photos": chapter.photos.order_by("pk"), "most_photos": pages.MOST_PHOTOS,
    }  # fmt: skip
    return show(request, chapter, "chapters/my_page.html", context, status=status)


def _first(chapter) -> PageForm:
    return PageForm(initial={name: getattr(chapter, name) for name in [*pages.FIELDS, "version"]})


@require_POST
@officer_required
def logo_save(request, chapter):
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        pages.save_logo(chapter=chapter, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("chapters:my-page", chapter.pk)
    return _page(request, chapter, _first(chapter), logo=form, status=422)


@require_POST
@officer_required
def logo_remove(request, chapter):
    pages.remove_logo(chapter=chapter, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("chapters:my-page", chapter.pk)


@require_POST
@officer_required
def photo_add(request, chapter):
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            pages.add_photo(chapter=chapter, by=request.user, **form.cleaned_data)
        except pages.TooManyPhotos:
            form.add_error(None, _("The page holds as many photographs as it may: remove one first."))
        else:
            messages.success(request, _("Saved."))
            return redirect("chapters:my-page", chapter.pk)
    return _page(request, chapter, _first(chapter), photo=form, status=422)


@require_http_methods(EDIT)
@officer_required
def photo_caption(request, chapter, photo_pk):
    photo = get_object_or_404(chapter.photos, pk=photo_pk)
    first = {"caption": photo.caption, "caption_en": photo.caption_en}
    form = CaptionForm(posted(request), initial=first)
    if form.is_valid():
        pages.change_caption(photo=photo, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("chapters:my-page", chapter.pk)
    return show_form(request, chapter, form, title=_("Caption"), back="chapters:my-page", photo=photo)


@require_POST
@officer_required
def photo_remove(request, chapter, photo_pk):
    pages.remove_photo(photo=get_object_or_404(chapter.photos, pk=photo_pk), by=request.user)
    messages.success(request, _("Removed."))
    return redirect("chapters:my-page", chapter.pk)


@require_safe
@officer_required
def picture(request, chapter, photo_pk=None):
    """The logo, or a photograph, for the officers: also of a chapter that has no public page."""
    file = get_object_or_404(chapter.photos, pk=photo_pk).file if photo_pk else chapter.logo
    if not file:
        raise Http404
    response = FileResponse(file.open("rb"), content_type=TYPES[file.name.rpartition(".")[2]])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
