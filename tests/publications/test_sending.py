"""From an audience to the answers of mail servers: what each makes of a delivery, its domain, and the mailing."""

import logging
import smtplib
import socket
import time
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from alumni.models import Alumnus, Consent
from alumni_office.celery import app as celery_app
from alumni_office.mail import epochs
from alumni_office.mail.models import Installation
from alumni_office.mail.transport import Line
from publications import tasks
from publications.emails.answers import Outcome
from publications.models import Delivery, DomainPace, Mailing, Suppression
from publications.queries.progress import ended
from publications.services import mailings, preferences, sending, suppressions
from publications.services.sending import clearing, running, seats
from publications.services.sending.claiming import Claimed, claim, give_back
from publications.services.sending.stepping import Done, Stepper
from tests.factories import make_alumnus, make_contact, make_mailing, make_reader, make_user, start_mailing
from tests.waiting import beside, wait_until

pytestmark = pytest.mark.django_db


def states(mailing):
    return dict(mailing.deliveries.values_list("address", "state"))


def only(mailing) -> Delivery:
    return mailing.deliveries.get()


def test_everybody_who_agreed_gets_one_letter_and_the_mailing_ends(sink, send):
    server = sink()
    for number in range(5):
        make_reader(f"reader{number}@example.com", f"王伟{number}")
    mailing = send(start_mailing())
    assert sorted(server.recipients) == [f"reader{number}@example.com" for number in range(5)]
    assert set(states(mailing).values()) == {"sent"}
    assert (mailing.state, mailing.total) == ("done", 5)
    assert ended(mailing.pk) == {"sent": 5}
    assert server.connections == 1


def test_a_server_that_does_not_pipeline_gets_its_commands_one_by_one(sink, send):
    server = sink(pipelining=False)
    make_reader("one@example.com")
    make_reader("two@example.com")
    assert send(start_mailing()).state == "done"
    assert sorted(server.recipients) == ["one@example.com", "two@example.com"]


def test_replies_are_read_in_whatever_pieces_they_come():
    ours, theirs = socket.socketpair()
    line, server = Line(), SimpleNamespace(sock=ours)
    with ours, theirs:
        theirs.sendall(b"250-one\r\n250 two\r\n250 three\r\n354 go")
        assert [line._reply(server), line._reply(server)] == [(250, b"one\ntwo"), (250, b"three")]
        theirs.sendall(b" on\r\n250" + b" " * 9000)
        assert line._reply(server) == (354, b"go on")
        with pytest.raises(smtplib.SMTPResponseException):
            line._reply(server)
        line.heard = b""
        theirs.shutdown(socket.SHUT_WR)
        while ours.recv(9000):
            pass
        with pytest.raises(smtplib.SMTPServerDisconnected):
            line._reply(server)


def test_preparing_leaves_out_whom_it_must_and_says_why():
    make_reader("yes@example.com")
    make_reader("no@example.com", agreed=False)
    make_reader("silent@example.com", agreed=None)
    make_reader("dead@example.com", life="deceased")
    make_reader("kept@example.com", restricted_at=timezone.now())
    make_reader("away@example.com", archived_at=timezone.now())
    make_reader("bad@example.com", state="bad")
    make_reader("shut@example.com")
    suppressions.hold_address(address="shut@example.com", reason="电话要求", by=make_user())
    make_alumnus("无邮箱")
    mailing = start_mailing(Alumnus.objects.all())
    assert states(mailing) == {"yes@example.com": "queued"}
    assert mailing.left_out == {
        "consent": 2, "deceased": 1, "restricted": 1, "archived": 1, "address": 2, "suppressed": 1,
    }  # fmt: skip


def test_one_letter_to_an_address_whoever_shares_it():
    make_reader("shared@example.com", "父亲")
    make_reader("shared@example.com", "儿子", state="unverified")
    mailing = start_mailing()
    assert only(mailing).alumnus.name == "父亲"
    assert mailing.left_out == {"same": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            mailing=mailing, alumnus=make_alumnus(), address="shared@example.com", due_at=timezone.now()
        )


def test_a_domain_in_chinese_is_written_in_ascii_and_once():
    make_reader("wang@例子.中国")
    make_reader("wang@xn--fsqu00a.xn--fiqs8s")
    mailing = start_mailing()
    assert only(mailing).address == "wang@xn--fsqu00a.xn--fiqs8s"
    assert mailing.left_out == {"same": 1}


@pytest.mark.parametrize("address", ["a;b@x.com", "王@example.com", "a,b@example.com", "<a>@example.com", "a@b"])
def test_an_address_that_no_envelope_may_hold_is_left_out(address):
    person = make_reader("good@example.com")
    person.contacts.all().delete()
    make_contact(person, "email", address)
    assert start_mailing().left_out == {"address": 1}


def test_a_person_with_two_addresses_gets_the_letter_at_the_verified_one_that_is_not_shut():
    person = make_reader("old@example.com")
    make_contact(person, "email", "new@example.com", state="verified", verified_at=timezone.now())
    assert only(start_mailing()).address == "new@example.com"
    suppressions.hold_address(address="new@example.com", reason="退信", by=make_user())
    assert only(start_mailing()).address == "old@example.com"


def test_preparing_twice_makes_nothing_twice():
    make_reader("one@example.com")
    mailing = start_mailing()
    assert not sending.prepare(mailing_id=mailing.pk, people=Alumnus.objects.all())
    assert mailing.deliveries.count() == 1


@pytest.mark.parametrize(
    ("answers", "state", "said"),
    [
        ({"dot": "451 4.3.0 later"}, "queued", "451 4.3.0 later"),
        ({"rcpt": "450 4.2.0 greylisted"}, "queued", "450 4.2.0 greylisted"),
        ({"rcpt": "452 4.5.3 wait"}, "queued", "452 4.5.3 wait"),
        ({"mail": "421 4.3.2 going down"}, "queued", "421 4.3.2 going down"),
        ({"rcpt": "drop"}, "queued", "SMTPServerDisconnected"),
        ({"data": "drop"}, "queued", "SMTPServerDisconnected"),
        ({"dot": "drop"}, "in_doubt", "SMTPServerDisconnected"),
        ({"dot": "drop unstored"}, "in_doubt", "SMTPServerDisconnected"),
        ({"dot": 5}, "in_doubt", "SMTPServerDisconnected"),
        ({"rcpt": "550 5.1.1 no such user"}, "failed", "550 5.1.1 no such user"),
        ({"rcpt": "552 5.2.2 mailbox full"}, "failed", "552 5.2.2 mailbox full"),
        ({"rcpt": "553 odd"}, "failed", "553 odd"),
    ],
    ids=lambda value: str(value),
)
def test_what_an_answer_makes_of_a_delivery(sink, send, answers, state, said, settings):
    sink(**answers)
    settings.EMAIL_TIMEOUT = 0.5
    make_reader("one@example.com")
    mailing = send(start_mailing())
    delivery = only(mailing)
    assert (delivery.state, delivery.answer, delivery.token) == (state, said, None)
    if state == "queued":
        assert delivery.due_at > timezone.now() + timedelta(seconds=40)
        assert mailing.state == "sending"
    else:
        assert mailing.state == "done"
    assert not Suppression.objects.exists()  # one refusal is not two on different days


@pytest.mark.parametrize(
    "answers",
    [
        {"mail": "550 5.7.1 sender rejected"},
        {"mail": "530 authentication required"},
        {"rcpt": "554 5.7.1 relay access denied"},
        {"data": "554 no valid recipients"},
        {"dot": "554 5.7.1 message looks like spam"},
        {"dot": "552 5.3.4 message size exceeds limit"},
        {"dot": "550 5.7.26 fails DMARC"},
    ],
    ids=str,
)
def test_a_refusal_of_what_we_send_or_who_we_are_holds_the_mailing_and_blames_nobody(sink, send, answers):
    server = sink(**answers)
    make_reader("one@example.com")
    make_reader("two@example.com")
    mailing = send(start_mailing())
    assert mailing.state == "held"
    assert mailing.reason == next(iter(answers.values()))
    assert set(states(mailing).values()) == {"queued"}
    assert server.stored == []


def test_a_mail_server_that_is_away_costs_nobody_an_attempt(settings, send):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    running._line.drop()
    make_reader("one@example.com")
    mailing = send(start_mailing())
    delivery = only(mailing)
    assert (mailing.state, mailing.reason) == ("sending", "ConnectionRefusedError")
    assert (delivery.state, delivery.attempts) == ("queued", 0)
    assert delivery.due_at > timezone.now() + timedelta(seconds=40)


def test_a_sender_whose_word_is_too_fast_slows_the_domain_and_suppresses_nobody(sink, send):
    said = "550 Ip frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022"
    server = sink(rcpt=lambda address: said if address.endswith("@qq.com") else None)
    for number in range(3):
        make_reader(f"{number}@qq.com")
    make_reader("one@example.com")
    mailing = send(start_mailing())
    assert server.recipients == ["one@example.com"]
    assert {state for address, state in states(mailing).items() if "qq" in address} == {"queued"}
    pace = DomainPace.objects.get(domain="qq.com")
    assert pace.refusals == 1
    assert pace.closed_until > timezone.now() + timedelta(seconds=40)
    assert "frequency limited" in pace.reason
    assert not Suppression.objects.exists()


def test_a_domain_is_written_to_no_faster_than_its_limit(sink, send, settings, monkeypatch):
    settings.MAIL_DOMAIN_LIMITS = {"qq.com": 60}
    monkeypatch.setattr(running, "TURN", 1)
    server = sink()
    for number in range(30):
        make_reader(f"{number}@qq.com")
    make_reader("one@example.com")
    mailing = send(start_mailing(), turns=1)
    assert "one@example.com" in server.recipients
    assert 1 <= len(server.recipients) - 1 <= 4  # one a second
    due = sorted(mailing.deliveries.filter(state="queued").values_list("due_at", flat=True))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(due)]
    assert all(0.9 < gap < 1.1 for gap in gaps)


def test_a_mailing_is_no_faster_than_it_was_told(sink, send, monkeypatch):
    monkeypatch.setattr(running, "TURN", 1)
    server = sink()
    for number in range(300):
        make_reader(f"{number}@example.com")
    mailing = start_mailing(per_minute=600)
    send(mailing, turns=1)
    assert 10 <= len(server.recipients) <= 25


def test_later_is_later_each_time_and_not_for_ever(sink, send):
    sink(rcpt="450 4.2.0 greylisted")
    make_reader("one@example.com")
    mailing = start_mailing()
    waits = []
    for _attempt in range(8):
        Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        send(mailing)
        waits.append((only(mailing).due_at - timezone.now()).total_seconds())
    assert waits[3] > 4 * waits[0]
    assert (only(mailing).state, only(mailing).attempts) == ("failed", 8)


def test_too_many_refusals_hold_the_mailing(sink, send):
    sink(rcpt=lambda address: "550 5.1.1 no such user" if address.startswith("bad") else None)
    for number in range(100):
        make_reader(f"{'bad' if number % 4 == 0 else 'good'}{number}@example.com")
    for number in range(60):
        make_reader(f"zlast{number}@example.com")
    mailing = send(start_mailing())
    assert mailing.state == "held"
    assert mailing.reason == "Too many were refused."
    assert mailing.deliveries.filter(state="queued").exists()


def test_a_pause_lets_at_most_one_more_letter_go(sink, send):
    server = sink()
    for number in range(3):
        make_reader(f"{number}@example.com")
    mailing = start_mailing()
    original = running._line.send

    def speak(*args):
        mailings.pause(mailing_id=mailing.pk, by=make_user())  # committed while a letter is on its way
        return original(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running._line, "send", speak)
        send(mailing)
    assert len(server.stored) == 1
    assert sorted(states(mailing).values()) == ["queued", "queued", "sent"]
    assert mailing.state == "paused"


def test_paused_and_gone_on_ten_times_loses_and_doubles_nothing(sink, send):
    server = sink()
    for number in range(40):
        make_reader(f"{number}@example.com")
    mailing, by = start_mailing(), make_user()
    original, sent = running._line.send, []

    def speak(*args):
        sent.append(1)
        if len(sent) % 4 == 0:
            mailings.pause(mailing_id=mailing.pk, by=by)
        return original(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running._line, "send", speak)
        for _round in range(11):
            send(mailing)
            if mailing.state == "paused":
                mailings.go_on(mailing_id=mailing.pk, by=by)
    mailing.refresh_from_db()
    assert mailing.state == "done"
    assert sorted(server.recipients) == sorted(f"{number}@example.com" for number in range(40))


def test_a_stopped_mailing_is_over_and_the_rest_cancelled(sink, send):
    server = sink()
    for number in range(5):
        make_reader(f"{number}@example.com")
    mailing, by = start_mailing(), make_user()
    mailings.stop(mailing_id=mailing.pk, by=by)
    assert mailings.cancel_rest(mailing_id=mailing.pk, at_once=2) == 5
    send(mailing)
    assert server.stored == []
    assert ended(mailing.pk) == {"cancelled": 5}
    with pytest.raises(mailings.NotNow):
        mailings.go_on(mailing_id=mailing.pk, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(state="sending", ended_at=None)


def take_back(person, channel):
    Consent.objects.create(alumnus=person, purpose="contact", channel=channel, given=False)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda person: take_back(person, "email"), "consent"),
        (lambda person: take_back(person, "any"), "consent"),
        (lambda person: Alumnus.objects.filter(pk=person.pk).update(life="deceased"), "deceased"),
        (lambda person: Alumnus.objects.filter(pk=person.pk).update(restricted_at=timezone.now()), "restricted"),
        (lambda person: Alumnus.objects.filter(pk=person.pk).update(archived_at=timezone.now()), "archived"),
        (lambda person: person.contacts.update(state="ended"), "address"),
        (
            lambda _person: suppressions.hold_address(address="one@example.com", reason="投诉", by=make_user()),
            "suppressed",
        ),
    ],
    ids=["no", "no to any", "deceased", "restricted", "archived", "address ended", "held"],
)  # fmt: skip
def test_everything_is_asked_again_at_the_moment_of_the_letter(sink, send, change, why):
    server = sink()
    person = make_reader("one@example.com")
    mailing = start_mailing()
    change(person)
    send(mailing)
    assert server.stored == []
    assert (only(mailing).state, only(mailing).answer) == ("suppressed", why)
    assert mailing.state == "done"


def test_may_inform_is_not_may_ask_for_money():
    make_reader("one@example.com")
    mailing = start_mailing(purpose="fundraising")
    assert mailing.left_out == {"consent": 1}


def test_a_lease_that_ends_gives_back_what_was_not_begun_and_doubts_what_was(sink, send):
    server = sink()
    make_reader("1@example.com")
    make_reader("2@example.com")
    mailing = start_mailing()
    past = timezone.now() - timedelta(seconds=1)
    first, second = mailing.deliveries.order_by("address")
    token = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    Delivery.objects.filter(pk=first.pk).update(state="claimed", token=token, lease_until=past)
    Delivery.objects.filter(pk=second.pk).update(state="sending", token=token, lease_until=past, sending_at=past)
    sending.clear()
    assert states(mailing) == {"1@example.com": "queued", "2@example.com": "in_doubt"}
    Mailing.objects.filter(pk=mailing.pk).update(state="sending")
    seats.Sender.objects.update(token=None, lease_until=None)
    send(mailing)
    assert server.recipients == ["1@example.com"]
    assert ended(mailing.pk) == {"sent": 1, "in_doubt": 1}


def test_a_slow_sender_learns_that_its_letter_is_in_doubt_and_says_nothing_twice(sink):
    sink()
    make_reader("1@example.com")
    mailing = start_mailing()
    token = uuid4()
    (row,) = claim(mailing_id=mailing.pk, token=token)
    stepper = Stepper(token)
    assert stepper.next(row) == "go"
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sending.clear()
    stepper.done = Done(row.id, Outcome("sent", "250 stored"))
    stepper.end()
    delivery = only(mailing)
    assert (delivery.state, delivery.answer) == ("in_doubt", "late: 250 stored")


def test_a_letter_that_became_another_persons_since_it_was_claimed_is_claimed_anew(sink, send):
    """As when two records are merged: nothing is said with the fields, or on the consent, of the one that is gone."""
    server = sink()
    make_reader("one@example.com")
    mailing = start_mailing()
    token, other = uuid4(), make_alumnus(name="李雷")
    (row,) = claim(mailing_id=mailing.pk, token=token)
    Delivery.objects.update(alumnus=other)
    assert Stepper(token).next(row) == "lost"
    assert only(mailing).state == "claimed"
    give_back(token=token)
    send(mailing)
    assert (only(mailing).state, only(mailing).answer) == ("suppressed", "consent")
    assert server.stored == []


@pytest.mark.parametrize(("arrived", "letters"), [(True, 0), (False, 1)], ids=["arrived", "again"])
def test_a_person_decides_what_is_in_doubt(sink, send, arrived, letters):
    sink(dot="drop unstored")
    make_reader("1@example.com")
    mailing = send(start_mailing())
    assert (mailing.state, only(mailing).state) == ("done", "in_doubt")
    server = sink()
    assert mailings.decide_doubt(delivery_id=only(mailing).pk, arrived=arrived, by=make_user())
    mailing.refresh_from_db()
    send(mailing)
    assert len(server.stored) == letters
    assert only(mailing).state == "sent"
    assert mailing.state == "done"
    assert not mailings.decide_doubt(delivery_id=only(mailing).pk, arrived=False, by=make_user())


def test_a_restored_database_sends_nothing_before_somebody_says_so(sink, send):
    server = sink()
    make_reader("1@example.com")
    epochs.current()
    mailing, by = start_mailing(), make_user()
    later = make_mailing("approved")
    mailings.schedule(mailing_id=later.pk, at=timezone.now() + timedelta(hours=1), by=by)
    Installation.objects.update(fingerprint="another server")
    waiting = sending.clear()
    assert (waiting.to_send, waiting.to_prepare) == ([], [])
    assert set(Mailing.objects.values_list("state", flat=True)) == {"held"}
    send(mailing)
    assert server.stored == []
    assert mailing.reason.startswith("The database was restored")
    assert mailings.go_on(mailing_id=mailing.pk, by=by) == "sending"
    send(mailing)
    assert server.recipients == ["1@example.com"]


def test_a_sender_at_work_stops_at_a_new_epoch(sink, send):
    """Not the sweep, the step itself sees it: control of the rule in the database."""
    server = sink()
    make_reader("1@example.com")
    mailing = start_mailing()
    epochs.current()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(epochs, "current", lambda: mailing.epoch)
        Installation.objects.update(epoch=mailing.epoch + 1)
        send(mailing)
    assert server.stored == []
    assert only(mailing).state == "queued"


def test_a_moment_that_passed_by_more_than_two_hours_asks_first():
    mailing, by = make_mailing("approved"), make_user()
    epochs.current()
    mailings.schedule(mailing_id=mailing.pk, at=timezone.now() + timedelta(minutes=1), by=by)
    Mailing.objects.update(scheduled_at=timezone.now() - timedelta(minutes=119))
    other = make_mailing("approved")
    mailings.schedule(mailing_id=other.pk, at=timezone.now() + timedelta(minutes=1), by=by)
    Mailing.objects.filter(pk=other.pk).update(scheduled_at=timezone.now() - timedelta(minutes=121))
    waiting = sending.clear()
    assert waiting.to_prepare == [mailing.pk]
    other.refresh_from_db()
    assert (other.state, other.reason[:10]) == ("held", "The moment")


def test_a_bell_that_rings_twice_is_heard_once(sink):
    server = sink()
    make_reader("1@example.com")
    mailing = start_mailing()
    (_mailing, ticket), *_more = clearing.tickets(mailing_id=mailing.pk)
    sending.run(mailing_id=mailing.pk, ticket=str(ticket))
    assert sending.run(mailing_id=mailing.pk, ticket=str(ticket)) is None
    assert len(server.stored) == 1


def test_there_are_as_many_senders_as_seats_however_often_the_sweep_comes(settings):
    settings.MAIL_SENDERS = 3
    make_reader("1@example.com")
    mailing = start_mailing()
    assert len(sending.clear().to_send) == 3
    assert sending.clear().to_send == []
    seats.Sender.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # the bells were lost
    assert len(sending.clear().to_send) == 3
    assert mailing.senders.count() == 3


@pytest.fixture
def broker_away(tmp_path, monkeypatch):
    conf = celery_app.conf
    monkeypatch.setattr(celery_app, "_pool", None)  # or an earlier test's connections would be used again
    monkeypatch.setattr(celery_app.amqp, "_producer_pool", None)
    usual = {"task_always_eager": conf.task_always_eager, "broker_url": conf.broker_url}
    conf.update(task_always_eager=False, broker_url=f"redis+socket://{tmp_path}/nobody.sock")
    yield
    conf.update(usual)


def test_without_redis_the_sweep_goes_on_and_a_later_one_rings_again(sink, send, broker_away, caplog):
    server = sink()
    make_reader("1@example.com")
    mailing = start_mailing()
    past = timezone.now() - timedelta(seconds=1)
    token = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    mailing.deliveries.update(state="claimed", token=token, lease_until=past)
    with caplog.at_level(logging.WARNING, logger="alumni_office.celery"):
        tasks.sweep()
    assert "waits for its sweep" in caplog.text
    assert states(mailing) == {"1@example.com": "queued"}  # a dead sender's lease was ended all the same
    assert server.stored == []
    seats.Sender.objects.update(lease_until=past)  # no bell was heard
    assert send(mailing).state == "done"
    assert server.recipients == ["1@example.com"]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_the_step_anew():
    stepper, nobodys = Stepper(uuid4()), Claimed(1, 1, "1@example.com", "zh-hans", 0, timezone.now(), False)
    assert stepper.next(nobodys) == "lost"
    connection.close()
    assert stepper.next(nobodys) == "lost"
    assert Stepper(uuid4()).next(nobodys) == "lost"  # another batch on the new connection


def test_the_mark_is_tried_until_the_database_is_back(sink, send, monkeypatch):
    server = sink()
    for number in range(3):
        make_reader(f"{number}@example.com")
    mailing = start_mailing()
    failures = iter([False, False, True, True, False, True] + [False] * 20)
    ask = Stepper._ask

    class Away:
        in_atomic_block = False

        def close(self):
            pass

        def __getattr__(self, name):
            return getattr(connection, name)

    def asked(stepper, params):
        if next(failures):
            raise OperationalError("the database is away")
        return ask(stepper, params)

    monkeypatch.setattr(Stepper, "_ask", asked)
    monkeypatch.setattr("publications.services.sending.stepping.connection", Away())
    monkeypatch.setattr("publications.services.sending.stepping.PAUSES", (0,))
    send(mailing)
    assert len(server.stored) == 3
    assert ended(mailing.pk) == {"sent": 3}


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_a_letter_begun_after_their_no_was_committed(sink, monkeypatch):
    """A hundred people unsubscribe while it is being sent; the database's own clock of commits is compared."""
    gone = []

    def meet(_recipient):
        """However the two are scheduled, many letters are still to be sent when many have said no."""
        if len(server.stored) == 20:
            wait_until(lambda: len(gone) >= 20, "twenty have unsubscribed", 50)
        time.sleep(0.003)

    server = sink(dot=meet)
    for number in range(200):
        make_reader(f"{number}@example.com")
    mailing = start_mailing()
    targets = list(mailing.deliveries.order_by("-address").values_list("pk", "address")[:100])

    def leave():
        for pk, _address in targets:
            preferences.unsubscribe(delivery_id=pk)
            gone.append(pk)

    with beside(leave):
        (_mailing, ticket), *_more = clearing.tickets(mailing_id=mailing.pk)
        following = str(ticket)
        while following:
            following = sending.run(mailing_id=mailing.pk, ticket=following)
    figures = ended(mailing.pk)
    assert figures.get("suppressed", 0) > 10  # or the test saw nothing
    assert figures["sent"] + figures["suppressed"] == 200
    assert len(server.stored) == figures["sent"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM publications_delivery d JOIN alumni_consent c ON c.alumnus_id = d.alumnus_id"
            " WHERE NOT c.given AND d.state = 'sent' AND d.sending_at > c.at + interval '250 milliseconds'"
        )
        assert cursor.fetchone() == (0,)
