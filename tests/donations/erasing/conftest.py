import pytest
from django.utils import translation

from tests.factories import make_user


@pytest.fixture(autouse=True)
def _surroundings_of_erasures(settings, tmp_path):
    """The list outside the database goes away with the test; what services say is English."""
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"
    with translation.override("en"):
        yield


@pytest.fixture
def staff(db):
    return make_user(name="李老师")


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
