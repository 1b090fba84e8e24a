"""Whatever stands in an address of giving or of events, or in a form of giving, the answer is a page: numbers that no
row can have, bytes that no text can hold, names of hundreds of characters."""

from html.parser import HTMLParser

import pytest

from .asking import ask, paths
from .walk import addresses, said

pytestmark = pytest.mark.django_db

HUGE = "9999999999999999999"
ODD = [HUGE, "a\0b", "²"]
PARAMETERS = [
    "q", "words", "donor", "fund", "campaign", "year", "page", "before", "batch", "like", "state", "show", "kind",
    "measure", "person", "organisation", "industry", "college", "owner", "stage", "number", "version", "issuer",
    "chapter", "since", "until", "least", "reached", "credit", "province", "event", "series", "host", "span",
    "ticket", "figure", "which", "label", "form", "part", "name", "code", "language",
]  # fmt: skip
GIVING = ("donations:", "admin:donations_")
OWN = (*GIVING, "events:", "admin:events_")
CIRCLE = "donations:wall-circle"  # 0 is the circle of who has no tier


class Fields(HTMLParser):
    """What a browser would send of the page's forms, field by field."""

    def __init__(self, text: str):
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.typed: list[set[str]] = []
        self.choice = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("name")
        if tag == "form":
            self.forms.append({})
            self.typed.append(set())
            self.is_posted = said.get("method", "get").lower() == "post"
        if not self.forms or not name:
            if tag == "option" and self.choice and self.forms and (said.get("value") or "selected" in said):
                self.forms[-1].setdefault(self.choice, said.get("value") or "")
            return
        if tag == "select":
            self.choice = name
        elif tag == "textarea" or (tag == "input" and said.get("type", "text") not in ("submit", "checkbox")):
            self.forms[-1].setdefault(name, said.get("value") or "")
            if name != "csrfmiddlewaretoken":
                self.typed[-1].add(name)

    def handle_endtag(self, tag):
        if tag == "select":
            self.choice = None


def clients(world):
    return {True: world.client("superuser"), False: world.client("alumnus")}


def status(client, method: str, path: str, data=None):
    """The number of the answer, or what came instead of one."""
    try:
        with ask(client, method, path, data) as response:
            return response.status_code
    except Exception as error:
        return repr(error)[:150]


def ours(world, names=OWN):
    """(whether it is of the desk, path) of everything of giving and of events, or of what begins with `names`."""
    found = [(name, path) for name, path, _side in paths(world, ("ours",)) if name.startswith(names)]
    return [(name.startswith("admin:"), path) for name, path in found]


def test_no_parameter_of_an_address_breaks_a_page(world):
    by, wrong = clients(world), []
    for desk, path in ours(world):
        for asked in [*(dict.fromkeys(PARAMETERS, value) for value in ODD), {"q": "a\0b"}]:
            got = status(by[desk], "GET", path, asked)
            if got not in (200, 302, 400, 403, 404, 405, 422):
                wrong.append(f"{path} {asked['q']!r}: {got}")
    assert not wrong, "\n".join(wrong)


def test_no_number_in_an_address_breaks_a_page(world):
    by, wrong = clients(world), []
    for address in addresses():
        if not address.name.startswith(OWN) or not address.arguments:
            continue
        for value in (HUGE, "0", "1e5", "A" * 400, "%00"):
            path = address.path(**dict.fromkeys(address.arguments, value))
            for method in ("GET", "POST"):
                got = status(by[address.name.startswith("admin:")], method, path)
                if got not in (404, 405, 403, 302, 400) and (address.name, value, got) != (CIRCLE, "0", 200):
                    wrong.append(f"{method} {path[:90]}: {got}")
    assert not wrong, "\n".join(wrong)


def test_nothing_typed_into_a_form_breaks_a_page(world):
    by, wrong, sent = clients(world), [], 0
    for desk, path in ours(world, GIVING):
        with ask(by[desk], "GET", path) as response:
            is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
            page = Fields(said(response) if is_page else "")
        for form, typed in zip(page.forms, page.typed, strict=True):
            many = [dict.fromkeys(typed, value) for value in ("a\0b", "长" * 390, "1e400")]
            for odd in [*many, *({field: HUGE} for field in sorted(typed))]:
                got = status(by[desk], "POST", path, form | odd)
                if got == 405:
                    break
                sent += 1
                if got not in (200, 302, 303, 400, 403, 404, 409, 422, 429):
                    wrong.append(f"{path} {sorted(odd)[:3]}: {got}")
    assert not wrong, "\n".join(wrong)
    assert sent > 300
