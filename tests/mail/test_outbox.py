"""The outbox: what each answer of a mail server, and each death, makes of a mail."""

import socket
import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail import epochs, services, tasks
from alumni_office.mail.models import Installation, Message
from tests.factories import make_user
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
State = Message.State


class Sink:
    """A mail server that answers as it is told and keeps what it was given. `answers` maps "connect", "mail", "rcpt",
    "data" and "dot" to an answer, to "drop", or to a function that is called before the usual answer."""

    usual = {"connect": "220 sink", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on", "dot": "250 stored"}

    def __init__(self, **answers):
        self.answers, self.stored, self.recipients = answers, [], []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            with client:
                self._talk(client, client.makefile("rb"))

    def _talk(self, client, lines):
        if not self._answer(client, "connect"):
            return
        for line in lines:
            verb = line[:4].strip().lower().decode()
            if verb == "quit":
                client.sendall(b"221 bye\r\n")
                return
            if verb in ("ehlo", "helo", "rset"):
                client.sendall(b"250 ok\r\n")
                continue
            if verb == "rcpt":
                self.recipients.append(line.decode().strip())
            if not self._answer(client, verb):
                return
            if verb == "data" and "data" not in self.answers:
                text = []
                for part in lines:
                    if part == b".\r\n":
                        break
                    text.append(part)
                if not str(self.answers.get("dot", "")).startswith("5"):
                    self.stored.append(b"".join(text))
                if not self._answer(client, "dot"):
                    return

    def _answer(self, client, place):
        said = self.answers.get(place, self.usual[place])
        if callable(said):
            said()
            said = self.usual[place]
        if said == "drop":
            return False
        client.sendall(said.encode() + b"\r\n")
        return True


@pytest.fixture
def sink(settings):
    """sink(**answers): start a server and send all mail there."""
    sinks = []

    def start(**answers):
        server = Sink(**answers)
        sinks.append(server)
        settings.EMAIL_BACKEND = "alumni_office.mail.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        return server

    yield start
    for server in sinks:
        server.server.close()


def due(**fields):
    words = {"to": "sun@example.com", "subject": "校友办 code", "text": "您的验证码\n\n.\n123456\n", "purpose": "test"}
    return services.queue(**words | fields)


def now(message):
    message.refresh_from_db()
    return message


def test_a_mail_arrives_once_with_its_own_id_and_its_text_is_forgotten(sink):
    server = sink()
    message = due(html="<p>123456</p>", reply_to="office@example.edu.cn", person_id=7)
    assert [services.deliver(message_id=message.pk) for _ in range(2)] == [True, False]
    [stored] = server.stored
    for words in (message.message_id.encode(), b"Auto-Submitted: auto-generated", b"Reply-To: office@example.edu.cn"):
        assert words in stored
    now(message)
    assert (message.state, message.to, message.text, message.html, message.reply_to, message.person_id) == (
        State.SENT, "", "", "", "", 7,
    )  # fmt: skip
    assert message.sent_at is not None


@pytest.mark.parametrize(
    ("answers", "state", "stored"),
    [
        ({"connect": "421 later"}, State.DUE, 0),
        ({"connect": "554 no"}, State.DUE, 0),
        ({"connect": "drop"}, State.DUE, 0),
        ({"mail": "451 later"}, State.DUE, 0),
        ({"mail": "550 you are nobody here"}, State.DUE, 0),  # about us: a person may mend it
        ({"rcpt": "450 busy"}, State.DUE, 0),
        ({"rcpt": "452 full"}, State.DUE, 0),
        ({"rcpt": "550 no such mailbox"}, State.FAILED, 0),
        ({"rcpt": "552 too big"}, State.FAILED, 0),
        ({"rcpt": "550 Mail content denied, frequency limited"}, State.DUE, 0),
        ({"rcpt": "drop"}, State.DUE, 0),
        ({"data": "451 later"}, State.DUE, 0),
        ({"data": "554 refused"}, State.FAILED, 0),
        ({"data": "drop"}, State.DUE, 0),
        ({"dot": "421 later"}, State.DUE, 1),
        ({"dot": "554 looks like spam"}, State.FAILED, 0),
        ({"dot": "drop"}, State.IN_DOUBT, 1),
    ],
    ids=lambda value: next(iter(value.items()), ("",)).__str__() if isinstance(value, dict) else None,
)
def test_what_each_answer_makes_of_a_mail(sink, answers, state, stored):
    server = sink(**answers)
    message = due()
    assert services.deliver(message_id=message.pk) is False
    now(message)
    assert (message.state, message.token, message.lease_until, message.attempts) == (state, None, None, 1)
    assert message.error
    assert len(server.stored) == stored
    assert (message.due_at > timezone.now()) == (state == State.DUE)
    assert message.text  # it may still be needed


def test_a_server_that_is_away_is_tried_later_and_at_last_given_up(sink, settings):
    sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]  # where nobody listens any more
    message = due()
    for attempt in range(services.MOST_ATTEMPTS):
        assert now(message).state == State.DUE
        Message.objects.update(due_at=timezone.now())
        services.deliver(message_id=message.pk)
        assert message.attempts == attempt
    assert (now(message).state, message.error) == (State.FAILED, "ConnectionRefusedError")


def test_waits_grow_to_an_hour(sink):
    sink(rcpt="450 busy")
    waits = []
    message = due()
    for _ in range(services.MOST_ATTEMPTS - 1):
        Message.objects.update(due_at=timezone.now())
        services.deliver(message_id=message.pk)
        waits.append((now(message).due_at - timezone.now()).total_seconds() / 60)
    assert [low <= wait <= high for wait, (low, high) in zip(waits, [
        (0.7, 1.3), (1.5, 2.5), (3.1, 4.9), (6.3, 9.7), (12.7, 19.3), (25.5, 38.5), (47.9, 72.1),
    ], strict=True)] == [True] * 7  # fmt: skip


def test_a_server_that_hangs_after_the_text_leaves_the_mail_in_doubt(sink, settings):
    sink(dot=lambda: time.sleep(3))
    settings.EMAIL_TIMEOUT = 1
    message = due()
    services.deliver(message_id=message.pk)
    assert now(message).state == State.IN_DOUBT


def test_a_server_that_hangs_before_the_text_is_tried_later(sink, settings):
    sink(rcpt=lambda: time.sleep(3))
    settings.EMAIL_TIMEOUT = 1
    message = due()
    services.deliver(message_id=message.pk)
    assert now(message).state == State.DUE


def test_a_mail_in_doubt_is_never_sent_again_by_itself(sink):
    server = sink(dot="drop")
    message = due()
    services.deliver(message_id=message.pk)
    server.answers.clear()
    assert services.sweep() == []
    services.deliver(message_id=message.pk)
    assert (now(message).state, len(server.stored)) == (State.IN_DOUBT, 1)


def test_a_server_that_does_not_say_goodbye_changes_nothing(sink, monkeypatch):
    sink()
    message = due()

    def torn(self):
        self.connection.sock.close()
        raise OSError

    monkeypatch.setattr("alumni_office.mail.smtp.EmailBackend.close", torn)
    assert services.deliver(message_id=message.pk) is True
    assert now(message).state == State.SENT


def test_a_mail_whose_worker_died_is_in_doubt_and_those_of_the_living_are_left_alone(sink):
    dead, alive = due(), due()
    for message, lease in ((dead, -1), (alive, 60)):
        Message.objects.filter(pk=message.pk).update(
            state=State.SENDING, token="00000000-0000-0000-0000-000000000001",
            lease_until=timezone.now() + timedelta(seconds=lease),
        )  # fmt: skip
    assert services.sweep() == []
    assert (now(dead).state, now(dead).error, now(alive).state) == (State.IN_DOUBT, "WorkerLost", State.SENDING)


def test_an_answer_that_comes_after_the_lease_does_not_undo_the_doubt(sink):
    message = due()

    def lease_ends():
        Message.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        services.sweep()

    real = services._outcome

    def slow(*args):
        outcome = real(*args)
        lease_ends()
        return outcome

    sink()
    services._outcome, kept = slow, real
    try:
        assert services.deliver(message_id=message.pk) is False
    finally:
        services._outcome = kept
    assert now(message).state == State.IN_DOUBT


@pytest.mark.django_db(transaction=True)
def test_the_answer_is_written_down_through_an_outage_of_the_database(sink, monkeypatch):
    server = sink()
    message = due()
    real, failures = services.Message.objects.none().__class__.update, [2]

    def flaky(self, **changes):
        if changes.get("state") == State.SENT and failures[0]:
            failures[0] -= 1
            raise OperationalError("the database is away")
        return real(self, **changes)

    monkeypatch.setattr(services.Message.objects.none().__class__, "update", flaky)
    monkeypatch.setattr(services, "RETRY", timedelta(milliseconds=10))
    assert services.deliver(message_id=message.pk) is True
    assert (now(message).state, len(server.stored), failures) == (State.SENT, 1, [0])


@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_one_sends(sink):
    server = sink()
    message = due()
    found = at_once(*[partial(services.deliver, message_id=message.pk)] * 10)
    assert (sorted(found), len(server.stored)) == ([False] * 9 + [True], 1)


def test_the_sweep_sends_what_was_never_started_and_not_what_waits(mailoutbox):
    first, later = due(), due()
    Message.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(minutes=5))
    tasks.sweep()
    assert [mail.extra_headers["Message-ID"] for mail in mailoutbox] == [first.message_id]
    assert (now(first).state, now(later).state) == (State.SENT, State.DUE)


def test_texts_are_forgotten_after_thirty_days_and_mails_about_nobody_with_them():
    old = timezone.now() - timedelta(days=31)
    failed, doubt, held, nobodys, somebodys, young = due(), due(), due(), due(), due(person_id=7), due()
    Message.objects.exclude(pk=young.pk).update(created_at=old)
    Message.objects.filter(pk=failed.pk).update(state=State.FAILED)
    Message.objects.filter(pk=doubt.pk).update(state=State.IN_DOUBT)
    Message.objects.filter(pk=held.pk).update(state=State.HELD)
    for sent in (nobodys, somebodys):
        Message.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=old, text="")
    services.sweep()
    assert [(message.to, message.text) for message in map(now, (failed, doubt, held))] == [("", "")] * 3
    assert Message.objects.filter(pk__in=[nobodys.pk, somebodys.pk]).get() == somebodys
    assert now(young).text


@pytest.mark.parametrize(
    "fields",
    [
        {"to": ""},
        {"to": "sun@example.com\nBcc: all@example.com"},
        {"to": "a@example.com,b@example.com"},
        {"to": "sun@example.com\x00"},
        {"to": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.com"},
        {"subject": "hello\r\nBcc: all@example.com"},
        {"subject": "hello\u2028Bcc: all@example.com"},
        {"subject": "hello\x00"},
        {"subject": "hello\x85x"},
        {"reply_to": "x@example.com\r\nBcc: all@example.com"},
        {"reply_to": "nobody"},
        {"text": "hello\x00"},
    ],
)
def test_no_header_is_smuggled_in(fields):
    with pytest.raises(ValidationError):
        due(**fields)
    assert not Message.objects.exists()


def test_what_looks_like_a_header_in_a_subject_or_text_stays_where_it_is(sink):
    server = sink()
    message = due(subject="=?utf-8?q?Bcc:_all=40example.com?= a@x,b@x", text="Bcc: all@example.com\n.\nQUIT\n")
    assert services.deliver(message_id=message.pk) is True
    assert server.recipients == ["rcpt TO:<sun@example.com>"]
    head = server.stored[0].partition(b"\r\n\r\n")[0]
    assert b"\nBcc:" not in head
    assert b"..\r\nQUIT" in server.stored[0]


def test_a_text_of_lines_that_end_in_any_way_ends_where_it_ends(sink):
    server = sink()
    due(text="one\r\n.\r\ntwo\n.\rthree")
    services.deliver(message_id=Message.objects.get().pk)
    assert len(server.stored) == 1
    assert b"three" in server.stored[0]


def test_who_checks_sees_what_became_of_mails_but_neither_address_nor_text(client):
    due(to="secret@example.com", text="654321")
    client.force_login(make_user(Role.AUDITOR))
    page = client.get(reverse("admin:mail_message_changelist")).content.decode()
    one = client.get(reverse("admin:mail_message_change", args=[Message.objects.get().pk])).content.decode()
    assert "secret@example.com" not in page + one
    assert "654321" not in page + one
    client.force_login(make_user(Role.STAFF))
    assert client.get(reverse("admin:mail_message_changelist")).status_code == 403


# Once, in doubt, and after a restore


def test_the_same_key_twice_is_one_mail():
    said = {"to": "a@example.com", "subject": "收据", "text": "谢谢", "purpose": "gifts.receipt"}
    first = services.queue(**said, key="receipt:7:2026-11-27")
    again = services.queue(**said, key="receipt:7:2026-11-27")
    assert first.pk == again.pk
    assert Message.objects.count() == 1
    services.queue(**said, key="receipt:8:2026-11-27")
    assert Message.objects.count() == 2


def test_what_was_due_before_a_restore_waits_for_a_person():
    epochs.current()
    message = services.queue(to="a@example.com", subject="验证码", text="1", purpose="accounts.code")
    Installation.objects.update(fingerprint="another server")
    assert tasks.services.sweep() == []
    message.refresh_from_db()
    assert message.state == State.HELD
    assert services.deliver(message_id=message.pk) is False
    assert services.decide(message_id=message.pk, arrived=False)
    assert tasks.services.sweep() == [message.pk]


def test_a_person_sends_again_what_is_in_doubt_once(client):
    message = services.queue(to="a@example.com", subject="验证码", text="1", purpose="accounts.code")
    Message.objects.update(state=State.IN_DOUBT)
    client.force_login(make_user(Role.HEAD))
    address = reverse("admin:mail_message_decide", args=[message.pk])
    client.post(address, {"arrived": "0"})
    message.refresh_from_db()
    assert message.state == State.DUE
    client.post(address, {"arrived": "1"})
    message.refresh_from_db()
    assert message.state == State.DUE  # no longer to be decided


def test_a_mail_that_is_settled_says_nothing_of_anybody_any_more():
    message = services.queue(to="a@example.com", subject="验证码", text="1", purpose="accounts.code")
    Message.objects.update(state=State.IN_DOUBT)
    assert services.decide(message_id=message.pk, arrived=True)
    message.refresh_from_db()
    assert (message.state, message.to, message.text) == (State.SENT, "", "")
