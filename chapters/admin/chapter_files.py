"""Documents and photographs of a chapter: taken in, and given out one by one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.pages import posted
from alumni_office.ui.downloads import private_file
from chapters.forms.leading import PhotoForm
from chapters.forms.registry import FileForm
from chapters.models import Document
from chapters.queries.registry import documents_of
from chapters.services import pages, registry

from .chapter_pages import METHODS, address, chapter_or_404, form_page


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def upload(request, pk, site):
    chapter = chapter_or_404(request, pk)
    form = FileForm(posted(request), request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        registry.add_document(
            chapter=chapter, upload=sent.upload, name=sent.name, kind=form.cleaned_data["kind"], by=request.user
        )
        messages.success(request, _("“%(name)s” is kept.") % {"name": sent.name})
        return redirect(address(chapter))
    return form_page(
        request, site, form, title=_("Add a document"), verb=_("Add the document"), back_url=address(chapter),
        crumb=chapter, lead=_("Documents are kept for good, also when the chapter is dissolved."),
    )  # fmt: skip


@require_safe
@requires(Permission.CHAPTER_VIEW)
def document(request, pk, document, site):
    row = get_object_or_404(documents_of(chapter_or_404(request, pk)), pk=document)
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Document._meta.label_lower, target_id=row.pk, by=request.user,
        criteria={"chapter": pk},
    )  # fmt: skip
    return private_file(row.file, name=f"document-{row.pk}", kind=row.form)


@require_http_methods(METHODS)
@requires(Permission.CHAPTER_EDIT)
def photo_add(request, pk, site):
    chapter = chapter_or_404(request, pk)
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_valid() and _kept_photo(chapter, form, request.user):
        messages.success(request, _("The picture is kept."))
        return redirect(address(chapter))
    return form_page(
        request, site, form, title=_("Add a photograph"), verb=_("Add the photograph"), back_url=address(chapter),
        crumb=chapter, lead=_("It stands on the chapter’s public page. What a camera wrote into it is left out."),
    )  # fmt: skip


def _kept_photo(chapter, form, user) -> bool:
    try:
        pages.add_photo(chapter=chapter, by=user, **form.cleaned_data)
    except pages.TooManyPhotos:
        form.add_error(None, _("The page holds as many photographs as it may: remove one first."))
    return not form.errors


@require_safe
@requires(Permission.CHAPTER_VIEW)
def photo(request, pk, photo, site):
    row = get_object_or_404(chapter_or_404(request, pk).photos.all(), pk=photo)
    return private_file(row.file, name=f"photo-{row.pk}", kind=row.file.name.rpartition(".")[2])


@require_POST
@requires(Permission.CHAPTER_EDIT)
def photo_remove(request, pk, photo, site):
    chapter = chapter_or_404(request, pk)
    pages.remove_photo(photo=get_object_or_404(chapter.photos.all(), pk=photo), by=request.user)
    messages.success(request, _("The picture is taken down."))
    return redirect(address(chapter))
