"""A class of 1996 with four members: two who opened themselves, one who is closed, one whom nobody has found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.models import Consent
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_member

YEARS = 30


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def day(today):
    return today + timedelta(days=200)


@pytest.fixture
def college():
    return make_college()


@pytest.fixture
def studied(college, day):
    """Makes somebody a member of the class."""

    def add(person, **fields):
        fields = {"class_name": "数学一班", "major": "数学", "level": "bachelor"} | fields
        return make_degree(person, college=college, school=college.school, graduation_year=day.year - YEARS, **fields)

    return add


@pytest.fixture
def reach():
    """Gives somebody an address and the consent to be written to."""

    def add(person, email, *, agreed=True):
        make_contact(person, kind="email", value=email)
        if agreed is not None:
            Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=agreed)
        return person

    return add


@pytest.fixture
def degree(studied):
    """Of the one who books."""
    return studied(make_member("孙丽华", listed="classmates"))


@pytest.fixture
def person(degree):
    return degree.alumnus


@pytest.fixture
def friend(studied, reach):
    return reach(studied(make_member("李敏", listed="classmates")).alumnus, "limin@example.com")


@pytest.fixture
def closed(studied, reach):
    """Verified, and open to nobody."""
    return reach(studied(make_member("周平", listed="nobody")).alumnus, "zhouping@example.com")


@pytest.fixture
def lost(studied, reach):
    return reach(studied(make_alumnus("吴海")).alumnus, "wuhai@example.com")
