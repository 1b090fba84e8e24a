"""How often one may try, whoever counts and whatever is forged."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisConnectionError

from tests.factories import make_user
from tests.waiting import at_once

LOGIN = reverse("account_login")
TOO_MANY = "Too many failed login attempts"


def attempt(client, email, password="wrong", **extra):
    """What became of one try: "in", "wrong" or "wait"."""
    answer = client.post(LOGIN, {"login": email, "password": password}, **extra)
    if answer.status_code == 302:
        return "in"
    if answer.status_code == 429:
        return "wait"
    return "wait" if TOO_MANY in answer.content.decode() else "wrong"


@pytest.mark.django_db
def test_after_five_wrong_passwords_even_the_right_one_waits(visitor):
    user = make_user(email="sun@example.com")
    client = visitor()
    assert [attempt(client, user.email) for _ in range(6)] == ["wrong"] * 5 + ["wait"]
    assert attempt(client, user.email, "correct horse") == "wait"


@pytest.mark.django_db
def test_strangers_lock_nobody_out_elsewhere(visitor, code_for):
    user = make_user(email="sun@example.com")
    stranger = visitor("198.51.100.1")
    for _ in range(8):
        attempt(stranger, user.email)
    assert attempt(visitor("192.0.2.1"), user.email, "correct horse") == "in"


@pytest.mark.django_db
def test_an_account_under_attack_from_many_addresses_opens_by_mail(visitor, code_for):
    user = make_user(email="sun@example.com")
    found = [attempt(visitor(f"198.51.100.{n}"), user.email) for n in range(22)]
    assert found == ["wrong"] * 20 + ["wait"] * 2
    client = visitor("192.0.2.1")
    assert attempt(client, user.email, "correct horse") == "wait"
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_for(user.email)})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_a_known_device_signs_in_whatever_strangers_used_up(visitor, mails):
    user = make_user(email="sun@example.com")
    known, unknown = visitor("192.0.2.1"), visitor("192.0.2.2")
    assert attempt(known, user.email, "correct horse") == "in"
    known.post(reverse("account_logout"))
    for n in range(22):
        attempt(visitor(f"198.51.100.{n}"), user.email)
        visitor(f"198.51.100.{n}").post(reverse("account_request_login_code"), {"email": user.email})
    assert len(mails(user.email)) == 20

    assert attempt(unknown, user.email, "correct horse") == "wait"
    unknown.post(reverse("account_request_login_code"), {"email": user.email})
    assert len(mails(user.email)) == 20
    known.post(reverse("account_request_login_code"), {"email": user.email})
    assert len(mails(user.email)) == 21
    known.post(reverse("account_logout"))
    assert attempt(known, user.email, "correct horse", REMOTE_ADDR="203.0.113.7") == "in"


@pytest.mark.django_db
def test_a_known_device_is_known_for_its_own_account_and_has_five_tries_as_well(visitor):
    user, other = make_user(email="sun@example.com"), make_user(email="moon@example.com")
    client = visitor()
    attempt(client, user.email, "correct horse")
    client.post(reverse("account_logout"))
    found = [attempt(client, user.email, REMOTE_ADDR=f"198.51.100.{n}") for n in range(6)]
    assert found == ["wrong"] * 5 + ["wait"]
    for n in range(20):
        attempt(visitor(f"203.0.113.{n}"), other.email)
    assert attempt(client, other.email, "correct horse") == "wait"


@pytest.mark.django_db
def test_one_address_has_thirty_tries_a_minute_and_a_hundred_an_hour(visitor, monkeypatch):
    import time

    clock = [time.time()]
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: clock[0])
    client = visitor()
    found = []
    for n in range(104):
        if n % 30 == 0:
            clock[0] += 61
        found.append(attempt(client, f"user{n}@example.com"))
    assert found == ["wrong"] * 100 + ["wait"] * 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [
        {"HTTP_X_FORWARDED_FOR": "203.0.113.{n}"},
        {"HTTP_X_REAL_IP": "203.0.113.{n}"},
        {"HTTP_FORWARDED": "for=203.0.113.{n}"},
        {"REMOTE_ADDR": "2001:db8:0:1::{n}"},
    ],
    ids=["x-forwarded-for", "x-real-ip", "forwarded", "the same network of IPv6"],
)
def test_a_forged_or_neighbouring_address_is_the_same_address(visitor, forged):
    make_user(email="sun@example.com")
    client = visitor()
    found = [attempt(client, "sun@example.com", **{k: v.format(n=n) for k, v in forged.items()}) for n in range(1, 8)]
    assert found == ["wrong"] * 5 + ["wait"] * 2


@pytest.mark.django_db
def test_another_network_and_a_mapped_address_are_told_apart(visitor):
    make_user(email="sun@example.com")
    for _ in range(5):
        attempt(visitor("2001:db8:0:1::1"), "sun@example.com")
    assert attempt(visitor("2001:db8:0:2::1"), "sun@example.com") == "wrong"
    assert attempt(visitor("::ffff:192.0.2.1"), "sun@example.com") == "wrong"
    for _ in range(5):
        attempt(visitor("::ffff:192.0.2.1"), "sun@example.com")
    assert attempt(visitor("192.0.2.1"), "sun@example.com") == "wait"
    assert attempt(visitor("::ffff:192.0.2.2"), "sun@example.com") == "wrong"


@pytest.mark.django_db
def test_behind_the_proxy_the_address_is_the_one_it_wrote(visitor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    make_user(email="sun@example.com")
    client = visitor("127.0.0.1")
    for n in range(6):
        attempt(client, "sun@example.com", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.100.9")
    assert attempt(client, "sun@example.com", HTTP_X_FORWARDED_FOR="198.51.100.9") == "wait"
    assert attempt(client, "sun@example.com", HTTP_X_FORWARDED_FOR="198.51.100.10") == "wrong"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["SUN@example.com", " sun@example.com ", "ｓｕｎ@example.com", "Sun@Example.COM"])
def test_another_spelling_is_the_same_account(visitor, name):
    make_user(email="sun@example.com")
    client = visitor()
    for _ in range(5):
        attempt(client, "sun@example.com")
    answer = client.post(LOGIN, {"login": name, "password": "correct horse"}, follow=True)
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


@pytest.mark.django_db
def test_codes_are_not_sent_without_end(visitor, mails):
    ask = [reverse("account_request_login_code"), reverse("account_reset_password")]
    for n in range(6):
        visitor().post(ask[n % 2], {"email": "sun@example.com"})
    assert len(mails("sun@example.com")) == 3


@pytest.mark.django_db(transaction=True)
def test_fifty_tries_at_once_exceed_the_five_by_five_at_most(visitor):
    make_user(email="sun@example.com")

    def one():
        return attempt(Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": "en"}), "sun@example.com")

    found = at_once(*[one] * 50)
    assert found.count("wrong") <= 10
    assert found.count("in") == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [LOGIN, reverse("account_signup"), reverse("account_request_login_code"), reverse("account_reset_password")],
)
def test_without_the_counters_nobody_signs_in_and_a_sentence_says_so(visitor, monkeypatch, address):
    user = make_user(email="sun@example.com")

    def away(*args, **kwargs):
        raise RedisConnectionError

    monkeypatch.setattr(cache, "add", away)
    client = visitor()
    data = {"login": user.email, "email": user.email, "name": "孙丽"} | dict.fromkeys(
        ["password", "password1", "password2"], "correct horse"
    )
    answer = client.post(address, data)
    assert answer.status_code == 503
    assert "Signing in is not possible now" in answer.content.decode()
    assert "_auth_user_id" not in client.session
