"""Folding: what a name has in common with the ways people type it.

`fold` gives what the database's `names_fold` gives (a test compares them): compatibility forms
resolved, accents, case, spaces, dots and hyphens gone, traditional characters simplified. The
planes of rare characters are kept whole: Unicode adds to them faster than Python and PostgreSQL.
"""

import unicodedata

from .tables import hanzi, surnames

# Letters that Unicode does not take apart into a base letter and an accent.
WHOLE_LETTERS = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    lowered = unicodedata.normalize("NFKD", text).lower().translate(WHOLE_LETTERS)
    return simplify("".join(char for char in lowered if char.isalnum() or "\U00020000" <= char < "\U00040000"))


def simplify(text: str) -> str:
    """Return `text` in simplified characters, one for one: for keys, never for display."""
    if text.isascii():
        return text
    table = hanzi()
    return "".join(table[char][0] if char in table else char for char in text)


def readings(name: str) -> list[str]:
    """Return the ways to read a Chinese name, syllables separated by spaces, the surname's own
    reading first and at most eight; [] when no character of it has a reading."""
    chars = [char for char in simplify(name) if char.isalnum()]
    table = hanzi()
    if not any(char in table for char in chars):
        return []
    head = 2 if "".join(chars[:2]) in surnames() else 1
    usual = surnames().get("".join(chars[:head]), [])
    firsts = list(usual)
    for reading in _combine([_syllables(char) for char in chars[:head]]):
        if reading not in firsts:
            firsts.append(reading)
    rest = _combine([_syllables(char) for char in chars[head:]])
    return [" ".join(filter(None, (first, last))) for first in firsts for last in rest][:8]


def _syllables(char: str) -> list[str]:
    table = hanzi()
    if char not in table:
        return [char]
    spellings = table[char][1]
    typed = {other for v in spellings if "v" in v for other in (v.replace("v", "u"), v.replace("v", "yu"))}
    return [spelling for spelling in spellings if spelling not in typed]  # lu and lyu are only typed for lü


def _combine(parts: list[list[str]]) -> list[str]:
    combined = [""]
    for part in parts:
        combined = [f"{done} {syllable}".strip() for done in combined for syllable in part][:32]
    return combined
