"""What comes back: whose it is, what it means, and that nobody is left alone by mistake or by somebody's forgery."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from publications.emails import building
from publications.models import Bounce, Suppression
from publications.services import owning, returns, suppressions
from publications.services.returns import reading, taking
from tests.factories import make_reader, make_user, start_mailing

from .corpus_of_returns import MAILS, dsn, filled

pytestmark = pytest.mark.django_db

ODD = [
    b"\0", b"\xff\xfe\0\0", b"\xed\xa0\x80", b"\x80\x81", "\u202e\u200b🎓".encode(), b"=?utf-8?B?////?=",
    b"=?utf-8?Q?=00=0d=0a?=", b"=?unknown?B?AA==?=", b"<>" * 50, b"\r\n\r\n", b"\r\n--x\r\n", b'"' * 99, b"(" * 300,
    b"a@b,c@d;", b"\x1b[31m", b"\x00" * 400,
]  # fmt: skip
HARD = next(mail for name, _kind, mail in MAILS if name == "postfix no such user")


@pytest.fixture
def delivery():
    make_reader("wang@example.com")
    return start_mailing().deliveries.get()


def mail_about(delivery, mail=HARD, **values):
    usual = {
        "to": building.return_path(delivery.pk), "address": delivery.address, "id": building.message_id(delivery.pk),
    }  # fmt: skip
    return filled(mail, **usual | values)


def arrive(raw):
    delivery = taking.delivery_of(raw)
    return delivery and returns.take(raw=raw, delivery=delivery)


@pytest.mark.parametrize(
    ("kind", "mail"), [(kind, mail) for _n, kind, mail in MAILS], ids=[name for name, *_m in MAILS]
)
def test_every_kind_of_returned_mail_is_told_from_the_others(delivery, kind, mail):
    raw = mail_about(delivery, mail)
    bounce = arrive(raw)
    assert bounce.kind == ("reply" if kind == "unsubscribe" else kind)
    assert bounce.delivery == delivery
    assert bytes(bounce.raw) == raw
    blamed = Suppression.objects.exclude(kind="unsubscribed").exists()
    assert blamed == (kind == "complaint")
    assert (bounce.counted_on is not None) == (kind in ("hard", "full", "soft"))


def test_there_are_enough_kinds():
    assert len(MAILS) >= 60


def test_two_days_without_a_mailbox_are_enough_and_two_in_one_day_are_not(delivery):
    start = timezone.now()
    with time_machine.travel(start):
        arrive(mail_about(delivery))
        arrive(mail_about(delivery) + b"\r\nanother")
        assert Bounce.objects.filter(counted_on__isnull=False).count() == 1
        assert not Suppression.objects.exists()
    with time_machine.travel(start + timedelta(days=1, minutes=1)):
        arrive(mail_about(delivery) + b"\r\nagain")
    row = Suppression.objects.get()
    assert (row.address, row.kind) == ("wang@example.com", "hard")
    assert row.reason == "There is no such mailbox: so its server said on different days."


def test_a_person_undoes_it_and_the_count_begins_anew(delivery):
    start = timezone.now()
    for day in range(2):
        with time_machine.travel(start + timedelta(days=day)):
            arrive(mail_about(delivery) + b"\r\n%d" % day)
    with time_machine.travel(start + timedelta(days=2)):
        assert suppressions.lift(suppression_id=Suppression.objects.get().pk, by=make_user())
        assert start_mailing().total == 1
    with time_machine.travel(start + timedelta(days=3)):
        arrive(mail_about(delivery) + b"\r\nthird")
        assert not Suppression.objects.in_force().exists()


def test_a_full_mailbox_needs_five_days(delivery):
    mail = next(mail for name, _kind, mail in MAILS if name == "postfix full")
    for day in range(5):
        assert not Suppression.objects.exists()
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            arrive(mail_about(delivery, mail) + b"\r\n%d" % day)
    assert Suppression.objects.get().kind == "refused"


def test_what_a_server_said_is_shown_without_the_address_that_it_quotes(client, delivery):
    bounce = arrive(mail_about(delivery))
    assert bounce.diagnosis.startswith("5.1.1 ")
    assert delivery.address.encode() in bytes(bounce.raw)
    client.force_login(make_user("editor"))
    page = client.get(reverse("admin:publications_bounce_changelist")).text
    assert "5.1.1" in page
    assert "@" not in bounce.diagnosis
    assert delivery.address not in page


def test_the_same_mail_is_taken_once(delivery):
    assert arrive(mail_about(delivery))
    assert arrive(mail_about(delivery)) is None
    assert Bounce.objects.count() == 1


def test_a_complaint_is_enough_at_once(delivery):
    mail = next(mail for name, _kind, mail in MAILS if name == "complaint, ARF")
    arrive(mail_about(delivery, mail))
    assert Suppression.objects.get().kind == "complaint"
    assert start_mailing().left_out == {"suppressed": 1}


@pytest.mark.parametrize(
    "to",
    ["bounce+aaaaaaaaaaaaaaaaaaaaaaaa@localhost", "bounce+@localhost", "alumni@localhost", "bounce+%00@localhost", ""],
)
def test_a_forged_return_path_is_foreign_mail(delivery, to):
    assert arrive(mail_about(delivery, to=to)) is None
    assert not Bounce.objects.exists()


def test_every_letter_of_a_return_path_counts(delivery):
    path = building.return_path(delivery.pk)
    start = len("bounce+")
    for place in range(start, start + 24):
        other = "b" if path[place] != "b" else "c"
        assert building.delivery_of_address(path[:place] + other + path[place + 1 :]) is None
    assert building.delivery_of_address(path.upper()) == delivery.pk


def test_a_report_about_somebody_else_blames_nobody(delivery):
    """Whoever has a letter knows its return path, and may send there what they like."""
    other = start_mailing().deliveries.get()
    about_other_letter = arrive(mail_about(delivery, id=building.message_id(other.pk)))
    about_other_address = arrive(mail_about(delivery, address="victim@example.com"))
    assert about_other_letter.counted_on is None
    assert about_other_address.counted_on is None
    assert not Suppression.objects.exists()


def test_mail_about_somebody_who_was_erased_is_not_taken_up_again(delivery):
    raw = mail_about(delivery)
    owning.erase(delivery.alumnus)
    assert arrive(raw) is None
    assert not Bounce.objects.exists()


def test_a_mail_of_ten_megabytes_is_kept_and_read_from_its_beginning(delivery):
    raw = mail_about(delivery) + b"x" * 10_000_000
    bounce = arrive(raw)
    assert bounce.kind == "hard"
    assert len(bounce.raw) == 10_000_000


def test_a_reply_goes_to_a_person_with_its_sender_to_answer_to(delivery, settings):
    settings.MAIL_REPLIES_TO = "office@example.edu.cn"
    arrive(mail_about(delivery, next(mail for name, _kind, mail in MAILS if name == "reply in chinese")))
    message = Message.objects.get()
    assert (message.to, message.reply_to) == ("office@example.edu.cn", "wang@example.com")
    assert message.subject == "对“通讯”的回复：回复：通讯"
    assert "青岛" in message.text


@pytest.mark.parametrize("name", ["out of office", "ticket system", "postfix no such user"])
def test_nobody_is_answered_and_nothing_automatic_is_passed_on(delivery, name):
    arrive(mail_about(delivery, next(mail for each, _kind, mail in MAILS if each == name)))
    assert not Message.objects.exists()


def test_unsubscribing_by_mail_is_unsubscribing(delivery):
    arrive(mail_about(delivery, next(mail for name, _kind, mail in MAILS if name == "unsubscribe by mail")))
    assert delivery.alumnus.consents.order_by("-pk").first().given is False
    assert start_mailing().left_out == {"consent": 1}


def test_a_maildir_gives_up_ours_only(delivery, tmp_path, settings):
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1").write_bytes(mail_about(delivery))
    (tmp_path / "new" / "2").write_bytes(b"From: friend@example.com\r\nTo: alumni@localhost\r\n\r\nhello")
    (tmp_path / "new" / "3").write_bytes(b"\xff\xfe\0" * 50)
    settings.MAIL_RETURNS_URL = f"maildir://{tmp_path}"
    assert reading.read_new() == 1
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1:2,S"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["2", "3"]
    assert reading.read_new() == 0
    assert Bounce.objects.get().kind == "hard"


def test_ours_is_found_behind_however_much_of_others(delivery, tmp_path, settings):
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    for number in range(reading.MOST_A_TIME + 1):
        (tmp_path / "new" / f"{number:04}").write_bytes(b"From: friend@example.com\r\n\r\nhello")
    (tmp_path / "new" / "9999").write_bytes(mail_about(delivery))
    settings.MAIL_RETURNS_URL = f"maildir://{tmp_path}"
    assert reading.read_new() == 1
    assert Bounce.objects.get().delivery == delivery


@given(st.data())
@settings_of_hypothesis(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_mail_stops_those_behind_it(delivery, data):
    """Whatever comes to one of our addresses is kept: with it unread the reader would come no further."""
    raw = mail_about(delivery, data.draw(st.sampled_from([mail for _name, _kind, mail in MAILS])))
    at = data.draw(st.integers(0, len(raw)))
    odd = data.draw(st.sampled_from(ODD))
    line = odd.replace(b"\r\n", b"")
    head, blank, body = raw.partition(b"\r\n\r\n")
    pieces = [
        raw[:at] + odd + raw[at:],
        head + b"\r\nSubject: " + line + b"\r\nReply-To: " + line + b"\r\nTo: " + line + blank + body,
        head + blank + body.replace(b"Diagnostic-Code: ", b"Diagnostic-Code: " + line),
        head + blank + odd + body,
    ]
    for piece in pieces:
        arrive(piece)


class Imap:
    """As much of a server as a reader sees that only examines."""

    mails: dict[int, bytes] = {}
    asked: list = []

    def __init__(self, host, port, timeout, ssl_context):
        assert (host, port, timeout, ssl_context.check_hostname) == ("mail.example.com", 993, 30, True)

    def login(self, user, password):
        assert (user, password) == ("returns", "p@ss")
        return "OK", [b""]

    def select(self, folder, readonly):
        assert (folder, readonly) == ('"INBOX"', True)
        return "OK", [b"2"]

    def response(self, _name):
        return "UIDVALIDITY", [b"7"]

    def uid(self, command, *arguments):
        self.asked.append((command, *arguments))
        if command == "SEARCH":
            first = int(arguments[0].split()[1].partition(":")[0])
            found = [uid for uid in self.mails if uid >= first] or [max(self.mails)]
            return "OK", [" ".join(map(str, found)).encode()]
        assert "BODY.PEEK" in arguments[1]
        return "OK", [(b"header", self.mails[int(arguments[0])]), b")"]

    def shutdown(self):
        pass


def test_an_imap_mailbox_is_only_looked_at(delivery, monkeypatch, settings):
    monkeypatch.setattr("imaplib.IMAP4_SSL", Imap)
    monkeypatch.setattr(Imap, "asked", [])
    settings.MAIL_RETURNS_URL = "imaps://returns:p%40ss@mail.example.com/INBOX"
    monkeypatch.setattr(Imap, "mails", {3: b"From: a@b\r\n\r\nforeign", 5: mail_about(delivery)})
    assert reading.read_new() == 1
    assert reading.read_new() == 0
    monkeypatch.setattr(Imap, "mails", Imap.mails | {9: mail_about(delivery) + b"\r\nsecond"})
    assert reading.read_new() == 1
    assert {command for command, *_rest in Imap.asked} == {"SEARCH", "FETCH"}
    assert Bounce.objects.count() == 2


def test_what_a_server_says_to_our_face_counts_as_well(delivery, sink, send):
    sink(rcpt="550 5.1.1 <wang@example.com>: no such user")
    send(delivery.mailing)
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.source, bounce.counted_on) == ("hard", "server", timezone.localdate())
    delivery.refresh_from_db()
    assert delivery.answer == "550 5.1.1 <…>: no such user"


# Unsubscribing


def link(delivery):
    return building.unsubscribe_link(delivery.pk).removeprefix(settings.SITE_URL)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_the_link_changes_nothing(client, delivery, method):
    response = getattr(client, method)(link(delivery))
    assert response.status_code == 200
    assert delivery.alumnus.consents.count() == 1
    assert not Suppression.objects.exists()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_one_click_needs_no_cookie_no_token_and_no_session_and_twice_is_once(delivery):
    client = Client(enforce_csrf_checks=True)
    for _click in range(2):
        response = client.post(link(delivery), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    last = delivery.alumnus.consents.order_by("pk").last()
    assert (last.given, last.purpose, last.channel, last.source) == (False, "contact", "email", "alumnus")
    assert last.wording
    assert delivery.alumnus.consents.count() == 2
    assert Suppression.objects.count() == 1


def test_the_page_says_what_ends_and_shows_no_whole_address(client, delivery):
    page = client.get(link(delivery) + "?lang=en").content.decode()
    assert "w***@example.com" in page
    assert "News and invitations by e-mail" in page
    assert "wang@" not in page


def test_somebody_else_at_the_address_gets_no_more_either_unless_they_agree_after_it(client, delivery):
    make_reader("wang@example.com", "同一邮箱")
    client.post(link(delivery))
    mailing = start_mailing()
    assert mailing.left_out == {"consent": 1, "suppressed": 1}


def test_a_link_still_works_when_the_address_and_the_mailing_are_gone(client, delivery):
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        delivery.alumnus.contacts.all().update(state="ended")
        assert client.post(link(delivery)).status_code == 200
    assert delivery.alumnus.consents.order_by("pk").last().given is False


@pytest.mark.parametrize("token", ["x", "A" * 32, "A" * 33, "é", "%00"], ids=ascii)
def test_every_wrong_link_gets_the_same_answer(client, delivery, token):
    said = {}
    for each in ("B" * 32, token):
        address = reverse("publications:unsubscribe", args=[each])
        response = client.get(address)
        page = response.content.decode()
        said[each] = (response.status_code, page.replace(quote(address, safe=""), "").replace(address, ""))
        assert client.post(address).status_code == 404
    assert said[token][0] == 404
    assert said[token] == said["B" * 32]


def test_a_link_of_preferences_does_not_unsubscribe_and_the_other_way_round(client, delivery):
    crossed = reverse("publications:unsubscribe", args=[tokens.make(building.PREFERENCES, delivery.pk)])
    assert client.post(crossed).status_code == 404
    crossed = reverse("publications:preferences", args=[tokens.make(building.UNSUBSCRIBE, delivery.pk)])
    assert client.get(crossed).status_code == 404
    assert delivery.alumnus.consents.count() == 1


def test_preferences_are_said_without_signing_in_and_take_the_wording_that_was_read(client, delivery):
    page = building.preferences_link(delivery.pk).removeprefix(settings.SITE_URL)
    assert client.get(page).status_code == 200
    said = {"purpose": "fundraising", "channel": "any", "given": "1"}
    assert client.post(page, said).status_code == 302
    last = delivery.alumnus.consents.order_by("pk").last()
    assert (last.purpose, last.given, last.by) == ("fundraising", True, None)
    assert "support" in last.wording or "支持" in last.wording
    for wrong in ({"purpose": "contact", "channel": "any", "given": "1"}, {"purpose": "x"}, {}):
        assert client.post(page, wrong).status_code == 400


def test_who_agrees_again_is_written_to_again(client, delivery):
    client.post(link(delivery))
    page = building.preferences_link(delivery.pk).removeprefix(settings.SITE_URL)
    client.post(page, {"purpose": "contact", "channel": "email", "given": "1"})
    assert start_mailing().total == 1


def test_a_no_in_other_words_is_the_same_no(delivery):
    for language in ("zh-hans", "en"):
        client = Client(headers={"accept-language": language})
        assert client.post(link(delivery)).status_code == 200
    assert [each.given for each in delivery.alumnus.consents.order_by("pk")] == [True, False]


def test_a_yes_to_words_that_were_not_read_before_is_a_yes_of_its_own_and_said_again_the_same(client, delivery):
    page = building.preferences_link(delivery.pk).removeprefix(settings.SITE_URL)
    first = delivery.alumnus.consents.get()
    for _press in range(2):
        client.post(page, {"purpose": "contact", "channel": "email", "given": "1"})
    again = delivery.alumnus.consents.exclude(pk=first.pk).get()
    assert again.given
    assert again.wording not in ("", first.wording)


def test_nobody_lifts_what_a_person_wanted(client, delivery):
    client.post(link(delivery))
    with pytest.raises(suppressions.CannotLift):
        suppressions.lift(suppression_id=Suppression.objects.get().pk, by=make_user())


def test_a_report_needs_no_letter_behind_it():
    assert b"Final-Recipient" in filled(dsn("a", "b", "5.1.1", "smtp; 550 no"), to="x", address="y", id="z")
