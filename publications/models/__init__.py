from .articles import Article, ArticleConsent, ArticlePerson, Picture, PicturedPerson
from .issues import Issue
from .periodicals import Periodical, Section
from .suggestions import Suggestion

__all__ = [
    "Article",
    "ArticleConsent",
    "ArticlePerson",
    "Issue",
    "Periodical",
    "Picture",
    "PicturedPerson",
    "Section",
    "Suggestion",
]
