"""The blocks of which a mailing is composed, and how each stands in a letter and in its plain text.

As JSON in MailingVersion.blocks: {"kind": "text", "html": "<p>…</p>"}, {"kind": "article", "id": 5}, …
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.emails.claims import absolute
from alumni_office.ui import rich
from chapters.queries.page import public_gatherings
from events.emails.clock import when, where
from events.models import Event
from events.queries.public import with_host
from publications.models import Article, ArticlePerson, MailingPicture
from publications.models.naming import said_instead, unnamed

TEASER = 140  # characters of an article that has no lead


@dataclass(frozen=True)
class Shown:
    """One block ready to be printed; what it has not is empty. `html` was cleaned."""

    kind: str
    title: str = ""
    text: str = ""
    html: str = ""
    url: str = ""
    label: str = ""
    picture: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    problem: str = ""  # a sentence, when something is missing


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    show: Callable[[dict[str, Any], dict[str, dict]], Shown]


def shown(blocks: Iterable[dict], language: str) -> list[Shown]:
    """The blocks in order, in `language`; a few queries however many there are."""
    blocks = list(blocks)
    rows = {
        "article": _articles(_ids(blocks, "article")),
        "gathering": public_gatherings().select_related("chapter").in_bulk(_ids(blocks, "gathering")),
        "event": with_host(Event.objects.listed()).in_bulk(_ids(blocks, "event")),
        "picture": MailingPicture.objects.in_bulk(_ids(blocks, "picture")),
    }  # fmt: skip
    with translation.override(language):
        return [KINDS[block["kind"]].show(block, rows) for block in blocks if block.get("kind") in KINDS]


def _ids(blocks: list[dict], kind: str) -> list[int]:
    return [block["id"] for block in blocks if block.get("kind") == kind and isinstance(block.get("id"), int)]


def _articles(ids: list[int]) -> dict[int, Article]:
    """Those that visitors read, with the people whom they name."""
    people = Prefetch("people", ArticlePerson.objects.select_related("alumnus").order_by("pk"))
    return Article.objects.published().prefetch_related(people).in_bulk(ids)


def in_english() -> bool:
    return (translation.get_language() or "").startswith("en")


def _heading(block, rows) -> Shown:
    title = str(block.get("text", ""))
    return Shown("heading", title=title, problem="" if title else _("A heading is empty."))


def _text(block, rows) -> Shown:
    html = rich.clean(str(block.get("html", "")))
    return Shown("text", html=html, problem="" if html else _("A text is empty."))


def _article(block, rows) -> Shown:
    article = rows["article"].get(block.get("id"))
    if article is None:
        return Shown("article", problem=_("An article is not published, or not any more."))
    title, lead, body, lang = article.title, article.lead, article.body, "zh-hans"
    if in_english() and article.title_en and article.body_en:
        title, lead, body, lang = article.title_en, article.lead_en, article.body_en, "en"
    words = said_instead(article, unnamed(article), lang)
    teaser = rich.replace_plain(lead, words) or rich.plain(rich.replace_words(body, words))[:TEASER]
    return Shown(
        "article", title=rich.replace_plain(title, words), text=teaser, url=absolute(article.public_url),
        label=_("Read on"),
    )  # fmt: skip


def _gathering(block, rows) -> Shown:
    found = rows["gathering"].get(block.get("id"))
    if found is None:
        return Shown("gathering", problem=_("An event was cancelled or is not public."))
    title = found.title_en if in_english() and found.title_en else found.title
    when = date_format(timezone.localtime(found.starts_at, found.chapter.zone), "DATETIME_FORMAT")
    text = " · ".join(filter(None, (when, found.place, found.chapter.shown_name)))
    return Shown("gathering", title=title, text=text, url=absolute(found.chapter.public_url), label=_("Find out more"))


def _event(block, rows) -> Shown:
    event = rows["event"].get(block.get("id"))
    if event is None or event.state == Event.State.CANCELLED:
        return Shown("event", problem=_("An event was cancelled or is not public."))
    text = " · ".join(filter(None, (when(event), where(event), event.shown_summary)))
    url = absolute(event.get_absolute_url())
    return Shown("event", title=event.shown_title, text=text, url=url, label=_("Find out more"))


def _picture(block, rows) -> Shown:
    picture = rows["picture"].get(block.get("id"))
    alt = str(block.get("alt", "")).strip()
    if picture is None:
        return Shown("picture", problem=_("A picture is missing."))
    problem = "" if alt else _("A picture has no words for those who do not see it.")
    return Shown(
        "picture", picture=picture.public_url, alt=alt, width=picture.width, height=picture.height, problem=problem,
        url=str(block.get("url", "")),
    )  # fmt: skip


def _button(block, rows) -> Shown:
    label, url = str(block.get("text", "")).strip(), str(block.get("url", "")).strip()
    return Shown("button", label=label, url=url, problem="" if label and url else _("A button leads nowhere."))


KINDS: dict[str, Kind] = {
    "heading": Kind(gettext_lazy("Heading"), _heading),
    "text": Kind(gettext_lazy("Text"), _text),
    "article": Kind(gettext_lazy("Article"), _article),
    "event": Kind(gettext_lazy("Event"), _event),
    "gathering": Kind(gettext_lazy("Gathering of a chapter"), _gathering),
    "picture": Kind(gettext_lazy("Picture"), _picture),
    "button": Kind(gettext_lazy("Button"), _button),
}
