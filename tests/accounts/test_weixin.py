"""Signing in with WeChat, against a server on this machine that answers as WeChat's do."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from alumni_office.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

START, CALLBACK, SIGNUP = reverse("weixin_login"), reverse("weixin_callback"), reverse("socialaccount_signup")
VERIFY = reverse("account_email_verification_sent")
HER = {"openid": "o-app-1", "unionid": "u-sun", "nickname": "孙丽🌸", "sex": 2, "headimgurl": "https://example.com/1"}


class WeChat(BaseHTTPRequestHandler):
    """Status 200 whatever happens, JSON as text/plain, errors as errcode."""

    def do_GET(self):
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.server.asked.append((url.path, asked))
        said = self.server.token(asked) if url.path == "/token" else self.server.profile(asked)
        body = json.dumps(said, ensure_ascii=False).encode()
        self.send_response(302 if said == "elsewhere" else 200)
        if said == "elsewhere":
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def wechat(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), WeChat)
    server.asked = []
    server.person = dict(HER)
    server.token = lambda asked: (
        {"access_token": "T", "expires_in": 7200, "refresh_token": "R", "openid": server.person["openid"],
         "scope": "snsapi_login", "unionid": server.person.get("unionid")}
        if asked.get("code") == "good" and asked.get("secret") == "s3cret"
        else {"errcode": 40029, "errmsg": "invalid code"}
    )  # fmt: skip
    server.profile = lambda asked: server.person
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.WEIXIN_TOKEN_URL, settings.WEIXIN_PROFILE_URL = f"{address}/token", f"{address}/userinfo"
    settings.SITE_URL = "https://alumni.example.edu.cn"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "weixin": {
            "APPS": [{"client_id": "wx123", "secret": "s3cret"}],
            "AUTHORIZE_URL": f"{address}/connect/qrconnect",
        }
    }
    yield server
    server.shutdown()
    server.server_close()


def scan(client, code="good", start=START, **extra):
    """Press the button, scan the picture, come back."""
    away = urlsplit(client.post(start).url)
    query = {name: values[0] for name, values in parse_qs(away.query).items()}
    return client.get(CALLBACK, {"code": code, "state": query["state"]} | extra)


def test_the_way_to_wechat_names_the_app_and_the_way_back(visitor, wechat):
    client = visitor()
    away = urlsplit(client.post(START).url)
    query = {name: values[0] for name, values in parse_qs(away.query).items()}
    assert away.path == "/connect/qrconnect"
    assert query.pop("state")
    assert query == {
        "appid": "wx123",
        "redirect_uri": "https://alumni.example.edu.cn/account/weixin/login/callback/",
        "response_type": "code",
        "scope": "snsapi_login",
    }


def test_a_new_person_gives_name_and_address_once_and_then_only_scans(visitor, wechat, code_for):
    client = visitor()
    assert scan(client).url == SIGNUP
    assert client.get(SIGNUP).context["form"].initial["name"] == "孙丽🌸"
    assert client.post(SIGNUP, {"name": "孙丽", "email": "sun@example.com"}).url == VERIFY
    client.post(VERIFY, {"code": code_for("sun@example.com")})
    user = User.objects.get()
    assert (user.name, user.has_usable_password(), client.session["_auth_user_id"]) == ("孙丽", False, str(user.pk))
    [account] = SocialAccount.objects.all()
    assert (account.uid, account.extra_data) == (
        "u-sun", {"openid": "o-app-1", "unionid": "u-sun", "nickname": "孙丽🌸"},
    )  # fmt: skip
    assert wechat.asked == [
        ("/token", {"appid": "wx123", "secret": "s3cret", "code": "good", "grant_type": "authorization_code"}),
        ("/userinfo", {"access_token": "T", "openid": "o-app-1"}),
    ]

    again = visitor()
    assert scan(again).url == "/"
    assert again.session["_auth_user_id"] == str(user.pk)


def test_the_same_person_under_another_app_of_the_office_is_the_same(visitor, wechat):
    user = make_user(None, is_staff=False)
    SocialAccount.objects.create(user=user, provider="weixin", uid="u-sun")
    wechat.person["openid"] = "o-app-2"
    client = visitor()
    scan(client)
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "person",
    [{"openid": "o-app-1", "nickname": "x"}, {"errcode": 40003, "errmsg": "invalid openid"}, [], "elsewhere"],
    ids=["no unionid", "an error", "no object", "a redirect"],
)
def test_what_is_no_person_signs_nobody_in(visitor, wechat, person):
    wechat.profile = lambda asked: person
    answer = scan(visitor())
    assert "WeChat did not let you in" in answer.content.decode()
    assert not User.objects.exists()


def test_a_bad_code_a_foreign_state_and_a_refusal_sign_nobody_in(visitor, wechat):
    client = visitor()
    assert "WeChat did not let you in" in scan(client, code="bad").content.decode()
    for query in ({"code": "good", "state": "foreign"}, {"code": "good"}, {"state": "x"}):
        assert "WeChat did not let you in" in client.get(CALLBACK, query).content.decode()
    assert not User.objects.exists()
    assert wechat.asked == [("/token", wechat.asked[0][1])]


def test_wechat_that_does_not_answer_is_a_sentence(visitor, wechat, settings):
    settings.WEIXIN_TOKEN_URL = "http://127.0.0.1:1/token"
    assert "WeChat did not let you in" in scan(visitor()).content.decode()


def test_an_address_that_has_an_account_is_not_taken_nor_given_away(visitor, wechat, mails):
    user = make_user(None, email="sun@example.com", is_staff=False)
    client = visitor()
    scan(client)
    assert client.post(SIGNUP, {"name": "孙丽", "email": "sun@example.com"}).url == VERIFY
    assert (list(User.objects.all()), SocialAccount.objects.count()) == ([user], 0)
    assert [mail.purpose for mail in mails("sun@example.com")] == ["accounts.account_already_exists"]


def test_a_wechat_that_a_stranger_connected_to_an_unconfirmed_address_opens_nothing_later(visitor, wechat, code_for):
    stranger, owner = visitor("192.0.2.7"), visitor("192.0.2.8")
    scan(stranger)
    stranger.post(SIGNUP, {"name": "某人", "email": "sun@example.com"})
    owner.post(reverse("account_request_login_code"), {"email": "sun@example.com"})
    owner.post(reverse("account_confirm_login_code"), {"code": code_for("sun@example.com")})
    assert owner.session["_auth_user_id"]
    assert not SocialAccount.objects.exists()


def test_wechat_is_connected_and_disconnected_on_the_account_page(visitor, wechat):
    user = make_user(None, is_staff=False)
    client = visitor()
    client.force_login(user)
    connections = reverse("socialaccount_connections")
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    assert scan(client, start=f"{START}?process=connect").url == connections
    account = SocialAccount.objects.get(user=user)
    assert "孙丽🌸" in client.get(reverse("account_home")).content.decode()
    client.post(connections, {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_staff_come_in_by_wechat_only_through_the_second_step(visitor, wechat):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    user = make_user()
    SocialAccount.objects.create(user=user, provider="weixin", uid="u-sun")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    client = visitor()
    assert scan(client).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_without_keys_wechat_is_not_there(visitor):
    client = visitor()
    assert "WeChat" not in client.get(reverse("account_login")).content.decode()
    assert [client.get(address).status_code for address in (START, CALLBACK)] == [404, 404]


def test_pressing_the_button_is_a_post(visitor, wechat):
    client = visitor()
    assert client.get(START).status_code == 200
    assert "account_login" not in client.session
    assert f'action="{START}"' in client.get(reverse("account_login")).content.decode()
