import pytest
from django.core.cache import cache
from django.utils import translation

from alumni_office.accounts.roles import Role
from tests.factories import make_leaver, make_leaving, make_user


@pytest.fixture(autouse=True)
def _english():
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator():
    return make_user(Role.VOLUNTEER_COORDINATOR, name="协调员")


@pytest.fixture
def leaving():
    return make_leaving()


@pytest.fixture
def leaver(leaving):
    return make_leaver(leaving)
