"""What is kept for visitors, what never is, and that nobody gets what is not theirs."""

import gzip
import re

import pytest
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import path, reverse
from redis.exceptions import ConnectionError as RedisGone

from alumni_office import urls as real
from alumni_office.ui import page_store, public
from alumni_office.ui.page_cache import public_page
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

ENGLISH, CHINESE = {"accept-language": "en"}, {"accept-language": "zh-CN"}
made = []


def seen(request):
    made.append(request.get_full_path())
    return HttpResponse(f"page {len(made)}")


@public_page
def plain(request):
    return seen(request)


def unmarked(request):
    return seen(request)


@public_page
def with_token(request):
    get_token(request)
    return seen(request)


@public_page
def with_nonce(request):
    str(request.csp_nonce)
    return seen(request)


@public_page
def with_session(request):
    request.session["basket"] = 1
    return seen(request)


@public_page
def with_message(request):
    messages.info(request, "Only for you")
    return seen(request)


@public_page
def with_cookie(request):
    response = seen(request)
    response.set_cookie("mine", "1")
    return response


@public_page
def failing(request):
    response = seen(request)
    response.status_code = 404
    return response


@public_page
def lazy(request):
    made.append(request.path)
    return TemplateResponse(request, "site/about.html")


urlpatterns = [
    path("", real.home, name="home"),
    path("plain/", plain),
    path("unmarked/", unmarked),
    path("with-token/", with_token),
    path("with-nonce/", with_nonce),
    path("with-session/", with_session),
    path("with-message/", with_message),
    path("with-cookie/", with_cookie),
    path("failing/", failing),
    path("lazy/", lazy),
    *[pattern for pattern in real.urlpatterns if getattr(pattern, "name", "") != "home"],
]


@pytest.fixture(autouse=True)
def _kept(settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 60
    made.clear()
    cache.clear()
    yield
    monkeypatch.undo()
    cache.clear()


def text(response):
    return response.content.decode()


def test_a_second_visitor_gets_the_kept_page_without_a_view_or_a_query(client, django_assert_num_queries):
    first = client.get("/plain/")
    with django_assert_num_queries(0):
        second = Client().get("/plain/")
    assert (text(first), text(second), made) == ("page 1", "page 1", ["/plain/"])
    assert second["Content-Type"] == first["Content-Type"]


def test_home_and_directory_are_kept(client, django_assert_num_queries):
    for address in ("/", "/about/", "/find-us/", "/colleges/", "/sitemap.xml", "/feed/", "/robots.txt"):
        first = client.get(address)
        with django_assert_num_queries(0):
            second = client.get(address)
        assert first.content == second.content
        assert "ETag" in second, address


def test_a_kept_page_carries_the_headers_of_every_answer(client):
    client.get("/plain/")
    response = client.get("/plain/")
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert response[name], name
    assert "nonce" not in response["Content-Security-Policy"]
    assert set(response["Vary"].split(", ")) == {"Accept-Language", "Cookie", "Accept-Encoding"}
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies


def test_each_language_has_its_own_page(client, settings):
    assert 'lang="en"' in text(client.get("/", headers=ENGLISH))
    assert 'lang="zh-hans"' in text(client.get("/", headers=CHINESE))
    assert 'lang="en"' in text(client.get("/?lang=en", headers=CHINESE))
    assert 'lang="en"' in text(client.get("/", headers=ENGLISH))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get("/", headers=CHINESE)
    assert 'lang="en"' in text(response)
    assert response["Content-Language"] == "en"


def test_an_address_with_a_language_is_not_the_bare_one(client):
    client.get("/", headers=ENGLISH)
    page = text(client.get("/?lang=en", headers=ENGLISH))
    assert re.findall(r'rel="canonical" href="[^"]*?(\?[^"]*)?"', page) == ["?lang=en"]


def test_each_appearance_has_its_own_page(client):
    assert '<html lang="zh-hans">' in text(client.get("/"))
    client.cookies["theme"] = "dark"
    assert '<html lang="zh-hans" data-theme="dark">' in text(client.get("/"))
    client.cookies["theme"] = "light"
    assert '<html lang="zh-hans" data-theme="light">' in text(client.get("/"))
    client.cookies["theme"] = "neon"
    assert '<html lang="zh-hans">' in text(client.get("/"))


def test_who_signed_in_never_gets_a_visitors_page_nor_leaves_one(client):
    member = Client()
    member.force_login(make_user(name="王伟"))
    assert "王伟" in text(member.get("/"))
    visitors = text(client.get("/"))
    assert "王伟" not in visitors
    assert "王伟" in text(member.get("/"))
    assert text(client.get("/")) == visitors
    member.logout()
    assert "王伟" not in text(member.get("/"))


@pytest.mark.parametrize(
    "address",
    ["/unmarked/", "/with-token/", "/with-nonce/", "/with-session/", "/with-message/", "/with-cookie/", "/failing/"],
)
def test_what_is_somebodys_is_never_kept(address):
    for _ in range(3):
        Client().get(address)
    assert made == [address] * 3


@pytest.mark.parametrize(
    "address", ["/plain/?q=1", "/plain/?lang=en&q=1", "/plain/?lang=xx", "/plain/?lang=en&lang=en&x"]
)
def test_a_query_is_answered_afresh_so_that_there_is_an_end_of_keys(client, address):
    client.get(address)
    client.get(address)
    assert made == [address] * 2


def test_only_get_and_head_are_answered_from_what_is_kept(client):
    client.get("/plain/")
    assert client.head("/plain/").content == b""
    assert len(made) == 1
    client.post("/plain/")
    client.options("/plain/")
    assert len(made) == 3


@pytest.mark.parametrize("headers", [{"hx-request": "true"}, {"authorization": "Basic eDp5"}])
def test_fragments_and_authorised_requests_pass_by(client, headers):
    client.get("/plain/")
    client.get("/plain/", headers=headers)
    assert len(made) == 2


def test_a_message_for_one_visitor_reaches_this_visitor_past_the_cache(client):
    client.get("/about/")
    client.get("/with-message/")
    assert "messages" in client.cookies
    assert "Only for you" in text(client.get("/about/"))
    assert "Only for you" not in text(Client().get("/about/"))


def test_a_page_rendered_late_is_kept(client):
    assert text(client.get("/lazy/")) == text(client.get("/lazy/"))
    assert made == ["/lazy/"]


def test_an_unchanged_page_is_not_sent_again(client):
    tag = client.get("/plain/")["ETag"]
    response = client.get("/plain/", headers={"if-none-match": tag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert {"Cookie", "Accept-Language"} <= set(response["Vary"].split(", "))
    assert client.get("/plain/", headers={"if-none-match": '"other"'}).status_code == 200


def test_pages_come_compressed_to_who_understands_it(client):
    plain_page = client.get("/about/")
    small = client.get("/about/", headers={"accept-encoding": "br, gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain_page.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain_page.content) / 2
    assert "Content-Encoding" not in plain_page


def test_a_host_that_is_not_ours_is_refused_though_the_page_is_kept(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client.get("/plain/")
    assert client.get("/plain/", headers={"host": "evil.example"}).status_code == 400


def test_a_page_is_not_kept_longer_than_the_setting_says(client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get("/plain/")
    client.get("/plain/")
    assert len(made) == 2


def test_pages_come_while_redis_is_away_and_it_is_not_asked_each_time(settings, monkeypatch):
    asked = []

    def gone(*args, **kwargs):
        asked.append(args)
        raise RedisGone

    monkeypatch.setattr(page_store.redis.Redis, "execute_command", gone)
    client = Client()
    for _ in range(3):
        assert client.get("/plain/").status_code == 200
    assert (len(made), len(asked)) == (3, 1)


def test_the_same_page_over_http_and_https_is_two(client):
    client.get("/plain/")
    client.get("/plain/", secure=True)
    assert len(made) == 2


def test_a_new_entry_is_shown_once_the_page_is_made_anew(client, monkeypatch):
    client.get("/about/")
    monkeypatch.setattr(public, "entries", [*public.entries, public.SiteEntry("Brand new", "feed")])
    assert "Brand new" not in text(client.get("/about/"))
    cache.clear()
    assert "Brand new" in text(client.get("/about/"))


def test_sign_in_page_with_its_token_is_made_for_each_visitor(client):
    pages = [text(Client().get(reverse("account_login"))) for _ in range(2)]
    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert tokens[0]
    assert set(tokens[0]).isdisjoint(tokens[1])
