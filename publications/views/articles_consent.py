"""A person reads what was written and says whether it may be published. GET shows, POST decides."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.corrections import private, unreferred
from alumni_office.ui.downloads import shown_picture
from publications import wordings
from publications.forms.articles import ConsentForm
from publications.models import Article
from publications.queries import articles
from publications.services import articles_people as services


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, token):
    person = services.person_by_token(token)
    if person is None:
        return render(request, "publications/consent_over.html", status=404)
    form = ConsentForm(request.POST if request.method == "POST" else None, with_photo=bool(person.photo_hash))
    if form.is_valid():
        try:
            services.answer_by_link(token=token, **form.said)
        except services.LinkOver:
            return render(request, "publications/consent_over.html", status=404)
        except services.Changed:
            form.add_error(None, _("The article was changed since you opened this page. Please read it again."))
        else:
            messages.success(request, _("Thank you. We have written down your answer."))
            return redirect("publications:consent", token)
    return _page(request, token, services.person_by_token(token) or person, form)


def _page(request, token, person, form):
    article = articles.for_reading(Article.objects.filter(pk=person.article_id)).get()
    languages = ["zh-hans", "en"] if article.body_en else ["zh-hans"]

    def url_of(picture):
        return reverse("publications:consent-picture", args=[token, picture.pk])

    context = {
        "person": person, "form": form, "seen": services.seen_hash(person), "issue": article.issue,
        "articles": [articles.shown(article, url_of=url_of, lang=lang, everyone=True) for lang in languages],
        "wording": wordings.consent_to_article(
            title=article.title, issue=str(article.issue.periodical) if article.issue else "",
            with_photo=bool(person.photo_hash),
        ),
    }  # fmt: skip
    return render(request, "publications/consent_page.html", context, status=422 if form.errors else 200)


@unreferred
@private
@require_safe
def consent_picture(request, token, pk):
    person = services.person_by_token(token)
    picture = person.article.pictures.filter(pk=pk).first() if person else None
    if picture is None:
        raise Http404
    return shown_picture(picture.file, kind=picture.kind)
