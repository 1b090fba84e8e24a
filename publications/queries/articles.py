"""An article as it is read: in the reader's language, without the people who do not want to be named."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import get_language

from alumni_office.ui import rich
from publications.models import Article, ArticlePerson, Picture
from publications.models.naming import said_instead, unnamed


@dataclass(frozen=True)
class ShownPicture:
    url: str
    alternative: str
    caption: str
    credit: str
    width: int
    height: int

    @property
    def is_upright(self) -> bool:
        return self.height > self.width


@dataclass
class ShownArticle:
    """`parts` are paragraphs (text) and pictures in their order; `is_changed` says that somebody was taken out."""

    article: Article
    lang: str
    title: str
    lead: str
    authors: str
    parts: list[dict] = field(default_factory=list)
    top: list[ShownPicture] = field(default_factory=list)
    is_changed: bool = False

    @property
    def section(self) -> str:
        return self.article.section.shown_name if self.article.section else ""

    @property
    def over(self) -> str:
        """The section in the language of the article."""
        section = self.article.section
        if section is None:
            return ""
        return section.name_en or section.name if self.lang == "en" else section.name

    @property
    def url(self) -> str:
        return self.article.public_url

    @cached_property
    def text(self) -> str:
        """Everything that may be looked for, in one line."""
        said = [part["html"] for part in self.parts if "html" in part]
        return " ".join([self.title, self.lead, rich.plain("".join(said)), self.authors])


def for_reading(articles):
    """With what showing them needs, in four statements for any number."""
    people = Prefetch("people", ArticlePerson.objects.select_related("alumnus").order_by("pk"))
    pictures = Prefetch("pictures", Picture.objects.order_by("place", "pk").prefetch_related("people"))
    return articles.select_related("section", "issue__periodical").prefetch_related(people, pictures)


def shown(
    article: Article, *, url_of: Callable[[Picture], str], lang: str = "", everyone: bool = False
) -> ShownArticle:
    """The article in `lang` (the reader's), or in Chinese when it was not translated. `everyone`: as it will be when
    all have agreed, for those who decide about it."""
    is_english = bool((lang or get_language()) == "en" and article.title_en and article.body_en)
    hidden = [] if everyone else unnamed(article)
    words = said_instead(article, hidden, "en" if is_english else "zh-hans")
    title, lead, body, authors = (
        (article.title_en, article.lead_en, article.body_en, article.authors_en or article.authors)
        if is_english
        else (article.title, article.lead, article.body, article.authors)
    )
    found = ShownArticle(
        article, "en" if is_english else "zh-hans", _plainly(title, words), _plainly(lead, words),
        _plainly(authors, words), is_changed=bool(hidden),
    )  # fmt: skip
    gone = {person.pk for person in hidden}
    pictures = [each for each in article.pictures.all() if not gone & {person.pk for person in each.people.all()}]
    _fill(found, rich.replace_words(rich.clean(body), words), pictures, url_of, words)
    return found


def _plainly(text: str, words: dict[str, str]) -> str:
    return rich.replace_plain(text, words)


def _fill(found: ShownArticle, body: str, pictures: list[Picture], url_of, words) -> None:
    is_english = found.lang == "en"
    drawn = [
        (
            each.place,
            ShownPicture(
                url_of(each), _plainly(each.alternative, words),
                _plainly((each.caption_en if is_english else each.caption) or each.caption, words),
                _plainly(each.credit, words), each.width, each.height,
            ),
        )
        for each in pictures
    ]  # fmt: skip
    blocks = rich.blocks(body)
    found.top = [picture for place, picture in drawn if place == 0]
    for number, block in enumerate(blocks, 1):
        found.parts.append({"html": block})
        last = number == len(blocks)
        found.parts += [
            {"picture": picture} for place, picture in drawn if place == number or (last and place > number)
        ]


def titled(article: Article) -> ShownArticle:
    """Title, lead and authors for a list, without the text."""
    return shown(article, url_of=lambda picture: "")
