"""The bytes of a letter: whatever is in a name or a subject, it is one letter to one person that programs can read."""

import email
import email.policy
import hashlib
import hmac
import random
import re
from base64 import b64decode, b64encode
from types import SimpleNamespace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.mail import dkim, tokens
from publications.emails import building, fields, headers
from publications.emails.building import Letter, Recipient

TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)
ANYTHING = st.text(max_size=200)


def letter(subject="通讯", text="您好", html="<p>您好</p>", **mailing):
    fields = {
        "pk": 7,
        "key": UUID(int=7),
        "purpose": "contact",
        "from_name": "山东大学校友办公室",
        "reply_to": "office@example.edu.cn",
    } | mailing
    version = SimpleNamespace(language="zh-hans", subject=subject, text=text, html=html)
    return Letter(SimpleNamespace(**fields), version)


def parsed(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.strict)


def to(name="王伟", address="wang@example.com", number=42, **values):
    return Recipient(number, name, address, {"name": name, **values})


def test_a_letter_has_every_header_that_bulk_mail_needs(settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"
    mail = parsed(letter(text="退订 {{ unsubscribe }}").build(to()))
    link = f"https://alumni.example.edu.cn/mail/stop/{tokens.make('unsubscribe', 42)}/"
    assert mail["List-Unsubscribe"] == f"<{link}>, <mailto:{building.return_path(42)}?subject=unsubscribe>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "山东大学 <contact.localhost>"
    assert mail["Feedback-ID"] == "7:contact:mailing:localhost"
    assert mail["Precedence"] == "bulk"
    assert mail["Message-ID"] == building.message_id(42)
    assert mail["Reply-To"] == "office@example.edu.cn"
    assert mail["Date"].datetime.utcoffset() is not None
    assert str(mail["From"]) == "山东大学校友办公室 <alumni@localhost>"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert f"退订 {link}" in mail.get_body(["plain"]).get_content()


def test_the_same_letter_twice_has_the_same_message_id():
    first, second = (parsed(letter().build(to())) for _time in range(2))
    assert first["Message-ID"] == second["Message-ID"]
    assert building.delivery_of_message_id(first["Message-ID"]) == 42


@given(subject=TEXT.filter(str.strip), name=TEXT, value=ANYTHING)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_person_is_called_the_letter_has_one_recipient_and_no_line_too_long(subject, name, value):
    try:
        made = letter(subject=subject, text="{{ city|城 }}", html="<b>{{ city|城 }}</b>")
    except fields.BadField:
        return
    raw = made.build(to(fields.clean(name), city=fields.clean(value)), now=1_800_000_000)
    mail = parsed(raw)
    assert not mail.defects
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert [address.addr_spec for address in mail["To"].addresses] == ["wang@example.com"]
    # Python's own reader puts a space between two encoded words of a name (RFC 2047, 6.2 forbids it).
    assert "".join(mail["To"].addresses[0].display_name.split()) == "".join(fields.clean(name).split())
    assert str(mail["Subject"]).split() == subject.split()
    assert len(mail.get_all("To")) == len(mail.get_all("From")) == len(mail.get_all("Subject")) == 1
    assert mail.get("Bcc") is None
    shown = fields.clean(value) or "城"
    assert mail.get_body(["plain"]).get_content().strip() == shown.strip()


@given(words=ANYTHING, name=st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_only_fields_are_replaced_and_nothing_is_run(words, name):
    text = words.replace("{", "(")
    pieces = fields.split(text + "{{ name|校友 }}")
    assert fields.fill(pieces, {"name": fields.clean(name)}) == text + (fields.clean(name) or "校友")


@pytest.mark.parametrize(
    "words", ["{% for x in y %}", "{0.__class__}", "${name}", "%(name)s", "{name}", "{{", "}}"], ids=str
)
def test_what_is_no_field_stays_text(words):
    assert fields.fill(fields.split(words), {"name": "王"}) == words


def test_a_value_opens_no_field_and_no_tag():
    pieces = fields.split("<p>{{ name|校友 }}</p>")
    shown = fields.fill(pieces, {"name": "<script>{{ city|x }}"}, fields.quote_html)
    assert shown == "<p>&lt;script&gt;&#123;&#123; city|x }}</p>"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ password|x }}", "There is no field “password”."),
        ("{{ name.__class__|x }}", "There is no field “name.__class__”."),
        ("{{ name }}", "The field “name” needs words for when nothing is known: {{ name|alumnus }}."),
        ("{{ name| }}", "The field “name” needs words for when nothing is known: {{ name|alumnus }}."),
        ("{{ unsubscribe|x }}", "There is no field “unsubscribe”."),
    ],
    ids=str,
)
def test_a_field_that_does_not_exist_or_lacks_its_fallback_is_refused(words, said):
    with translation.override("en"), pytest.raises(fields.BadField, match=re.escape(said)):
        fields.split(words)


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.cn", "a\nb", "a\0b", "a\u2028b", "a\x85b", "\ud800"], ids=ascii)
def test_no_header_takes_a_control_character(bad):
    with pytest.raises(headers.BadHeader):
        headers.encode(bad)
    with pytest.raises(headers.BadHeader):
        headers.mailbox(bad, "a@example.com")
    with pytest.raises(headers.BadHeader):
        headers.mailbox("a", f"{bad}@example.com")


@pytest.mark.parametrize("bad", ["a@x,b@x", "a@x;b@x", "<a@x>", "a b@x", '"a"@x', "a@x\r\n", "王@x", "a"], ids=ascii)
def test_no_envelope_takes_more_or_less_than_one_address(bad):
    with pytest.raises(headers.BadHeader):
        headers.mailbox("", bad)


def test_a_subject_of_three_hundred_characters_comes_through_whole():
    subject = "校友" * 150
    assert str(parsed(letter(subject=subject).build(to()))["Subject"]) == subject


# Signatures


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def signed(key, tmp_path, settings):
    path = tmp_path / "dkim.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    settings.DKIM_KEY_FILE, settings.DKIM_DOMAIN, settings.DKIM_SELECTOR = str(path), "localhost", "s1"
    return letter(text="第一行\n\n\n").build(to())


def relaxed(value: bytes) -> bytes:
    return re.sub(rb"[ \t]+", b" ", re.sub(rb"\r\n(?=[ \t])", b"", value)).strip()


def verified(raw: bytes, key) -> bool:
    """A reading of RFC 6376 of its own, from the receiving side."""
    head, _blank, body = raw.partition(b"\r\n\r\n")
    lines = re.split(rb"\r\n(?![ \t])", head)
    found = [tuple(line.split(b":", 1)) for line in lines]
    signature = next(value for name, value in found if name.lower() == b"dkim-signature")
    tags = dict(part.strip().split(b"=", 1) for part in relaxed(signature).rstrip(b";").split(b";"))
    if b64decode(tags[b"bh"]) != hashlib.sha256(body.rstrip(b"\r\n") + b"\r\n").digest():
        return False
    stack = [(name.strip().lower(), value) for name, value in found]
    text = b""
    for name in tags[b"h"].lower().split(b":"):
        at = next((place for place in reversed(range(len(stack))) if stack[place][0] == name.strip()), None)
        if at is not None:
            text += name.strip() + b":" + relaxed(stack.pop(at)[1]) + b"\r\n"
    text += b"dkim-signature:" + relaxed(re.sub(rb"(;\s*b=)[^;]*$", rb"\1", signature))
    try:
        key.public_key().verify(b64decode(re.sub(rb"\s", b"", tags[b"b"])), text, padding.PKCS1v15(), hashes.SHA256())
    except Exception:
        return False
    return True


def test_a_signature_verifies_and_covers_the_headers_of_unsubscribing(signed, key):
    assert verified(signed, key)
    covered = re.search(rb"h=([^;]+);", signed)[1].split(b":")
    assert {b"list-unsubscribe", b"list-unsubscribe-post", b"from", b"to", b"subject", b"date", b"message-id"} <= set(
        covered
    )
    assert b"d=localhost;" in signed
    assert b"alumni@localhost" in signed  # the From line's domain is the signature's


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click", b"List-Unsubscribe-Post: List-Unsubscribe=No"),
     (b"Precedence: bulk", b"Precedence: bulk\r\nFrom: thief@example.com"),
     (b"base64\r\n\r\n", b"base64\r\n\r\nQQ==\r\n")],
    ids=["header", "second From", "body"],
)  # fmt: skip
def test_a_signed_letter_that_was_changed_does_not_verify(signed, key, old, new):
    assert old in signed
    assert not verified(signed.replace(old, new), key)


def test_dkimpy_agrees(signed, key):
    verifier = pytest.importorskip("dkim", reason="dkimpy has no wheel, so that it is not among the pins")
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    record = b"v=DKIM1; k=rsa; p=" + b64encode(public)
    assert verifier.verify(signed, dnsfunc=lambda *_names, **_more: record)


def test_without_a_key_the_relay_signs(settings):
    settings.DKIM_KEY_FILE = ""
    assert dkim.signer() is None
    assert b"DKIM-Signature" not in letter().build(to())


# Tokens


@given(number=st.integers(0, 2**40 - 1))
@settings(max_examples=200, deadline=None)
def test_a_token_gives_back_its_number_for_its_purpose_only(number):
    assert tokens.read("a", tokens.make("a", number)) == number
    assert tokens.read("b", tokens.make("a", number)) is None
    assert tokens.read_local("a", tokens.make_local("a", number).upper()) == number
    assert tokens.read_local("b", tokens.make_local("a", number)) is None


@given(st.text(min_size=1, max_size=20), st.binary(max_size=200))
@settings(deadline=None)
def test_a_signature_is_the_hmac_that_any_library_makes(purpose, body):
    key = tokens._key(purpose, "secret")
    assert tokens._sign(purpose, "secret", body, 32) == hmac.digest(key, body, "sha256")


def test_no_single_bit_of_a_token_may_change():
    token = tokens.make("unsubscribe", 42)
    data = token.encode()
    flipped = {
        (data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]).decode("latin-1")
        for place in range(len(data))
        for bit in range(8)
    }
    assert len(flipped) == 256
    assert [each for each in flipped if tokens.read("unsubscribe", each) is not None] == []
    standard = token.replace("-", "+").replace("_", "/")
    changed = {token[:-1], token + "=", token + "\n", " " + token, token.lower(), token.upper(), token + token, ""}
    changed |= {standard} - {token}
    assert [each for each in changed - {token} if tokens.read("unsubscribe", each) is not None] == []


def test_a_hundred_thousand_guesses_open_nothing():
    dice = random.Random(1)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert not any(tokens.read("unsubscribe", "".join(dice.choices(alphabet, k=32))) for _try in range(100_000))


def test_an_old_key_still_opens_old_mails(settings):
    settings.MAIL_KEY = "before"
    old = tokens.make("unsubscribe", 42)
    settings.MAIL_KEY, settings.MAIL_KEY_FALLBACKS = "after", ["before"]
    assert tokens.read("unsubscribe", old) == 42
    settings.MAIL_KEY_FALLBACKS = []
    assert tokens.read("unsubscribe", old) is None
