from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail import tokens
from events.queries.effect.feedback import PURPOSE
from tests.factories import make_college, make_event, make_user


@pytest.fixture
def held():
    """An event of yesterday."""
    return make_event(starts_at=timezone.now() - timedelta(days=1), state="held", title_en="Return Day")


@pytest.fixture
def office(client):
    user = make_user(Role.STAFF)
    client.force_login(user)
    return user


@pytest.fixture
def officer(client):
    """Of one college, signed in."""
    user = make_user(Role.COLLEGE_OFFICER, college=make_college("数学学院"))
    client.force_login(user)
    return user


@pytest.fixture
def link_of():
    """The address of the link in the mail."""
    return lambda registration: reverse("events:feedback", args=[tokens.make(PURPOSE, registration.pk)])
