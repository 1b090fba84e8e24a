"""Whatever stands in an address or a form of giving, the answer is a page: numbers that no row can have, bytes that no
text can hold, names of hundreds of characters."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from .asking import ask, paths
from .walk import addresses, said

pytestmark = pytest.mark.django_db

ODD = ["9999999999999999999", "1e5", "-1", "0", "a\0b", "١٢", "²", "%", "'\"<", "NaN", "2026-13-45", "长" * 390]
PARAMETERS = [
    "q", "words", "donor", "fund", "campaign", "year", "page", "before", "batch", "like", "state", "show", "kind",
    "measure", "person", "alumnus", "organisation", "industry", "college", "owner", "stage", "from", "until", "day",
    "amount", "offer", "number", "name", "city", "province", "trade", "unit", "range", "row", "column", "key", "tier",
    "department", "need", "by", "sort", "o", "since", "to", "medium", "code", "issuer", "source", "chapter",
]  # fmt: skip
OWN = ("donations:", "admin:donations_")


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


def ours(world):
    return [(name, path) for name, path, side in paths(world, ("ours",)) if name.startswith(OWN)]


def client_of(world, name):
    return world.client("alumnus" if name.startswith("donations:") else "superuser")


def test_no_parameter_of_an_address_breaks_a_page(world):
    clients = {who: world.client(who) for who in ("alumnus", "superuser")}
    wrong = []
    for name, path in ours(world):
        client = clients["alumnus" if name.startswith("donations:") else "superuser"]
        for value in ODD:
            for asked in (dict.fromkeys(PARAMETERS, value), *({each: value} for each in ("q", "page", "before"))):
                try:
                    with ask(client, "GET", path, asked) as response:
                        status = response.status_code
                except Exception as error:  # noqa: BLE001
                    status = repr(error)[:150]
                if status not in (200, 302, 400, 403, 404, 405):
                    wrong.append(f"{path} {value[:20]!r} {list(asked)[:2]}: {status}")
    assert not wrong, "\n".join(wrong)


def test_no_number_in_an_address_breaks_a_page(world):
    clients = {who: world.client(who) for who in ("alumnus", "superuser")}
    wrong = []
    for address in addresses():
        if not address.name.startswith(OWN) or not address.arguments:
            continue
        client = clients["alumnus" if address.name.startswith("donations:") else "superuser"]
        for value in ("9999999999999999999", "0", "1e5", "²", "١", "A" * 400, "%00", "..%2f..%2fetc"):
            path = address.path(**dict.fromkeys(address.arguments, value))
            for method in ("GET", "POST"):
                try:
                    with ask(client, method, path) as response:
                        status = response.status_code
                except Exception as error:  # noqa: BLE001
                    status = repr(error)[:150]
                if status not in (404, 405, 403, 302, 400):
                    wrong.append(f"{method} {path[:90]}: {status}")
    assert not wrong, "\n".join(wrong)


def test_nothing_typed_into_a_form_breaks_a_page(world):
    clients = {who: world.client(who) for who in ("alumnus", "superuser")}
    wrong, sent = [], 0
    for name, path in ours(world):
        client = clients["alumnus" if name.startswith("donations:") else "superuser"]
        with ask(client, "GET", path) as response:
            if response.status_code != 200 or "text/html" not in response["Content-Type"]:
                continue
            page = Fields(said(response))
        for form, typed in zip(page.forms, page.typed, strict=True):
            for field in typed:
                for value in ODD:
                    try:
                        with ask(client, "POST", path, form | {field: value}) as response:
                            status = response.status_code
                            sent += status != 405
                    except Exception as error:  # noqa: BLE001
                        status = repr(error)[:200]
                    if status not in (200, 302, 303, 400, 403, 404, 405, 409, 422, 429):
                        wrong.append(f"{path} {field}={value[:20]!r}: {status}")
                    if status == 405:
                        break
    print(sent)
    assert sent > 1000
    assert not wrong, "\n".join(wrong)
