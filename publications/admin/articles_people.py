"""The people of an article on the desk: found on record, asked by mail, their answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import person_or_404, requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from publications.forms.articles import AnswerForm, FindPersonForm, PersonForm
from publications.models import Article, ArticlePerson
from publications.services import articles_people as services

from .chrome import page
from .issues import fixed

MOST = 20


def _article_or_404(pk) -> Article:
    return get_object_or_404(Article.objects.select_related("issue__periodical"), pk=pk)


def _person_or_404(pk) -> ArticlePerson:
    people = ArticlePerson.objects.with_hashes().select_related("article__issue__periodical", "alumnus")
    return get_object_or_404(people, pk=pk)


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def person_list(request, pk, site):
    """Who is in the article and how each stands; with ?name= who on record has this name."""
    article = _article_or_404(pk)
    find = FindPersonForm(request.GET if "name" in request.GET else None)
    found = []
    if find.is_valid():
        same = Alumnus.objects.visible_to(request.user).usable().filter(name=find.cleaned_data["name"].strip())
        found = same.prefetch_related("degrees__college", "degrees__school").order_by("pk")[:MOST]
    people = article.people.with_hashes().select_related("alumnus").prefetch_related("pictures").order_by("pk")
    return page(
        request, site, "article_people", article.title, article=article, issue=article.issue, people=people,
        find=find, found=found, may_write=_may_write(request, article),
    )  # fmt: skip


def _may_write(request, article) -> bool:
    is_open = not (article.issue and article.issue.is_fixed)
    return is_open and request.user.may(Permission.PUBLICATION_EDIT)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def person_add(request, pk, person, site):
    article, alumnus = _article_or_404(pk), person_or_404(request, person)
    earlier = article.people.filter(alumnus=alumnus).first()
    first = earlier or ArticlePerson(name=alumnus.name, name_en=alumnus.latin_name)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        initial={"role": first.role, "name": first.name, "name_en": first.name_en},
    )
    if form.is_valid():
        try:
            services.add_person(article=article, alumnus=alumnus, by=request.user, **form.cleaned_data)
        except services.IssueFixed:
            form.add_error(None, fixed())
        else:
            return redirect("admin:publications_article_people", pk)
    return page(request, site, "article_person", alumnus.name, form=form, article=article, verb=_("Save"))


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def person_ask(request, pk, site):
    person = _person_or_404(pk)
    try:
        message = services.ask_person(person=person, by=request.user)
    except services.IssueFixed:
        messages.error(request, fixed())
    except services.NoAddress:
        messages.error(
            request,
            _("The office has no e-mail address that may be used for %(name)s. Ask in another way and write down the "
              "answer.") % {"name": person.name},
        )  # fmt: skip
    except services.NothingToAsk:
        messages.info(request, _("%(name)s has agreed to the article as it stands.") % {"name": person.name})
    else:
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The link is on its way to %(name)s.") % {"name": person.name})
    return redirect("admin:publications_article_people", person.article_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLICATION_APPROVE)
def person_answer(request, pk, site):
    """What somebody told the office otherwise: written down by whoever approves, not by whoever writes."""
    person = _person_or_404(pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.record_answer(person=person, by=request.user, **form.cleaned_data)
        except services.IssueFixed:
            form.add_error(None, fixed())
        else:
            messages.success(request, _("Written down."))
            return redirect("admin:publications_article_people", person.article_id)
    return page(
        request, site, "article_person", person.name, form=form, article=person.article, person=person,
        verb=_("Write down the answer"), earlier=person.consents.select_related("by").order_by("-pk"),
    )  # fmt: skip


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def person_remove(request, pk, site):
    person = _person_or_404(pk)
    try:
        services.remove_person(person=person, by=request.user)
    except services.IssueFixed:
        messages.error(request, fixed())
    except services.StillNamed:
        messages.error(
            request,
            _("%(name)s did not agree. Take the name out of the text, and the photographs out of the article, first.")
            % {"name": person.name},
        )  # fmt: skip
    return redirect("admin:publications_article_people", person.article_id)
