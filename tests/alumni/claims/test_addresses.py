"""Codes go only where a mail can go."""

import pytest

from alumni.queries.claims import code_targets
from tests.factories import make_alumnus, make_contact

pytestmark = pytest.mark.django_db


def test_no_code_is_offered_to_an_address_that_takes_no_mail():
    person = make_alumnus()
    make_contact(person, "email", "wang@qq-.com")
    good = make_contact(person, "email", "wang@qq.com")
    assert code_targets(person) == [good]
