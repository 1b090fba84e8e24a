import pytest

from alumni.queries import search as queries
from tests.factories import make_user


@pytest.fixture
def staff(db):
    return make_user()


@pytest.fixture
def find(staff):
    """find(words, **filters): the names of all whom an office clerk finds, in their order."""

    def find(words="", user=staff, **filters):
        return [person.name for person in queries.search(user, words, filters, limit=100).people]

    return find
