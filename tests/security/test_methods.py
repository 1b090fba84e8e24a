"""Looking changes nothing, and what changes something comes from our own pages."""

import pytest
from django.conf import settings

from . import policy
from .asking import answer, ask, paths, undone
from .rows import changed, fingerprints

pytestmark = pytest.mark.django_db

# Choices that harm nobody, from pages that are the same for every visitor and hold no token.
WITHOUT_TOKEN = {"set_language", "set_theme"}
# The address itself is a secret of 256 bits, sent to one person: whoever has it needs no cookie and so no token.
SECRET_ADDRESS = {
    "alumni:correct",
    "events:interview",
    "events:leaving-link",
    "events:leaving-paper",
    "events:reunion-answer-link",
    "chapters:invitation",
    "events:consultation",
    "publications:consent",
    "publications:unsubscribe",
    "publications:preferences",
    "events:feedback",
    "events:registration",
    "events:registration-calendar",
    "events:registration-change",
    "events:registration-cancel",
    "events:speaker",
}
# A link in a letter counts in sum how often it was opened, and notes nothing else.
COUNTED = {"publications:counted-link": ["publications_mailinglink"]}


@pytest.mark.parametrize("who", ["superuser", "alumnus", "unverified", "anonymous"])
def test_no_get_changes_anything(world, who):
    client, before, wrong = world.client(who), fingerprints(), []
    with undone():
        for name, path, _side in paths(world):
            if name not in COUNTED:
                answer(client, "GET", path)
        tables = changed(before)
    # Which one was it? What counts is looked at by itself in any case.
    for name, path, _side in [each for each in paths(world) if tables or each[0] in COUNTED]:
        with ask(client, "GET", path):
            touched = changed(before)
            if touched != COUNTED.get(name, []):
                wrong.append(f"{path} ({name}): {', '.join(touched)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["superuser", "alumnus", "anonymous"])
def test_every_post_without_a_token_is_refused(world, who):
    client = world.client(who, enforce_csrf_checks=True)
    wrong = []
    for name, path, _side in paths(world):
        with ask(client, "POST", path) as response:
            if response.status_code != 403 and name not in SECRET_ADDRESS:
                wrong.append(f"{path} ({name}): {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_only_the_choice_of_language_and_appearance_needs_no_token_from_our_own_pages(world):
    client = world.client("alumnus", enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    let_in = set()
    for name, path, _side in paths(world):
        with ask(client, "POST", path) as response:
            if response.status_code != 403:
                let_in.add(name)
    assert let_in == WITHOUT_TOKEN | SECRET_ADDRESS


def test_the_cookies_of_a_session_and_of_a_token_are_not_for_scripts_or_other_sites():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_the_table_knows_every_principal(world):
    assert {*world.users, "anonymous"} == set(policy.EVERYBODY)
