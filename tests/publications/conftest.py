import pytest

from publications.services import sending
from publications.services.sending import clearing, running

from .sink import Sink


@pytest.fixture
def sink(settings):
    """Makes a mail server with answers of its own, to which the project sends."""
    made = []

    def make(**answers):
        running._line.drop()
        made.append(Sink(**answers))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made[-1].port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        settings.EMAIL_TIMEOUT = 2
        return made[-1]

    yield make
    running._line.drop()
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def _short_turns(monkeypatch):
    monkeypatch.setattr(running, "TURN", 3)
    monkeypatch.setattr(running, "PAUSE", 0.02)


@pytest.fixture
def send():
    """Sends a mailing as the workers do: every turn that has work, one after the other."""

    def work(mailing, turns=5):
        for _mailing, ticket in clearing.tickets(mailing_id=mailing.pk)[:1]:
            following = str(ticket)
            while following and turns:
                following = sending.run(mailing_id=mailing.pk, ticket=following)
                turns -= 1
        mailing.refresh_from_db()
        return mailing

    return work
