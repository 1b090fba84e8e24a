"""Merge fields: a closed list, replaced by code. `{{ name|alumnus }}`: the field, and what stands there when nothing is
known. Nothing else is replaced, and nothing is run: `{% %}`, `{0.__class__}` and `${}` stay what they are."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Of the person; each needs a fallback.
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "surname": gettext_lazy("Surname"),
    "college": gettext_lazy("College"),
    "major": gettext_lazy("Major"),
    "class": gettext_lazy("Class"),
    "year": gettext_lazy("Graduation year"),
    "city": gettext_lazy("City"),
}
# Of the mail itself; never empty.
LINKS: dict[str, str | Promise] = {
    "unsubscribe": gettext_lazy("Address of the page to unsubscribe"),
    "preferences": gettext_lazy("Address of the page of preferences"),
    "web": gettext_lazy("Address of the mailing on the web"),
}
LONGEST = 60  # characters of a value: a name is not a letter

_FIELD = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class BadField(Exception):
    """A field that does not exist or has no fallback; the message is a sentence."""


@dataclass(frozen=True)
class Field:
    name: str
    fallback: str


Piece = str | Field


def split(words: str) -> list[Piece]:
    """Return literal text and fields in turns. Raises BadField."""
    pieces: list[Piece] = []
    end = 0
    for found in _FIELD.finditer(words):
        pieces += [words[end : found.start()], _field(found[1])]
        end = found.end()
    pieces.append(words[end:])
    return [piece for piece in pieces if piece != ""]


def _field(said: str) -> Field:
    name, bar, fallback = (part.strip() for part in said.partition("|"))
    if name in LINKS and not bar:
        return Field(name, "")
    if name not in FIELDS:
        raise BadField(_("There is no field “%(name)s”.") % {"name": name[:40]})
    if not fallback:
        raise BadField(
            _("The field “%(name)s” needs words for when nothing is known: {{ %(name)s|alumnus }}.") % {"name": name}
        )
    return Field(name, clean(html.unescape(fallback)))


def clean(value: object) -> str:
    """One line, of at most LONGEST characters: what a header may hold as well."""
    return _CONTROL.sub(" ", str(value or "")).strip()[:LONGEST].strip()


def fill(pieces: list[Piece], values: Mapping[str, str], quote: Callable[[str], str] = str) -> str:
    """Put `values` (already clean) into `pieces`; `quote` makes them safe where they will stand."""
    return "".join(
        [piece if piece.__class__ is str else quote(values.get(piece.name) or piece.fallback) for piece in pieces]
    )


def quote_html(value: str) -> str:
    """As html.escape, and no field can open another one."""
    return html.escape(value).replace("{", "&#123;")
