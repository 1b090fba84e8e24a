"""Signing up and in: passwords, codes, who may know what."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from alumni_office.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SIGNUP, LOGIN = reverse("account_signup"), reverse("account_login")
ASK_CODE, ENTER_CODE = reverse("account_request_login_code"), reverse("account_confirm_login_code")
VERIFY = reverse("account_email_verification_sent")
RESET, RESET_CODE = reverse("account_reset_password"), reverse("account_confirm_password_reset_code")
PASSWORD = "a long enough phrase"
NEW = {"name": "孙丽", "email": "Sun@Example.com", "password1": PASSWORD, "password2": PASSWORD}


def signed_in(client):
    return client.session.get("_auth_user_id")


def sign_in(client, email, password="correct horse"):
    return client.post(LOGIN, {"login": email, "password": password})


def test_sign_up_asks_the_name_and_a_code_by_mail_opens_the_account(visitor, mails, code_for):
    client = visitor()
    assert client.post(SIGNUP, NEW).url == VERIFY
    user = User.objects.get()
    assert (user.name, user.email, user.is_staff, user.language) == ("孙丽", "sun@example.com", False, "en")
    assert signed_in(client) is None

    [mail] = mails("sun@example.com")
    assert (mail.purpose, mail.person_id) == ("accounts.email_confirmation_signup", None)
    answer = client.post(VERIFY, {"code": code_for("sun@example.com")})

    assert (answer.url, signed_in(client)) == ("/", str(user.pk))
    assert EmailAddress.objects.get().verified


def test_a_mail_is_in_the_language_of_its_reader(visitor, mails):
    make_user(None, email="old@example.com", language="zh-hans")
    visitor().post(ASK_CODE, {"email": "old@example.com"})
    [mail] = mails("old@example.com")
    assert "校友办" in mail.text
    visitor("192.0.2.2").post(ASK_CODE, {"email": "new@example.com"})
    [mail] = mails("new@example.com")
    assert "Alumni Office" in mail.text


def test_a_code_signs_in_without_a_password(visitor, code_for):
    user = make_user(None, email="sun@example.com", is_staff=False)
    client = visitor()
    assert client.post(ASK_CODE, {"email": "SUN@example.com"}).url == ENTER_CODE
    before = client.session.session_key
    assert client.post(ENTER_CODE, {"code": code_for("sun@example.com")}).status_code == 302
    assert (signed_in(client), client.session.session_key != before) == (str(user.pk), True)


def test_a_code_has_five_tries(visitor, code_for):
    make_user(None, email="sun@example.com")
    client = visitor()
    client.post(ASK_CODE, {"email": "sun@example.com"})
    code = code_for("sun@example.com")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _try in range(5):
        client.post(ENTER_CODE, {"code": wrong})
    client.post(ENTER_CODE, {"code": code})
    assert signed_in(client) is None


def test_parallel_tries_for_a_code_are_counted_together(visitor, code_for):
    make_user(None, email="sun@example.com")
    client = visitor()
    client.post(ASK_CODE, {"email": "sun@example.com"})
    session = client.session
    kept = dict(session)
    answers = []
    for guess in range(8):  # as if each had read the session before any other wrote it
        session.update(kept)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        answers.append(client.post(ENTER_CODE, {"code": f"00000{guess}"}).content.decode())
    assert ["Too many failed login attempts" in answer for answer in answers[5:]] == [True] * 3


def test_a_code_is_good_for_ten_minutes(visitor, code_for, monkeypatch):
    make_user(None, email="sun@example.com")
    client = visitor()
    client.post(ASK_CODE, {"email": "sun@example.com"})
    session = client.session
    login = session["account_login"]
    login["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session["account_login"] = login
    session.save()
    client.post(ENTER_CODE, {"code": code_for("sun@example.com")})
    assert signed_in(client) is None


def test_a_forgotten_password_is_replaced_with_a_code_once(visitor, code_for, mails):
    user = make_user(None, email="sun@example.com", is_staff=False)
    elsewhere = visitor()
    elsewhere.force_login(user)
    client = visitor()
    assert client.post(RESET, {"email": "sun@example.com"}).url == RESET_CODE
    code = code_for("sun@example.com")
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(RESET_CODE, {"code": code}).url == reverse("account_complete_password_reset")
    assert client.post(reverse("account_complete_password_reset"), new).url == reverse(
        "account_password_reset_completed"
    )
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert client.post(RESET_CODE, {"code": code}).url == LOGIN
    assert elsewhere.get(reverse("account_home")).status_code == 302
    assert mails("sun@example.com")[-1].purpose == "accounts.password_reset"


def test_a_mail_names_the_host_of_the_settings_whatever_the_request_says(visitor, mails, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://alumni.example.edu.cn", ["*"]
    visitor().post(ASK_CODE, {"email": "nobody@example.com"}, headers={"host": "evil.example"})
    [mail] = mails("nobody@example.com")
    assert "https://alumni.example.edu.cn/account/signup/" in mail.text
    assert "evil" not in mail.text + mail.subject


# Nobody learns who has an account.


@pytest.fixture
def everyone(db):
    """One of each: known, unknown, with an unconfirmed address, shut, without a password; addresses of one length."""
    make_user(None, email="known@example.com")
    unconfirmed = make_user(None, email="fresh@example.com")
    unconfirmed.emailaddress_set.update(verified=False)
    make_user(None, email="shuts@example.com", is_active=False)
    plain = make_user(None, email="plain@example.com")
    plain.set_unusable_password()
    plain.save()
    return [f"{name}@example.com" for name in ("known", "nobod", "fresh", "shuts", "plain")]


SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce-?[^"\s;]*')


def seen(client, answer, email):
    """Everything a stranger can compare, with the address they typed themselves taken out."""
    following = client.get(answer.url) if answer.status_code == 302 else answer
    pages = [SECRETS.sub("", page.content.decode()).replace(email, "…") for page in (answer, following)]
    headers = {
        name: SECRETS.sub("", value) for name, value in answer.headers.items() if name not in ("Set-Cookie", "Expires")
    }
    cookies = {name: (len(morsel.value), morsel["max-age"]) for name, morsel in client.cookies.items()}
    return answer.status_code, pages, headers, sorted(cookies.items())


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (SIGNUP, {"name": "某人", "password1": PASSWORD, "password2": PASSWORD, "email": "{}"}),
        (ASK_CODE, {"email": "{}"}),
        (RESET, {"email": "{}"}),
        (LOGIN, {"login": "{}", "password": "wrong"}),
    ],
    ids=["signup", "code", "reset", "login"],
)
def test_an_answer_is_the_same_whoever_has_an_account(everyone, visitor, mails, address, data):
    answers, sent = {}, {}
    for number, email in enumerate(everyone):
        client = visitor(f"192.0.2.{number + 1}")
        filled = {name: value.format(email) for name, value in data.items()}
        answers[email] = seen(client, client.post(address, filled), email)
        sent[email] = len(mails(email))
    first = answers[everyone[0]]
    for email, answer in answers.items():
        assert answer == first, email
    assert set(sent.values()) == {0 if address == LOGIN else 1}


def test_the_right_password_of_a_shut_account_answers_like_a_wrong_one(everyone, visitor):
    shut, known = visitor(), visitor("192.0.2.2")
    right = seen(shut, sign_in(shut, "shuts@example.com"), "shuts@example.com")
    assert right == seen(known, sign_in(known, "known@example.com", "wrong"), "known@example.com")


@pytest.mark.parametrize("address", [SIGNUP, ASK_CODE, RESET])
def test_the_work_is_alike_whoever_has_an_account(everyone, visitor, address, monkeypatch):
    from django.contrib.auth import hashers

    hashed = []
    original = hashers.make_password
    monkeypatch.setattr(hashers, "make_password", lambda *a, **k: hashed.append(1) or original(*a, **k))
    monkeypatch.setattr(
        "alumni_office.accounts.forms.entrance.make_password", lambda *a, **k: hashed.append(1) or original(*a, **k)
    )
    monkeypatch.setattr(
        "django.contrib.auth.base_user.make_password", lambda *a, **k: hashed.append(1) or original(*a, **k)
    )
    counts = {}
    for email in ("known@example.com", "other@example.com"):
        hashed.clear()
        visitor(f"192.0.2.{len(counts) + 1}").post(
            address, {"name": "某人", "email": email, "password1": PASSWORD, "password2": PASSWORD}
        )
        counts[email] = len(hashed)
    assert len(set(counts.values())) == 1


def test_a_fake_confirmation_page_never_lets_anyone_in(everyone, visitor):
    client = visitor()
    client.post(SIGNUP, NEW | {"email": "known@example.com"})
    for code in ("", "000000"):
        client.post(VERIFY, {"code": code})
    assert signed_in(client) is None
    assert User.objects.get(email="known@example.com").name == "李老师"


# Ways that somebody else prepared.


def test_a_password_set_by_a_stranger_opens_nothing_once_the_owner_of_the_mailbox_came(visitor, code_for):
    stranger, owner = visitor("192.0.2.7"), visitor("192.0.2.8")
    stranger.post(SIGNUP, NEW)
    owner.post(ASK_CODE, {"email": "sun@example.com"})
    owner.post(ENTER_CODE, {"code": code_for("sun@example.com")})
    user = User.objects.get()
    assert signed_in(owner) == str(user.pk)
    assert not user.has_usable_password()
    assert sign_in(stranger, "sun@example.com", PASSWORD).status_code in (200, 302)
    assert signed_in(stranger) is None


def test_the_owner_who_comes_back_with_the_own_password_keeps_it(visitor, code_for):
    visitor().post(SIGNUP, NEW)
    later = visitor("192.0.2.9")
    from django.core.cache import cache

    cache.clear()  # a while later
    assert sign_in(later, "sun@example.com", PASSWORD).url == VERIFY
    later.post(VERIFY, {"code": code_for("sun@example.com")})
    user = User.objects.get()
    assert (signed_in(later), user.check_password(PASSWORD)) == (str(user.pk), True)


# The desk and the public site have one door.


def test_the_desk_asks_at_the_one_door_and_leads_back(client):
    desk = client.get(reverse("admin:jobs_job_changelist"), follow=True)
    assert desk.redirect_chain[-1][0] == f"{LOGIN}?next={reverse('admin:jobs_job_changelist')}"
    user = make_user()
    answer = client.post(
        LOGIN, {"login": user.email, "password": "correct horse", "next": reverse("admin:jobs_job_changelist")}
    )
    assert answer.url == reverse("admin:jobs_job_changelist")


def test_staff_come_to_the_desk_and_alumni_to_the_site(visitor):
    staff, alumna = make_user(), make_user(None, is_staff=False)
    assert sign_in(visitor(), staff.email).url == reverse("admin:index")
    assert sign_in(visitor(), alumna.email).url == "/"


def test_who_is_no_staff_is_refused_at_the_desk(client):
    client.force_login(make_user(None, is_staff=False))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
def test_signing_in_leads_to_no_other_site(visitor, target):
    user = make_user(None, is_staff=False)
    answer = visitor().post(LOGIN, {"login": user.email, "password": "correct horse", "next": target})
    assert answer.url == "/"
    assert visitor().get(reverse("admin:login"), {"next": target}).url == f"{LOGIN}?next={reverse('admin:index')}"


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "密码至少 10 个字符。"), ("en", "at least 10 characters.")])
def test_a_short_password_is_told_in_the_readers_language(language, said):
    from alumni_office.accounts.passwords import MinimumLengthValidator

    with translation.override(language), pytest.raises(ValidationError, match=said):
        MinimumLengthValidator(10).validate("short")
