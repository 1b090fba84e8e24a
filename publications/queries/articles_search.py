"""The search in what was published.

The database finds the articles that hold every piece of what was typed (sql/periodicals.sql); each is then looked at
as it is shown, so that a name that was taken out finds nothing.
"""

import unicodedata
from dataclasses import dataclass

from django.db.models import F, Func, Value
from django.utils.html import format_html, format_html_join

from alumni_office.names import simplify
from alumni_office.ui import rich
from publications.models import Article

from .articles import ShownArticle, for_reading, shown

MOST = 200
LONGEST = 80
AROUND = 40  # characters each side of what was found


@dataclass(frozen=True)
class Hit:
    article: ShownArticle
    title: str
    snippet: str


def words_of(typed: str) -> list[str]:
    return [folded(word) for word in typed[:LONGEST].split()][:8]


def folded(text: str) -> str:
    """For comparing: as long as the text, character by character."""
    plain = "".join(_one(char) for char in text)
    return simplify(plain)


def _one(char: str) -> str:
    changed = unicodedata.normalize("NFKC", char).lower()
    return changed if len(changed) == 1 else char


def search(typed: str) -> list[Hit]:
    """At most MOST articles that hold every word; those with all of them in the title first, then the newest."""
    words = words_of(typed)
    if not words:
        return []
    query = Func(Value(" ".join(words)), function="publications_query")
    found = Article.objects.published().annotate(query=query).filter(searched__contains_pieces=F("query"))
    hits = []
    for article in for_reading(found.order_by("-issue__dated_on", "order"))[:MOST]:
        for lang in ("zh-hans", "en") if article.body_en else ("zh-hans",):
            hit = _hit(shown(article, url_of=lambda picture: "", lang=lang), words)
            if hit:
                hits.append(hit)
                break
    return sorted(hits, key=lambda hit: not all(word in folded(hit.article.title) for word in words))


def _hit(article: ShownArticle, words: list[str]) -> Hit | None:
    text = article.text
    key = folded(text)
    if not all(word in key for word in words):
        return None
    body = " ".join([article.lead, *(rich.plain(part["html"]) for part in article.parts if "html" in part)])
    return Hit(article, marked(article.title, words), _snippet(body, words))


def _snippet(text: str, words: list[str]) -> str:
    key = folded(text)
    places = [place for word in words if (place := key.find(word)) >= 0]
    at = min(places, default=0)
    start, end = max(at - AROUND, 0), at + 2 * AROUND
    return format_html("{}{}{}", "…" if start else "", marked(text[start:end], words), "…" if end < len(text) else "")


def marked(text: str, words: list[str]) -> str:
    """The text with <mark> around what was looked for; all else escaped."""
    key = folded(text)
    hit = [False] * len(text)
    for word in words:
        at = key.find(word)
        while at >= 0:
            hit[at : at + len(word)] = [True] * len(word)
            at = key.find(word, at + 1)
    pieces: list[list] = []
    for char, is_hit in zip(text, hit, strict=True):
        if not pieces or pieces[-1][0] != is_hit:
            pieces.append([is_hit, ""])
        pieces[-1][1] += char
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", said) if on else said,) for on, said in pieces))
