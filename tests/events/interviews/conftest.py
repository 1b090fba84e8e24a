import pytest
from django.utils import translation

from alumni_office.accounts.roles import Role
from tests.factories import make_team, make_user, make_volunteer


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator():
    return make_user(Role.VOLUNTEER_COORDINATOR, name="协调员")


@pytest.fixture
def volunteer():
    return make_volunteer()


@pytest.fixture
def team(volunteer):
    team = make_team()
    team.members.create(volunteer=volunteer, leads=True)
    return team
