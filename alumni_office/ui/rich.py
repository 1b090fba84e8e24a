"""Rich text: a closed set of marks, cleaned when it is saved and again when it is printed. The one place that says of
what people wrote that it is safe.

There are no pictures in it: a picture is a file of its own, so that no page ever asks another server for one.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "h2", "h3", "strong", "em", "blockquote", "ul", "ol", "li", "a", "br", "hr", "sub", "sup"}
SCHEMES = {"http", "https", "mailto"}
GONE_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea"}
REL = "nofollow noopener noreferrer"
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
BLOCK = re.compile(r"</?(?:p|h2|h3|blockquote|ul|ol|li|br|hr)\b[^>]*>")
PLACE = re.compile(r"(?:https?://|mailto:|/(?![/\\]))[^\s\\]*", re.IGNORECASE)
VOID = {"br", "hr"}
OF_BLOCKS = {"p", "h2", "h3", "blockquote", "ul", "ol", "hr"}


def clean(html: str) -> str:
    """Return `html` with nothing in it but TAGS; "" when it holds no text. Cleaning twice is cleaning once."""
    cleaned = nh3.clean(
        html.replace("\0", ""),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=REL,
        clean_content_tags=GONE_WITH_CONTENT,
    ).strip()
    return cleaned if plain(cleaned) else ""


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A link leads to the web, to an address, or to a page of this site."""
    if name == "href" and not PLACE.fullmatch(value.strip()):
        return None
    return value


def shown(html: str) -> SafeString:
    """Cleaned again and said to be safe."""
    return mark_safe(clean(html))  # noqa: S308  # this is the reviewed place


def plain(html: str) -> str:
    """The text alone, in one line."""
    return " ".join(unescape(TAG.sub("", BLOCK.sub(" ", html))).split())


def blocks(html: str) -> list[str]:
    """The paragraphs, headings and lists of a cleaned text, one by one."""
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
    return [block for block in splitter.found if block.strip()]


class _Splitter(HTMLParser):
    """Cuts before and after each block that stands in no other."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.depth = 0
        self.found = [""]

    def _add(self, text: str) -> None:
        self.found[-1] += text

    def _cut(self, tag: str) -> None:
        if self.depth == 0 and tag in OF_BLOCKS:
            self.found.append("")

    def handle_starttag(self, tag, attrs):
        self._cut(tag)
        self._add(self.get_starttag_text() or "")
        if tag in VOID:
            self._cut(tag)
        else:
            self.depth += 1

    def handle_endtag(self, tag):
        self._add(f"</{tag}>")
        self.depth = max(self.depth - 1, 0)
        self._cut(tag)

    def handle_data(self, data):
        self._add(data)

    def handle_entityref(self, name):
        self._add(f"&{name};")

    def handle_charref(self, name):
        self._add(f"&#{name};")


def replace_words(html: str, words: dict[str, str]) -> str:
    """Put `words` in place of their keys in the text of a cleaned `html`, also where marks stand inside of one. Of two
    keys at one place the longer one counts."""
    if not words:
        return html
    parts = TAG.split(html)
    texts = parts[::2]
    said = {escape(word, quote=False): escape(instead, quote=False) for word, instead in words.items()}
    pattern = re.compile("|".join(re.escape(word) for word in sorted(said, key=len, reverse=True)))
    at = 0
    spans = [(match.start(), match.end(), said[match[0]]) for match in pattern.finditer("".join(texts))]
    for number, text in enumerate(texts):
        parts[2 * number] = _written(text, at, spans)
        at += len(text)
    return "".join(parts)


def _written(text: str, at: int, spans: list[tuple[int, int, str]]) -> str:
    """One piece of text, which begins at `at` of the whole, with what is said instead."""
    kept, done = [], 0
    for start, end, instead in spans:
        first, last = start - at, end - at
        if last <= 0 or first >= len(text):
            continue
        kept.append(text[done : max(first, 0)])
        if first >= 0:
            kept.append(instead)
        done = min(last, len(text))
    return "".join([*kept, text[done:]])


def replace_plain(text: str, words: dict[str, str]) -> str:
    """As `replace_words`, in a text without marks."""
    if not words:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda match: words[match[0]], text)
