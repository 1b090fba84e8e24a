import logging

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from .asking import undone
from .world import build

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for all tests of a module, which leave it as it was."""
    files = {"MEDIA_ROOT": tmp_path_factory.mktemp("media"), "PASSWORD_HASHERS": HASHERS, "PAGE_CACHE_SECONDS": 0}
    with django_db_blocker.unblock(), override_settings(**files), undone():
        made = build()
        made.media = files["MEDIA_ROOT"]
        yield made


@pytest.fixture(autouse=True)
def _surroundings(_surroundings, request, settings, monkeypatch, caplog):
    """As everywhere, but with the world's own files, which stay: no savepoint brings one back."""
    if "world" in request.fixturenames:
        settings.MEDIA_ROOT = request.getfixturevalue("world").media
        monkeypatch.setattr(FileSystemStorage, "delete", lambda storage, name: None)
        caplog.set_level(logging.ERROR, "django.request")  # thousands are refused here
        cache.clear()  # how often somebody looked
