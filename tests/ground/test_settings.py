"""What the settings refuse and what production gets; each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage.handler import StorageHandler

from tests.waiting import PATIENCE

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "p" * 30 + "0123456789" * 3,
    "ALLOWED_HOSTS": "alumni.example.edu.cn",
    "UNIVERSITY_NAME": "大学",
    "UNIVERSITY_NAME_EN": "University",
}


def manage(*words, **environment):
    surroundings = {"PATH": os.environ["PATH"], "VAR_DIR": "/nonexistent"} | environment
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def setting(*names, **environment):
    code = f"from django.conf import settings; import json; print(json.dumps([getattr(settings, n) for n in {names}]))"
    surroundings = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "alumni_office.settings"} | environment
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return json.loads(done.stdout)


DEMONSTRATION = "demonstration-only-never-in-production-0123456789abcdef"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set."),
        ({"SECRET_KEY": DEMONSTRATION, "ALLOWED_HOSTS": "a.cn"}, "SECRET_KEY is the demonstration's,"),
        (
            {"SECRET_KEY": "x", "SECRET_KEY_FALLBACKS": DEMONSTRATION, "ALLOWED_HOSTS": "a.cn"},
            "SECRET_KEY is the demonstration's,",
        ),
        ({"SECRET_KEY": "x"}, "ALLOWED_HOSTS is not set:"),
        (
            {"DEBUG": "1", "ALLOWED_HOSTS": "localhost,alumni.example.edu.cn"},
            "DEBUG=1 is for trying out on this machine",
        ),
        ({"DEBUG": "1", "ALLOWED_HOSTS": "*"}, "DEBUG=1 is for trying out on this machine"),
    ],
)
def test_an_unsafe_start_is_refused_with_a_hint(environment, sentence):
    done = manage("check", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


def test_with_debug_it_starts_on_this_machine_only():
    assert manage("check", DEBUG="1").returncode == 0
    assert setting("ALLOWED_HOSTS", DEBUG="1") == [["localhost", "127.0.0.1", "[::1]"]]


def test_production_settings_have_no_deployment_warnings():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_production_cookies_and_transport():
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "DEBUG")
    assert setting(*names, **PRODUCTION) == ["__Host-session", "__Host-csrf", True, 31536000, False]


def test_the_forwarded_scheme_counts_only_behind_a_proxy():
    assert setting("SECURE_PROXY_SSL_HEADER", **PRODUCTION) == [None]
    assert setting("SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="1", **PRODUCTION) == [["HTTP_X_FORWARDED_PROTO", "https"]]


def test_in_production_staff_need_a_second_factor_and_mails_name_the_first_host():
    names = ("STAFF_SECOND_FACTOR", "SITE_URL", "ALLAUTH_TRUSTED_PROXY_COUNT", "DEVICE_COOKIE_NAME")
    assert setting(*names, **PRODUCTION) == [True, "https://alumni.example.edu.cn", 0, "__Host-device"]
    assert setting(*names[:3], BEHIND_PROXY="1", SITE_URL="https://a.cn/", STAFF_SECOND_FACTOR="0", **PRODUCTION) == [
        False, "https://a.cn", 1,
    ]  # fmt: skip
    assert setting("STAFF_SECOND_FACTOR", "DEBUG", DEBUG="1") == [False, True]


def test_wechat_is_there_with_both_keys_only_and_a_form_may_lead_there():
    keys = {"WEIXIN_CLIENT_ID": "wx1", "WEIXIN_CLIENT_SECRET": "s"}
    assert setting("SOCIALACCOUNT_PROVIDERS", "DEBUG", **PRODUCTION, WEIXIN_CLIENT_ID="wx1") == [{}, False]
    assert setting("FORM_TARGETS", "DEBUG", **PRODUCTION) == [["'self'"], False]
    [providers, targets] = setting("SOCIALACCOUNT_PROVIDERS", "FORM_TARGETS", **PRODUCTION, **keys)
    assert providers["weixin"]["APPS"] == [{"client_id": "wx1", "secret": "s"}]
    assert targets == ["'self'", "https://open.weixin.qq.com"]


def test_urls_replace_the_embedded_parts():
    [databases, redis_url, broker, host] = setting(
        "DATABASES", "REDIS_URL", "CELERY_BROKER_URL", "EMAIL_HOST",
        DATABASE_URL="postgres://u:p@db.example:6432/alumni",
        REDIS_URL="redis://r.example:6379/3",
        EMAIL_URL="smtp://mail.example:25",
        DISABLE_SERVER_SIDE_CURSORS="1",
        DEBUG="1",
    )  # fmt: skip
    default = databases["default"]
    assert (default["HOST"], default["PORT"], default["NAME"]) == ("db.example", 6432, "alumni")
    assert default["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert "options" not in default["OPTIONS"]  # nothing that a transaction pool refuses
    assert (redis_url, broker, host) == ("redis://r.example:6379/3", "redis://r.example:6379/3", "mail.example")


def require_security_headers(headers):
    policy = headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/no/such/page", "/healthz"])
def test_every_answer_carries_the_security_headers(client, path):
    require_security_headers(client.get(path).headers)


def test_static_files_carry_them_too(client):
    answer = client.head("/static/css/tokens.css")
    assert answer.status_code == 200
    require_security_headers(answer.headers)


def test_collected_files_can_be_read_by_another_account(tmp_path):
    """Collected by root and served by an account of its own, or the web would not even start."""
    wanted = settings.STORAGES["staticfiles"]
    storage = StorageHandler({}).create_storage(wanted | {"OPTIONS": wanted["OPTIONS"] | {"location": tmp_path}})
    before = os.umask(0o077)
    try:
        storage.save("css/page.css", ContentFile(b""))
    finally:
        os.umask(before)
    assert (tmp_path / "css" / "page.css").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "css").stat().st_mode & 0o777 == 0o755
