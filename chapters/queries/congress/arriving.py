"""Who stands at the door: a delegate by the number of the credentials, or by a part of the name."""

from alumni_office.ui.numbers import typed_number
from chapters.models import Congress, Delegate

MOST = 20


def arriving(congress: Congress, words: str) -> list[Delegate]:
    rows = congress.delegates.confirmed().select_related("alumnus", "delegation__chapter", "delegation__college")
    if words.isascii() and words.isdigit():
        rows = rows.filter(number=typed_number(words, digits=9) or 0)
    else:
        for word in words.split():
            rows = rows.filter(alumnus__name__icontains=word)
    return list(rows.order_by("number")[:MOST])
