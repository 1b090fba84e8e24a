"""From an audience to the answers of mail servers."""

import pytest

from publications.services import sending
from tests.factories import make_reader, start_mailing

pytestmark = pytest.mark.django_db


def states(mailing):
    return dict(mailing.deliveries.values_list("address", "state"))


def test_everybody_who_agreed_gets_one_letter_and_the_mailing_ends(sink, send):
    server = sink()
    for number in range(5):
        make_reader(f"reader{number}@example.com", f"王伟{number}")
    mailing = send(start_mailing())
    assert sorted(server.recipients) == [f"reader{number}@example.com" for number in range(5)]
    assert set(states(mailing).values()) == {"sent"}
    assert mailing.state == "done"
    assert sending.figures(mailing.pk) == {"sent": 5}
    assert server.connections == 1
