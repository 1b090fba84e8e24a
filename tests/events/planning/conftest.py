import pytest

from alumni_office.accounts.roles import Role
from tests.factories import make_college, make_user


@pytest.fixture
def office(client):
    """Who plans for everybody, signed in."""
    user = make_user(Role.STAFF)
    client.force_login(user)
    return user


@pytest.fixture
def officer(client):
    """Who plans for one college, signed in."""
    user = make_user(Role.COLLEGE_OFFICER, college=make_college("数学学院"))
    client.force_login(user)
    return user
