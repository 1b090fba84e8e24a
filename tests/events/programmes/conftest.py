from datetime import timedelta

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from tests.factories import make_assignment, make_shift, make_user, make_volunteer


@pytest.fixture
def coordinator():
    return make_user(Role.VOLUNTEER_COORDINATOR, name="协调员")


@pytest.fixture
def shift():
    return make_shift()


@pytest.fixture
def volunteer():
    return make_volunteer()


@pytest.fixture
def worked(volunteer):
    """A shift of four hours that the volunteer was on yesterday."""
    shift = make_shift(starts_at=timezone.now() - timedelta(days=1))
    return make_assignment(shift, volunteer, state="came")
