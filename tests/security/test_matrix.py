"""Everyone at every address: who is let in, led elsewhere or refused, against one table; what is read there; and that
looking changes nothing."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from . import policy
from .asking import ask, paths
from .looks import look_around, who_wrote
from .test_canaries import BY_SECRET, CONTACTS, FORBIDDEN, LETTERS, PEOPLE
from .test_chapter_officers import NEVER
from .walk import addresses, outcome, said
from .words import NAMES

CELLS = {name: cells for name, _kinds, cells in policy.lines()}
UNREAD = {
    **FORBIDDEN,
    "chapter officer": NEVER,  # what was not opened
    "superuser": [f"canary-{side}-private" for side in NAMES],  # messages that nobody reported
}
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FOLDED = re.compile(r'<details class="folded".*?</details>', re.DOTALL)
FIELD = re.compile(r'<select|<textarea|<input(?![^>]*type="(?:hidden|submit)")')
pytestmark = pytest.mark.django_db
# By its scope all tests of one principal stand side by side, and share one walk.
everybody = pytest.mark.parametrize("who", policy.EVERYBODY, scope="module")


def test_every_address_has_a_line_and_every_line_an_address():
    found = Counter(address.name for address in addresses())
    assert Counter(name for name, _kinds, _cells in policy.lines()) == found


@everybody
def test_everyone_is_let_in_exactly_where_the_table_says(world, who):
    got = [("GET", look.name, look.path, look.side, look.got) for look in look_around(world, who).all]
    client = world.client(who)
    for name, path, side in paths(world):
        with ask(client, "POST", path) as response:
            got.append(("POST", name, path, side, outcome(response)))
    wrong = []
    for method, name, path, side, what in got:
        wanted = policy.expected(CELLS[name][method], who, side)
        if what != wanted:
            wrong.append(f"{method} {path} ({name}): {what}, not {wanted}")
    assert not wrong, "\n".join(wrong)


@everybody
def test_no_page_shows_anything_of_those_who_are_not_ones_own(world, who):
    wrong = [
        f"{look.path} ({look.name}): {word}"
        for look in look_around(world, who).all
        if look.name not in BY_SECRET
        for word in UNREAD[who]
        if word in look.text
    ]
    assert not wrong, "\n".join(wrong)


@everybody
def test_no_get_changes_anything(world, who):
    tables = look_around(world, who).touched
    wrong = who_wrote(world, who, tables) if tables else []
    assert tables == [], f"{tables}:\n" + "\n".join(wrong)


@everybody
def test_a_form_that_asks_for_a_list_by_many_fields_stands_folded(world, who):
    """Else on a telephone a screen of form stands above the first row."""
    wrong = {
        f"{look.name}: {attributes}"
        for look in look_around(world, who).all
        for attributes, body in FORM.findall(FOLDED.sub("", look.text))
        if "post" not in attributes.lower() and len(FIELD.findall(body)) > 2
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize("who", ["superuser"], scope="module")
def test_such_forms_are_there(world, who):
    """Else the test above would say nothing."""
    folded = {look.name for look in look_around(world, who).all if FOLDED.search(look.text)}
    assert {"admin:donations_gift_changelist", "admin:events_event_changelist", "chapters:directory"} <= folded


@pytest.mark.parametrize("who", ["superuser"], scope="module")
def test_the_words_are_there_for_who_may_see_them(world, who):
    """Else no test here would say anything."""
    seen = "".join(look.text for look in look_around(world, who).all)
    client = world.client(who)
    for side in NAMES:
        with ask(client, "POST", reverse("admin:alumni_alumnus_reveal", args=[world.keys[side]["person"]])) as response:
            seen += said(response)
    words = [*PEOPLE["ours"], *PEOPLE["theirs"], *LETTERS, *CONTACTS]
    assert [word for word in words if word not in seen and word[0] != "+"] == []
