"""Names that readers must not see: of people who have not agreed to an article, or took their word back.

The archive and the letters say "a graduate" instead. What is asked for here was read with the article."""

from django.utils import translation
from django.utils.translation import gettext

from .articles import Article, ArticlePerson


def is_shown(person: ArticlePerson) -> bool:
    return person.state == ArticlePerson.State.AGREED and person.alumnus.restricted_at is None


def unnamed(article: Article) -> list[ArticlePerson]:
    return [person for person in article.people.all() if not is_shown(person)]


def said_instead(article: Article, hidden: list[ArticlePerson], lang: str) -> dict[str, str]:
    """{name: what is said for it}; names that stay are in it too, for those that are a part of one."""
    if not hidden:
        return {}
    with translation.override(lang):
        somebody = gettext("a graduate")
    words = {name: name for person in article.people.all() for name in (person.name, person.name_en) if name}
    return words | {name: somebody for person in hidden for name in (person.name, person.name_en) if name}
