import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """What is refused is said in English here, whatever the site's own language."""
    with translation.override("en"):
        yield
