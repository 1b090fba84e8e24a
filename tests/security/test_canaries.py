"""Words that stand nowhere else: everyone looks at everything, and finds nothing of those who are not theirs."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from .asking import ask, paths
from .walk import outcome
from .words import NAMES, phone

pytestmark = pytest.mark.django_db

# What a side's people say of themselves; names of staff, of colleges and of what staff keep come apart below.
PEOPLE = {side: [NAMES[side], f"canary-{side}-", phone(side), phone(side)[3:]] for side in NAMES}
BIRTH = {"ours": "1976-11-13", "theirs": "1977-12-14"}
KEPT = ["list", "search", "roster.xlsx", "column", "cell", "why", "export"]
CONTACTS = [
    word for side in NAMES for word in (phone(side)[3:], f"canary-{side}-mail@", f"canary-{side}-address", BIRTH[side])
]
MAIL = ["canary-mail", *(f"canary-{side}-private" for side in NAMES)]  # nobody's at the desk
LETTERS = [f"canary-{side}-letter" for side in NAMES]

# What must not be in any answer.
FORBIDDEN = {
    "anonymous": [*PEOPLE["ours"], *PEOPLE["theirs"], *BIRTH.values(), *MAIL],
    "unverified": [*PEOPLE["ours"], *PEOPLE["theirs"], *BIRTH.values(), *MAIL],
    "alumnus": [*PEOPLE["theirs"], BIRTH["theirs"], "canary-mail"],
    "other alumnus": [*PEOPLE["ours"], BIRTH["ours"], "canary-mail"],
    "other chapter officer": [*PEOPLE["ours"], *BIRTH.values(), *MAIL, *LETTERS],
    "past chapter officer": [*PEOPLE["ours"], *PEOPLE["theirs"], *BIRTH.values(), *MAIL],
    "future chapter officer": [*PEOPLE["ours"], *PEOPLE["theirs"], *BIRTH.values(), *MAIL],
    # A volunteer sees the names at the own gate and whom the own team met, no way to reach anybody, and nothing of the
    # other.
    "gate volunteer": [*PEOPLE["theirs"], *BIRTH.values(), *MAIL, *CONTACTS, "canary-ours-wish", "canary-ours-helper"],
    "past gate volunteer": [*PEOPLE["ours"], *PEOPLE["theirs"], *BIRTH.values(), *MAIL],
    "officer": [*PEOPLE["theirs"], BIRTH["theirs"], *MAIL, *LETTERS],
    "other officer": [*PEOPLE["ours"], BIRTH["ours"], *MAIL, *LETTERS],
    "staff": [*(f"canary-{side}-{what}" for side in NAMES for what in ("list", "search", "export")), *MAIL],
    "head": MAIL,
    "finance": [*MAIL, *LETTERS],
    "editor": [*CONTACTS, *MAIL, *LETTERS],
    "volunteers": [*CONTACTS, *MAIL, *LETTERS],
    "auditor": [*CONTACTS, *MAIL, *LETTERS],
}
# Some doors are opened by who knows their secret, whoever that is: a link to one's own data, one to an article about
# oneself or to what one speaks about, one to refuse, two that invite to a chapter, a card, a registration's own page,
# one's answers to a consultation and to one's class, one to join the volunteers.
BY_SECRET = {
    "alumni:correct", "alumni:card", "chapters:invitation", "chapters:initiator", "publications:consent",
    "events:speaker", "events:registration", "events:registration-change", "events:registration-cancel",
    "events:registration-calendar", "events:consultation", "events:reunion-answer-link", "events:volunteer-join",
    "events:leaving-link", "events:leaving-paper", "events:interview",
}  # fmt: skip


@pytest.mark.parametrize("who", FORBIDDEN)
def test_no_page_shows_anything_of_those_who_are_not_ones_own(world, who):
    client = world.client(who)
    wrong = []
    for name, path, _side in paths(world):
        if name not in BY_SECRET:
            with ask(client, "GET", path) as response:
                wrong += [f"{path} ({name}): {word}" for word in FORBIDDEN[who] if word in said(response)]
    assert not wrong, "\n".join(wrong)


def words() -> list[str]:
    """What one may look for to find somebody whom one may not see."""
    found = [each for side in NAMES for each in (NAMES[side], NAMES[side][:2], phone(side), phone(side)[-8:])]
    return [
        *found,
        *(f"canary-{side}-{what}" for side in NAMES for what in ("mail@example.com", "city", "no", "latin")),
    ]


SEARCHES = [
    ("admin:alumni_alumnus_changelist", "words"),
    ("admin:alumni_alumnus_counts", "words"),
    ("admin:alumni_alumnus_suggest", "words"),
    ("admin:history_accessrecord_changelist", "q"),
    ("admin:accounts_user_changelist", "q"),
    ("admin:alumni_tag_changelist", "q"),
    ("admin:alumni_college_changelist", "q"),
    ("alumni:classmates", "name"),
    ("alumni:classmates", "place"),
    ("alumni:classmates", "class_name"),
    ("alumni:colleges", "q"),
]


@pytest.mark.parametrize("who", FORBIDDEN)
def test_no_search_tells_anything_of_those_who_are_not_ones_own(world, who):
    client = world.client(who)
    wrong = []
    for name, parameter in SEARCHES:
        for word in words():
            path = f"{reverse(name)}?{urlencode({parameter: word})}"
            with ask(client, "GET", path) as response:
                if outcome(response) == "in":
                    # A page repeats what was looked for, and whatever that is a part of.
                    secret = [each for each in FORBIDDEN[who] if each not in word and word not in each]
                    wrong += [f"{path}: {each}" for each in secret if each in said(response).replace(word, "")]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["editor", "volunteers", "auditor"])
def test_who_may_not_see_contacts_finds_nobody_by_them(world, who):
    client = world.client(who)
    for side in NAMES:
        for word in (phone(side), phone(side)[3:], phone(side)[-8:], f"canary-{side}-mail@example.com"):
            with ask(client, "GET", reverse("admin:alumni_alumnus_changelist"), {"words": word}) as response:
                assert NAMES[side] not in said(response), word


def test_the_words_are_there_for_who_may_see_them(world):
    """Else no test here would say anything."""
    client, seen = world.client("superuser"), ""
    for _name, path, _side in paths(world):
        with ask(client, "GET", path) as response:
            seen += said(response)
    for side in NAMES:
        with ask(client, "POST", reverse("admin:alumni_alumnus_reveal", args=[world.keys[side]["person"]])) as response:
            seen += said(response)
    words = [*PEOPLE["ours"], *PEOPLE["theirs"], *LETTERS, *CONTACTS]
    assert [word for word in words if word not in seen and word[0] != "+"] == []


def test_a_message_that_nobody_reported_is_not_read_at_the_desk(world):
    client = world.client("superuser")
    for side in NAMES:
        path = reverse("admin:alumni_personalmessage_detail", args=[world.keys[side]["private"]])
        with ask(client, "GET", path) as response:
            assert response.status_code == 404


def said(response) -> str:
    """Body and headers, as text."""
    body = response.sent if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return body.decode("utf-8", "replace") + headers
