import re

import pytest
from django.core.cache import cache
from django.test import Client

from alumni_office.mail.models import Message

CODE = re.compile(r"^ {4}(\d{6})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _fresh_counts():
    """Each test counts tries from zero."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mails(db):
    """mails(to): what waits in the outbox for this address, the oldest first."""
    return lambda to: list(Message.objects.filter(to=to).order_by("pk"))


@pytest.fixture
def code_for(mails):
    """code_for(address): the code of the last mail to it."""

    def code_for(address):
        [code] = CODE.findall(mails(address)[-1].text)
        return code

    return code_for


@pytest.fixture
def visitor():
    """visitor(address="192.0.2.1"): a browser of its own."""
    return lambda address="192.0.2.1": Client(REMOTE_ADDR=address, headers={"accept-language": "en"})
