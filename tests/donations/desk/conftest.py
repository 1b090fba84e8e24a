import pytest
from django.utils import translation

from alumni_office.accounts import roles
from alumni_office.accounts.roles import Permission, Role
from tests.factories import make_user


@pytest.fixture(autouse=True)
def _english():
    """What services say outside of a request."""
    with translation.override("en"):
        yield


@pytest.fixture
def at_desk(client):
    """at_desk(role) or at_desk(user): the client, signed in."""

    def at_desk(who=Role.FINANCE):
        client.force_login(who if hasattr(who, "pk") else make_user(who))
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return at_desk


@pytest.fixture
def without_amounts(monkeypatch):
    """Somebody who sees donors, but not what they gave."""
    rights = frozenset({Permission.DONOR_VIEW, Permission.ALUMNI_VIEW})
    monkeypatch.setitem(roles.DEFINITIONS, Role.EDITOR, roles.Definition("", rights))
    return make_user(Role.EDITOR)
