import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences of services are matched in the language of the source."""
    with translation.override("en"):
        yield
