"""Looking changes nothing, and what changes something comes from our own pages."""

import pytest
from django.conf import settings

from . import policy
from .asking import ask, paths
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
    "donations:notified",  # the provider's signature says who it is
    "donations:donor-window",
}
# Where a look writes, and what stays of it: a link in a letter counts in sum how often it was opened; taking a merge
# apart is tried and taken back, for the page to say what it would do. All else: test_matrix.py.
WRITES = {"publications:counted-link": ["publications_mailinglink"], "admin:alumni_merge_undo": []}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("who", ["superuser", "alumnus", "unverified", "anonymous"])
def test_of_a_look_that_writes_nothing_stays_but_what_is_said_here(world, name, who):
    client, before = world.client(who), fingerprints()
    for path in [path for each, path, _side in paths(world) if each == name]:
        with ask(client, "GET", path):
            assert changed(before) == WRITES[name], path


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
