import pytest
from django.utils import translation

from .crew import Zygote


@pytest.fixture(scope="session")
def _loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = [Zygote(), Zygote()]
    yield made
    for zygote in made:
        zygote.end()


@pytest.fixture
def zygotes(_loaded, transactional_db):
    """Two processes that fork workers."""
    yield _loaded
    for zygote in _loaded:
        zygote.clear()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
