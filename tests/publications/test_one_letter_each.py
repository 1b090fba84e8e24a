"""Nobody is written to twice by one mailing, nor against what was said of an address, whatever becomes of records."""

import pytest

from publications.models import Delivery, Suppression
from publications.services import owning, suppressions
from tests.factories import make_contact, make_reader, make_user, start_mailing

pytestmark = pytest.mark.django_db


def test_two_records_that_become_one_get_one_letter(sink, send):
    server = sink()
    keep, drop = make_reader("keep@example.com"), make_reader("drop@example.com")
    mailing = start_mailing()
    make_contact(keep, "email", "drop@example.com")
    owning.reassign(keep, drop)
    assert send(mailing).state == "done"
    assert server.recipients == ["keep@example.com"]
    assert set(Delivery.objects.values_list("address", "state", "answer")) == {
        ("keep@example.com", "sent", Delivery.objects.get(state="sent").answer),
        ("drop@example.com", "suppressed", "merged"),
    }


def test_whoever_got_the_letter_under_the_other_record_gets_no_second_one(sink, send):
    server = sink()
    keep, drop = make_reader("keep@example.com"), make_reader("drop@example.com")
    mailing = start_mailing()
    later = Delivery.objects.filter(address="keep@example.com")
    later.update(due_at="2030-01-01T00:00Z")
    send(mailing)
    assert server.recipients == ["drop@example.com"]
    owning.reassign(keep, drop)
    assert later.get().state == "suppressed"


def test_records_that_are_parted_again_get_a_letter_each(sink, send):
    server = sink()
    keep, drop = make_reader("keep@example.com"), make_reader("drop@example.com")
    mailing = start_mailing()
    journal = owning.reassign(keep, drop)
    assert owning.undo(keep, drop, journal) == 0
    assert send(mailing).state == "done"
    assert sorted(server.recipients) == ["drop@example.com", "keep@example.com"]


def test_what_failed_at_one_address_is_no_letter_and_the_other_goes(sink, send):
    server = sink()
    keep, drop = make_reader("keep@example.com"), make_reader("drop@example.com")
    mailing = start_mailing()
    make_contact(keep, "email", "drop@example.com")
    Delivery.objects.filter(alumnus=keep).update(state="failed", ended_at="2026-01-01T00:00Z")
    owning.reassign(keep, drop)
    send(mailing)
    assert server.recipients == ["drop@example.com"]


def test_an_erasure_leaves_what_was_said_of_an_address_that_somebody_else_has():
    gone, other = make_reader("family@example.com"), make_reader("family@example.com", agreed=None)
    suppressions.hold_address(address="family@example.com", reason="来电要求", by=make_user())
    owning.erase(gone)
    assert Suppression.objects.in_force().count() == 1
    gone.contacts.all().delete()
    owning.erase(other)
    assert Suppression.objects.count() == 0
