"""The photographs of an article on the desk."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from publications.forms.articles import NewPictureForm, PictureForm
from publications.models import Article, Picture
from publications.services import articles_pictures as services
from publications.services.issues import IssueFixed

from .chrome import page
from .issues import fixed

FIELDS = ["alternative", "caption", "caption_en", "credit", "place"]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def picture_list(request, pk, site):
    article = get_object_or_404(Article.objects.select_related("issue__periodical"), pk=pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = NewPictureForm(*sent, article=article)
    if form.is_valid():
        try:
            services.add_picture(article=article, by=request.user, **form.cleaned_data)
        except IssueFixed:
            form.add_error(None, fixed())
        else:
            messages.success(request, _("The photograph is kept."))
            return redirect("admin:publications_article_pictures", pk)
    return page(
        request, site, "article_pictures", article.title, form=form, article=article, issue=article.issue,
        pictures=article.pictures.prefetch_related("people").order_by("place", "pk"),
        may_write=not (article.issue and article.issue.is_fixed),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def picture_edit(request, pk, site):
    picture = get_object_or_404(Picture.objects.select_related("article__issue"), pk=pk)
    form = PictureForm(
        request.POST if request.method == "POST" else None, article=picture.article,
        initial={name: getattr(picture, name) for name in FIELDS} | {"people": list(picture.people.all())},
    )  # fmt: skip
    if form.is_valid():
        try:
            services.edit_picture(picture=picture, by=request.user, **form.cleaned_data)
        except IssueFixed:
            form.add_error(None, fixed())
        else:
            return redirect("admin:publications_article_pictures", picture.article_id)
    return page(request, site, "article_picture", str(picture), form=form, article=picture.article, picture=picture)


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def picture_remove(request, pk, site):
    picture = get_object_or_404(Picture.objects.select_related("article__issue"), pk=pk)
    try:
        services.remove_picture(picture=picture, by=request.user)
    except IssueFixed:
        messages.error(request, fixed())
    return redirect("admin:publications_article_pictures", picture.article_id)
