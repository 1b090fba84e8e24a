import pytest
from django.utils import translation

from .crew import Zygote


@pytest.fixture(scope="session")
def zygotes(django_db_setup, django_db_blocker):
    """Two processes that fork workers."""
    with django_db_blocker.unblock():
        made = [Zygote(), Zygote()]
    yield made
    for zygote in made:
        zygote.end()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
