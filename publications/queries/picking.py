"""People picked by hand, a line for each: the number of the record, or words that find one person alone."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni.queries import search

MOST_LINES = 500
MOST_SEARCHED = 20  # lines without a number: each is a search
NUMBER = re.compile(r"#(\d{1,15})$")


class NotOne(Exception):
    """A line names nobody, or more than one; the message is a sentence."""


def as_lines(ids: Iterable[int], user) -> str:
    """What is typed for these people, as far as `user` sees them."""
    people = Alumnus.objects.visible_to(user).filter(pk__in=list(ids)).order_by("name", "pk")
    return "\n".join(f"{name} #{pk}" for pk, name in people.values_list("pk", "name"))


def picked(text: str, user) -> tuple[int, ...]:
    """The people that the lines name, each once and as far as `user` sees them. Raises NotOne."""
    lines = list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))
    if len(lines) > MOST_LINES:
        raise NotOne(_("These are more than %(count)s people: make a list of them.") % {"count": MOST_LINES})
    numbered = {line: int(found[1]) for line in lines if (found := NUMBER.search(line))}
    if len(lines) - len(numbered) > MOST_SEARCHED:
        raise NotOne(_("At most %(count)s lines may have no number of a record.") % {"count": MOST_SEARCHED})
    seen = set(Alumnus.objects.visible_to(user).filter(pk__in=numbered.values()).values_list("pk", flat=True))
    for line, number in numbered.items():
        if number not in seen:
            raise NotOne(_("“%(line)s” names nobody.") % {"line": line})
    return tuple(dict.fromkeys(numbered[line] if line in numbered else _found(line, user) for line in lines))


def _found(line: str, user) -> int:
    found = list(search.people(user, line).order_by("pk").values_list("pk", flat=True)[:2])
    if not found:
        raise NotOne(_("“%(line)s” names nobody.") % {"line": line})
    if len(found) > 1:
        raise NotOne(
            _("“%(line)s” finds several people: add a year or a class, or the number of the record (#123).")
            % {"line": line}
        )
    return found[0]
