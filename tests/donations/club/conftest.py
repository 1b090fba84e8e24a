import pytest
from django.utils import translation

from alumni_office.accounts.roles import Role
from tests.factories import make_user

BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff():
    return make_user(Role.STAFF, name="李老师", language="en")


@pytest.fixture
def enter(client):
    """enter(user): the client is signed in as this user, and reads English."""

    def enter(user):
        client.force_login(user, backend=BACKEND)
        client.cookies["django_language"] = "en"
        return client

    return enter


@pytest.fixture
def desk(enter, staff):
    return enter(staff)
