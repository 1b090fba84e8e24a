"""Articles on the desk: written, looked at as on the site, taken out of an issue and put into one."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.versions import ChangedMeanwhile
from alumni_office.ui.downloads import shown_picture
from alumni_office.ui.keyset import newest_first
from alumni_office.ui.numbers import typed_number
from alumni_office.ui.rich_field import media_of, with_editor
from events.models import Event
from publications.forms.articles import EditArticleForm, NewArticleForm
from publications.models import Article, Issue, Picture
from publications.queries import articles as queries
from publications.queries import mentions
from publications.services import articles as services
from publications.services.issues import IssueFixed

from . import articles_people as people
from . import articles_pictures as pictures
from .chrome import OwnPages, page, tell_changed
from .issues import fixed, issue_or_404

FIELDS = [
    "section", "title", "lead", "body", "authors", "title_en", "lead_en", "body_en", "authors_en", "version",
]  # fmt: skip


def article_or_404(pk) -> Article:
    return get_object_or_404(Article.objects.select_related("issue__periodical", "section"), pk=pk)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def article_list(request, site):
    """The drawer: what is written and stands in no issue."""
    listed = newest_first(Article.objects.drawer(), request, size=30)
    return page(request, site, "article_list", _("Articles in the drawer"), page=listed, open_issues=_open_issues())


def _open_issues():
    states = [Issue.State.PLANNED, Issue.State.IN_WORK]
    return Issue.objects.filter(state__in=states).select_related("periodical").newest_first()


@with_editor
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def article_add(request, site):
    """For the drawer, or with ?issue= at the end of an issue."""
    asked = typed_number(request.GET.get("issue"))
    issue = issue_or_404(asked) if asked is not None else None
    form = NewArticleForm(
        request.POST if request.method == "POST" else None, periodical=issue.periodical if issue else None
    )
    if form.is_valid():
        try:
            article = services.create_article(issue=issue, by=request.user, **form.cleaned_data)
        except IssueFixed:
            form.add_error(None, fixed())
        else:
            messages.success(request, _("Saved."))
            return redirect("admin:publications_article_change", article.pk)
    return _editing(request, site, _("New article"), form, issue=issue)


@with_editor
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def article_edit(request, pk, site):
    article = article_or_404(pk)
    form = EditArticleForm(
        request.POST if request.method == "POST" else None,
        periodical=article.issue.periodical if article.issue else None,
        initial={name: getattr(article, name) for name in FIELDS},
    )
    if form.is_valid():
        try:
            services.save_article(article=article, by=request.user, **form.cleaned_data)
        except IssueFixed:
            form.add_error(None, fixed())
        except ChangedMeanwhile as error:
            tell_changed(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("admin:publications_article_change", pk)
    return _editing(request, site, article.title, form, issue=article.issue, article=article)


def _editing(request, site, title, form, *, issue, article=None):
    return page(
        request, site, "article_edit", title, form=form, issue=issue, article=article,
        editor_media=media_of(form, request), open_issues=_open_issues() if article else [],
    )  # fmt: skip


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def article_preview(request, pk, site):
    """In each language, as visitors will read it."""
    article = get_object_or_404(queries.for_reading(Article.objects.all()), pk=pk)

    def url_of(picture):
        return reverse("admin:publications_article_image", args=[picture.pk])

    langs = ["zh-hans", "en"] if article.body_en else ["zh-hans"]
    shown = [queries.shown(article, url_of=url_of, lang=lang, everyone=True) for lang in langs]
    return page(request, site, "article_preview", _("Preview"), article=article, articles=shown, issue=article.issue)


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def article_out(request, pk, site):
    article = article_or_404(pk)
    try:
        services.take_out(article=article, by=request.user)
    except IssueFixed:
        messages.error(request, fixed())
    else:
        messages.success(request, _("The article lies in the drawer; the issue goes on without it."))
    if article.issue_id:
        return redirect("admin:publications_issue_change", article.issue_id)
    return redirect("admin:publications_article_changelist")


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def article_in(request, pk, site):
    article, asked = article_or_404(pk), typed_number(request.POST.get("issue"))
    if asked is None:
        messages.error(request, _("Choose an issue."))
        return redirect("admin:publications_article_changelist")
    issue = issue_or_404(asked)
    try:
        services.put_in(article=article, issue=issue, by=request.user)
    except IssueFixed:
        messages.error(request, fixed())
    return redirect("admin:publications_issue_change", issue.pk)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def article_image(request, pk, site):
    picture = get_object_or_404(Picture, pk=pk)
    return shown_picture(picture.file, kind=picture.kind)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
@requires(Permission.EVENT_VIEW)
def mentions_after(request, pk, site):
    """Behind the figure on the page of an event."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    title = _("Mentions after: %(event)s") % {"event": event.shown_title}
    return page(request, site, "article_mentions", title, event=event, rows=mentions.after(request.user, event))


@admin.register(Article)
class ArticleAdmin(OwnPages):
    views = [
        ("", article_list, "changelist"),
        ("event/<int:pk>/", mentions_after, "event"),
        ("add/", article_add, "add"),
        ("<int:pk>/", article_edit, "change"),
        ("<int:pk>/preview/", article_preview, "preview"),
        ("<int:pk>/out/", article_out, "out"),
        ("<int:pk>/in/", article_in, "in"),
        ("image/<int:pk>/", article_image, "image"),
        ("<int:pk>/people/", people.person_list, "people"),
        ("<int:pk>/people/add/<int:person>/", people.person_add, "person_add"),
        ("person/<int:pk>/ask/", people.person_ask, "person_ask"),
        ("person/<int:pk>/answer/", people.person_answer, "person_answer"),
        ("person/<int:pk>/remove/", people.person_remove, "person_remove"),
        ("<int:pk>/pictures/", pictures.picture_list, "pictures"),
        ("picture/<int:pk>/", pictures.picture_edit, "picture"),
        ("picture/<int:pk>/remove/", pictures.picture_remove, "picture_remove"),
    ]
