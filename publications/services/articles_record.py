"""What becomes of articles, consents and suggestions when a record is merged, given back or erased."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from alumni.hooks import RecordOwner
from alumni.models import Alumnus
from alumni_office.ui import rich
from publications.models import Article, ArticleConsent, ArticlePerson, Issue, Picture, Suggestion

from .mailings_people import forget_names

TEXTS = {"title": "zh-hans", "lead": "zh-hans", "authors": "zh-hans", "title_en": "en", "lead_en": "en",
         "authors_en": "en"}  # fmt: skip
RICH = {"body": "zh-hans", "body_en": "en"}
CAPTIONS = {"alternative": "zh-hans", "caption": "zh-hans", "caption_en": "en", "credit": "zh-hans"}


def reassign(keep: Alumnus, drop: Alumnus) -> dict:
    """Rows of an article in which both are stay where they are: each was asked, and each word counts."""
    twins = ArticlePerson.objects.filter(alumnus=keep).values("article")
    people = ArticlePerson.objects.filter(alumnus=drop).exclude(article__in=twins)
    journal = {
        "people": list(people.values_list("pk", flat=True)),
        "suggestions": list(Suggestion.objects.filter(alumnus=drop).values_list("pk", flat=True)),
    }
    ArticlePerson.objects.filter(pk__in=journal["people"]).update(alumnus=keep)
    Suggestion.objects.filter(pk__in=journal["suggestions"]).update(alumnus=keep)
    return journal


def undo(keep: Alumnus, drop: Alumnus, journal: dict) -> int:
    back = ArticlePerson.objects.filter(pk__in=journal["people"], alumnus=keep).update(alumnus=drop)
    back += Suggestion.objects.filter(pk__in=journal["suggestions"], alumnus=keep).update(alumnus=drop)
    return len(journal["people"]) + len(journal["suggestions"]) - back


def erase(person: Alumnus) -> None:
    """Out of the articles, published ones too: the name becomes "a graduate", photographs of the person go, and so do
    printed editions, which cannot be changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('publications.leaving', 'on', true)")  # passes the guards of what is approved
    files: list[str] = []
    for row in ArticlePerson.objects.filter(alumnus=person).select_related("article__issue"):
        _take_name_out(row.article, {row.name, row.name_en, person.name, person.latin_name} - {""})
        files += _delete_pictures(row)
        files += _delete_printed(row.article)
        ArticleConsent.objects.filter(person=row).delete()
        row.delete()
    for suggestion in Suggestion.objects.filter(alumnus=person).select_related("article"):
        if suggestion.article:
            _take_name_out(suggestion.article, {suggestion.name, person.name, person.latin_name} - {""})
        suggestion.delete()
    transaction.on_commit(partial(_delete_files, files))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _take_name_out(article: Article, names: set[str]) -> None:
    _replace(article, TEXTS, rich.replace_plain, names)
    _replace(article, RICH, rich.replace_words, names)
    for picture in article.pictures.all():
        _replace(picture, CAPTIONS, rich.replace_plain, names)
    forget_names(article=article, names=names)


def _replace(row: Article | Picture, fields: dict[str, str], replace, names: set[str]) -> None:
    changes = {}
    for field, lang in fields.items():
        with translation.override(lang):
            words = dict.fromkeys(names, gettext("a graduate"))
        limit = getattr(row._meta.get_field(field), "max_length", None)
        changes[field] = replace(getattr(row, field), words)[:limit]
        setattr(row, field, changes[field])
    type(row)._default_manager.filter(pk=row.pk).update(**changes)


def _delete_pictures(row: ArticlePerson) -> list[str]:
    pictures = list(row.pictures.all())
    names = [str(picture.file.name) for picture in pictures]
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    return names


def _delete_printed(article: Article) -> list[str]:
    issue = article.issue
    if issue is None or not issue.printed:
        return []
    name = str(issue.printed.name)
    Issue.objects.filter(pk=issue.pk).update(printed="", printed_at=None)
    return [name]


def export(person: Alumnus) -> dict:
    """Which articles name the person; the rows themselves come from the register of tables."""
    rows = ArticlePerson.objects.filter(alumnus=person).select_related("article__issue__periodical").order_by("pk")
    return {
        "articles": [
            {"title": row.article.title, "issue": str(row.article.issue or ""), "state": row.get_state_display()}
            for row in rows
        ]
    }


OWNER = RecordOwner(
    models=frozenset({"publications.ArticlePerson", "publications.Suggestion"}),
    reassign=reassign,
    undo=undo,
    erase=erase,
    export=export,
)
