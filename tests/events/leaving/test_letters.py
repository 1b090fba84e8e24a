"""A letter to oneself: sealed, delivered once to the address of that day, read by nobody else."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.models import FutureLetter
from events.queries.leaving.letters import numbers
from events.services import leaving as services
from events.services.leaving.letters import _in_years
from events.tasks.leaving import send_letters
from tests.factories import make_contact, make_future_letter, make_leaver, make_leaving, make_member, make_programme
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now


def due_letter(address="old@example.com", **fields):
    letter = make_future_letter(due_on=timezone.localdate(), **fields)
    if address:
        make_contact(letter.alumnus, "email", address, state="verified", verified_at=NOW())
    return letter


def queued():
    return list(Message.objects.order_by("pk").values_list("to", flat=True))


def become(state, message=None, **fields):
    """What the server answered."""
    (message or Message.objects.latest("pk")).refresh_from_db()
    if state == "sent":
        fields |= {"to": "", "text": "", "sent_at": NOW()}
    Message.objects.filter(pk=Message.objects.latest("pk").pk).update(state=state, **fields)


def test_a_letter_is_written_replaced_and_taken_back_while_it_waits(leaver):
    key = uuid4()
    for text in ("一", "二"):  # the second press of the same form
        services.write_letter(leaver=leaver, text=text, years=5, key=key, by=None)
    letter = FutureLetter.objects.get()
    assert (letter.text, letter.due_on) == ("一", _in_years(timezone.localdate(), 5))
    services.write_letter(leaver=leaver, text="三", years=20, key=uuid4(), by=None)
    letter.refresh_from_db()
    assert (letter.text, letter.years, FutureLetter.objects.count()) == ("三", 20, 1)
    assert [services.take_back(letter=letter) for _press in range(2)] == [True, False]


def test_the_29th_of_february_comes_back_on_the_28th():
    assert [_in_years(date(2024, 2, 29), years) for years in (1, 20)] == [date(2025, 2, 28), date(2044, 2, 29)]


def test_nothing_is_written_once_the_leave_taking_is_over():
    leaver = make_leaver(make_leaving(make_programme(kind="leaving", state="closed")))
    with pytest.raises(Refused, match="is over"):
        services.write_letter(leaver=leaver, text="迟了", years=1, key=uuid4(), by=None)


def test_a_letter_goes_on_its_day_once_and_its_text_is_forgotten_when_it_came(mailoutbox):
    letter = due_letter()
    make_future_letter()  # of another day
    for _sweep in range(3):
        send_letters()
    assert [(mail.to, "记得夏天。" in mail.body) for mail in mailoutbox] == [(["old@example.com"], True)]
    letter.refresh_from_db()
    assert (letter.state, letter.text, bool(letter.delivered_at)) == ("delivered", "", True)


def test_it_follows_the_address_of_that_day():
    letter = due_letter()
    letter.alumnus.contacts.update(state="ended", verified_at=None)
    make_contact(letter.alumnus, "email", "new@example.com", state="verified", verified_at=NOW())
    services.send_due(now=NOW())
    assert queued() == ["new@example.com"]


def test_it_goes_to_no_address_that_ended_with_the_studies_or_that_somebody_else_entered():
    letter = due_letter("a@mail.example.edu.cn")
    make_contact(letter.alumnus, "email", "roster@example.com", source="roster")
    make_contact(letter.alumnus, "email", "staff@example.com", source="staff")
    assert services.send_due(now=NOW()) == []
    assert numbers(letter.leaver.leaving).stuck == 0  # its day is not over yet
    make_contact(letter.alumnus, "email", "mine@example.com", source="alumnus")
    services.send_due(now=NOW())
    assert queued() == ["mine@example.com"]


def test_the_address_of_the_account_comes_after_one_that_was_proved():
    person = make_member("程晓", user={"email": "account@example.com"})
    letter = due_letter("", leaver=make_leaver(alumnus=person))
    services.send_due(now=NOW())
    assert queued() == ["account@example.com"]
    assert letter.alumnus == person


def test_without_an_address_it_waits_and_the_office_sees_the_number_alone():
    letter = due_letter("")
    FutureLetter.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert services.send_due(now=NOW()) == []
    found = numbers(letter.leaver.leaving)
    assert (found.written, found.delivered, found.stuck) == (1, 0, 1)
    make_contact(letter.alumnus, "email", "late@example.com", state="verified", verified_at=NOW())
    services.send_due(now=NOW())
    assert queued() == ["late@example.com"]


@pytest.mark.parametrize(
    "what", [{"restricted_at": datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())}, {"life": "deceased"}]
)
def test_who_may_not_be_written_to_gets_no_letter(what):
    letter = due_letter()
    type(letter.alumnus).objects.filter(pk=letter.alumnus_id).update(**what)
    assert services.send_due(now=NOW()) == []


def test_where_the_server_refused_it_for_good_it_waits_for_another_address():
    letter = due_letter()
    services.send_due(now=NOW())
    become("failed", answer="550 no such mailbox")
    assert services.settle(now=NOW()) == 1
    assert services.send_due(now=NOW()) == []  # not there again
    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("waiting", "记得夏天。")
    make_contact(letter.alumnus, "email", "other@example.com", state="verified", verified_at=NOW())
    services.send_due(now=NOW())
    assert queued() == ["old@example.com", "other@example.com"]
    become("sent")
    services.settle(now=NOW())
    letter.refresh_from_db()
    assert (letter.state, letter.refused) == ("delivered", [])


def test_after_an_outage_the_same_address_is_tried_again():
    letter = due_letter()
    services.send_due(now=NOW())
    become("failed", error="ConnectionRefusedError")
    services.settle(now=NOW())
    services.send_due(now=NOW())
    letter.refresh_from_db()
    assert (queued(), letter.attempts, len(letter.refused)) == (["old@example.com"] * 2, 2, 1)


def test_a_mail_in_doubt_is_not_sent_again_and_keeps_the_letter():
    letter = due_letter()
    services.send_due(now=NOW())
    become("in_doubt")
    assert (services.settle(now=NOW()), services.send_due(now=NOW())) == (0, [])
    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("queued", "记得夏天。")


def test_the_database_moves_a_letter_one_way_and_forgets_its_text(leaver):
    letter = make_future_letter(leaver)
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        FutureLetter.objects.filter(pk=letter.pk).update(state="delivered", text="", delivered_at=NOW())
    FutureLetter.objects.filter(pk=letter.pk).update(state="queued", attempts=1)
    with pytest.raises(IntegrityError, match="forgotten_once_delivered"), transaction.atomic():
        FutureLetter.objects.filter(pk=letter.pk).update(state="delivered", delivered_at=NOW())


@pytest.mark.django_db(transaction=True)
def test_any_number_of_sweeps_put_one_mail_of_a_letter_into_the_outbox():
    letters = [due_letter(f"letter{number}@example.com") for number in range(6)]
    sent = at_once(*[lambda: services.send_due(now=NOW())] * 4)
    assert (sum(map(len, sent)), Message.objects.count()) == (len(letters), len(letters))
