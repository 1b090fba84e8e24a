"""Who is in published articles, for the index: only those who agreed."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from publications.models import Article, ArticlePerson

from .articles import ShownArticle, for_reading, titled


@dataclass
class Entry:
    name: str
    reading: str
    articles: list[ShownArticle] = field(default_factory=list)


@dataclass
class Letter:
    letter: str
    entries: list[Entry] = field(default_factory=list)


def index() -> list[Letter]:
    """Everyone by the reading of the name, with their articles, the newest first."""
    people = ArticlePerson.objects.shown().filter(article__issue__state="published", alumnus__archived_at__isnull=True)
    found = list(people.values_list("alumnus_id", "article_id", "name", "name_en", "reading"))
    articles = {
        article.pk: titled(article) for article in for_reading(Article.objects.filter(pk__in={row[1] for row in found}))
    }
    entries: dict[int, Entry] = {}
    for alumnus, article, name, name_en, reading in sorted(found, key=lambda row: (row[4], row[2], -row[1])):
        said = name_en if get_language() == "en" and name_en else name
        entry = entries.setdefault(alumnus, Entry(said, reading))
        entry.articles.append(articles[article])
    letters: dict[str, Letter] = {}
    for entry in sorted(entries.values(), key=lambda entry: (entry.reading, entry.name)):
        first = entry.reading[:1].upper()
        first = first if first.isascii() and first.isalpha() else "#"
        letters.setdefault(first, Letter(first)).entries.append(entry)
    return list(letters.values())
