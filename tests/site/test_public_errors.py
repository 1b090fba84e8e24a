"""Friendly pages when something cannot be shown, in the visitor's language, and the closed door."""

import re

import pytest
from django.urls import path

from alumni_office import urls as real
from alumni_office.site import errors
from tests.factories import make_user
from tests.site.test_pages import INLINE, broken, gone, shut, strange

ENGLISH, CHINESE = {"accept-language": "en"}, {"accept-language": "zh-CN"}
handler400, handler403, handler404 = real.handler400, real.handler403, real.handler404
handler429, handler500 = real.handler429, real.handler500


def fast(request):
    return errors.too_many_requests(request)


urlpatterns = [
    *real.urlpatterns,
    path("broken/", broken),
    path("shut/", shut),
    path("strange/", strange),
    path("gone/", gone),
    path("fast/", fast),
]
WORDS = {
    "/strange/": (400, "This request cannot be answered", "无法处理这个请求"),
    "/shut/": (403, "You may not open this page", "您不能打开此页"),
    "/gone/": (404, "There is no such page", "没有这个页面"),
    "/nowhere/": (404, "There is no such page", "没有这个页面"),
    "/fast/": (429, "That was very fast", "操作太快了"),
    "/broken/": (500, "Something went wrong on our side", "系统出了问题"),
}


@pytest.fixture
def _mild(client):
    client.raise_request_exception = False


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("_mild")
@pytest.mark.parametrize("address", WORDS)
def test_each_error_has_a_page_in_both_languages_that_asks_the_database_nothing(client, address):
    """Without the mark of the database, a question to it fails the test."""
    status, english, chinese = WORDS[address]
    for headers, words, code in ((ENGLISH, english, "en"), (CHINESE, chinese, "zh-hans")):
        response = client.get(address, headers=headers)
        page = response.content.decode()
        assert response.status_code == status
        assert f"<h1>{words}</h1>" in page
        assert f'<html lang="{code}"' in page
        assert response["Content-Language"] == code
        assert response["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page
        assert not INLINE.search(page)
        assert not response.cookies


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("_mild")
def test_an_error_keeps_the_language_of_the_address_and_the_chosen_appearance(client):
    client.cookies["theme"] = "dark"
    page = client.get("/gone/?lang=en", headers=CHINESE).content.decode()
    assert "There is no such page" in page
    assert 'data-theme="dark"' in page


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("_mild")
def test_someone_who_signed_in_is_told_the_same_without_the_database(client, db, monkeypatch):
    client.force_login(make_user())
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", lambda request: 1 / 0)
    for address in ("/broken/", "/nowhere/"):  # who somebody is must be known before anything is said to exist
        answer = client.get(address)
        assert answer.status_code == 500
        assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "a_b;c"}])
def test_a_host_that_is_not_ours_gets_the_sentence_too(client, settings, headers):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/", headers=headers | ENGLISH)
    assert response.status_code == 400
    assert "This request cannot be answered" in response.content.decode()
    assert "Content-Security-Policy" in response


@pytest.mark.usefixtures("_mild")
def test_too_many_fields_are_answered_by_a_sentence_not_a_failure(client, settings, db):
    query = "&".join(["lang=en", *(f"a{i}=1" for i in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))])
    assert client.get(f"/?{query}").status_code == 400


def test_errors_say_how_the_office_is_reached(client, settings):
    settings.OFFICE_TELEPHONE = "+86 10 5550 0199"
    assert 'href="tel:+861055500199"' in client.get("/nowhere/").content.decode()


@pytest.fixture(params=["setting", "file"])
def _closed(request, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    if request.param == "setting":
        settings.MAINTENANCE = True
    else:
        (tmp_path / "maintenance").touch()


@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("address", ["/", "/admin/", "/account/login/", "/nowhere/"])
def test_a_closed_site_says_so_in_both_languages_without_database_or_redis(client, monkeypatch, address):
    monkeypatch.setattr("redis.Redis.execute_command", lambda *args, **options: 1 / 0)
    for headers, words in ((ENGLISH, "We will be back in a moment"), (CHINESE, 'lang="zh-hans"')):
        response = client.get(address, headers=headers)
        assert response.status_code == 503
        assert words in response.content.decode()
        assert (response["Retry-After"], response["Cache-Control"]) == ("600", "no-store")
        assert "Content-Security-Policy" in response
    assert re.findall(r'<a [^>]*href="/[a-z]', response.content.decode()) == []
    assert client.post(address).status_code == 503


@pytest.mark.usefixtures("_closed")
def test_a_closed_site_still_says_that_it_lives(client, db):
    assert client.get("/healthz").status_code == 200


def test_an_open_site_is_open(client, settings, tmp_path, db):
    settings.VAR_DIR = tmp_path
    assert client.get("/").status_code == 200
