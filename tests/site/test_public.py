"""The public site's frame: its menu, its languages, what its head says, and that a visitor leaves no trace."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from alumni.models import Succession
from alumni_office.ui import public
from tests.factories import make_college, make_user

pytestmark = pytest.mark.django_db

ENGLISH, CHINESE = {"accept-language": "en"}, {"accept-language": "zh-CN,zh;q=0.9"}
PAGES = ["home", "about", "find-us", "alumni:colleges"]


@pytest.fixture
def addresses():
    old, new = make_college("计算机系"), make_college("计算机学院")
    Succession.objects.create(predecessor=old, successor=new, kind="renamed", happened_on="1994-04-01")
    return [*map(reverse, PAGES), old.public_url, new.public_url, old.school.public_url]


@pytest.fixture
def entries(monkeypatch):
    """The site's menu, put back after the test."""
    found = list(public.entries)
    monkeypatch.setattr(public, "entries", found)
    return found


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def menu(page):
    nav = page[page.index('<nav class="site-nav"') : page.index("</nav>")]
    return re.findall(r'<a href="([^"]+)"', nav)


def test_the_menu_shows_what_exists_in_order(client):
    assert menu(body(client.get("/"))) == [
        "/", "/events/", "/chapters/", "/giving/", "/publications/", "/colleges/", "/about/", "/claim/",
    ]  # fmt: skip


def test_an_app_plugs_its_entry_in(client, entries):
    entries.append(public.SiteEntry("Feed of news", "feed", order=10))
    assert menu(body(client.get("/")))[:3] == ["/", "/feed/", "/events/"]


def test_the_menu_marks_where_one_is(client, addresses):
    page = body(client.get(addresses[4]))
    assert '<a href="/colleges/" aria-current="true">' in page
    assert '<a href="/colleges/" aria-current="page">' in body(client.get("/colleges/"))


def test_members_entries_are_for_those_who_signed_in(client, entries):
    entries.append(public.SiteEntry("Mine alone", "feed", for_members=True))
    assert "Mine alone" not in body(client.get("/about/"))
    client.force_login(make_user(role=None, is_staff=False))
    page = body(client.get("/about/"))
    assert '<a href="/feed/">Mine alone</a>' in page
    assert "/feed/" not in menu(page)


def test_who_signed_in_finds_the_way_out_and_staff_the_way_to_the_desk(client):
    user = make_user(role=None, is_staff=False, name="王伟")
    client.force_login(user)
    page = body(client.get("/", headers=ENGLISH))
    assert "王伟" in page
    assert f'action="{reverse("account_logout")}"' in page
    assert page.count("To the desk") == 0
    client.force_login(make_user())
    assert "To the desk" in body(client.get("/", headers=ENGLISH))


def test_an_app_plugs_its_block_and_its_action_into_the_home_page(client, monkeypatch):
    monkeypatch.setattr(
        public, "blocks", [public.HomeBlock("ui/empty.html", lambda request: {"title": "<Three needs>"})]
    )
    monkeypatch.setattr(public, "actions", [*public.actions, public.HomeAction("Find myself", "feed", order=1)])
    page = body(client.get("/"))
    assert "<h2>&lt;Three needs&gt;</h2>" in page
    assert re.findall(r'<a class="btn btn-lg([^"]*)" href="([^"]+)"', page) == [
        (" btn-primary", "/feed/"),
        ("", "/claim/"),
        ("", "/colleges/"),
    ]


def test_a_visitor_is_given_no_cookie(addresses):
    client = Client()
    for address in [*addresses, "/robots.txt", "/sitemap.xml", "/feed/"]:
        assert not client.get(address).cookies, address


@pytest.mark.parametrize(
    ("address", "cookie", "headers", "expected"),
    [
        ("/", "", {}, "zh-hans"),
        ("/", "", {"accept-language": "fr"}, "zh-hans"),
        ("/", "", ENGLISH, "en"),
        ("/", "", CHINESE, "zh-hans"),
        ("/", "en", CHINESE, "en"),
        ("/", "xx", ENGLISH, "en"),
        ("/?lang=en", "", CHINESE, "en"),
        ("/?lang=zh-hans", "en", ENGLISH, "zh-hans"),
        ("/?lang=xx", "", ENGLISH, "en"),
        ("/?lang=%00&lang=en", "", CHINESE, "en"),
    ],
)
def test_language_by_address_then_choice_then_browser_then_chinese(
    client, settings, address, cookie, headers, expected
):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get(address, headers=headers)
    assert f'<html lang="{expected}"' in body(response)
    assert response["Content-Language"] == expected
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_links_stay_in_the_language_of_the_address(client):
    assert menu(body(client.get("/?lang=en"))) == [
        "/?lang=en",
        "/events/?lang=en",
        "/chapters/?lang=en",
        "/giving/?lang=en",
        "/publications/?lang=en",
        "/colleges/?lang=en",
        "/about/?lang=en",
        "/claim/?lang=en",
    ]


def test_a_language_is_chosen_from_a_page_without_a_token(settings):
    client = Client(enforce_csrf_checks=True)
    data = {"language": "en", "next": "/about/"}
    assert client.post(reverse("set_language"), data).status_code == 403
    assert client.post(reverse("set_language"), data, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(reverse("set_language"), data, headers={"origin": "null"}).status_code == 403
    assert not client.cookies
    response = client.post(reverse("set_language"), data, headers={"origin": "http://testserver"})
    assert (response.status_code, response.url) == (302, "/about/")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert client.get(reverse("set_language")).status_code == 405


def test_the_choice_is_kept_with_the_account(client):
    user = make_user(role=None, language="zh-hans")
    client.force_login(user)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    user.refresh_from_db()
    assert user.language == "en"
    client.post(reverse("set_language"), {"language": "../en", "next": "//evil.example"})
    user.refresh_from_db()
    assert user.language == "en"


def test_the_switch_leads_back_to_an_address_without_a_language(client):
    page = body(client.get("/colleges/?q=x&lang=en"))
    assert set(re.findall(r'name="next" value="([^"]*)"', page)) == {"/colleges/?q=x"}


def test_each_language_of_a_page_has_an_address(client, settings, addresses):
    settings.SITE_URL = "https://alumni.example.edu.cn"
    for address in addresses:
        page, full = body(client.get(address)), f"https://alumni.example.edu.cn{address}"
        assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page) == [
            ("zh-Hans", f"{full}?lang=zh-hans"),
            ("en", f"{full}?lang=en"),
            ("x-default", full),
        ]
        assert re.findall(r'<link rel="canonical" href="([^"]+)"', page) == [full]
        assert f'<meta property="og:url" content="{full}">' in page
        english = body(client.get(f"{address}?lang=en"))
        assert re.findall(r'<link rel="canonical" href="([^"]+)"', english) == [f"{full}?lang=en"]


def test_a_forged_host_stands_in_no_link(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert "evil.example" not in body(client.get("/", headers={"host": "evil.example"}))


def test_the_head_describes_each_page_in_words_of_its_own(client, addresses):
    titles, descriptions = set(), set()
    for address in addresses:
        page = body(client.get(address, headers=ENGLISH))
        titles |= set(re.findall("<title>([^<]+)</title>", page))
        descriptions |= set(re.findall('<meta name="description" content="([^"]+)">', page))
        assert f'<meta property="og:title" content="{re.search("<title>(.*?)</title>", page)[1]}"' in page
        assert '<meta property="og:image" content="http' in page
    assert len(titles) == len(addresses)
    assert len(descriptions) == len(addresses)


def structured(page):
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_the_university_is_described_to_machines(client, settings):
    settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN = "海东大学", "Haidong </script> & University"
    (found,) = structured(body(client.get("/", headers=CHINESE)))
    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["name"]) == ("CollegeOrUniversity", "海东大学")
    assert found["alternateName"] == ["Haidong </script> & University"]
    assert found["department"]["email"] == settings.OFFICE_EMAIL


def test_how_the_office_is_found_comes_from_the_settings(client, settings):
    settings.OFFICE_TELEPHONE, settings.OFFICE_EMAIL = "+86 (10) 5550-0199", "us@example.edu.cn"
    settings.OFFICE_ADDRESS, settings.OFFICE_HOURS_EN = "某某路1号", "Always"
    page = body(client.get("/find-us/", headers=ENGLISH))
    assert '<a href="tel:+861055500199">+86 (10) 5550-0199</a>' in page
    assert '<a href="mailto:us@example.edu.cn">us@example.edu.cn</a>' in page
    assert "Always" in page
    assert "某某路1号" in body(client.get("/find-us/", headers=CHINESE))
    settings.OFFICE_TELEPHONE = ""
    assert "tel:" not in body(client.get("/find-us/"))


def test_pages_ask_the_database_nothing_but_what_is_new(client, django_assert_num_queries):
    # The home page: what comes next, the newest chapters, the newest issue.
    for address, number in (("/", 3), ("/about/", 0), ("/find-us/", 0), ("/robots.txt", 0)):
        with django_assert_num_queries(number):
            client.get(address)


@pytest.mark.parametrize("number", [1, 5])
def test_directory_pages_ask_three_questions_however_many_colleges(client, django_assert_num_queries, number):
    colleges = [make_college(f"第{i}系") for i in range(number + 1)]
    for college in colleges[1:]:
        Succession.objects.create(predecessor=college, successor=colleges[0], kind="merged")
    for address in ("/colleges/", "/colleges/?q=系", colleges[0].public_url, colleges[0].school.public_url):
        with django_assert_num_queries(3):
            client.get(address)


def test_a_crispy_form_begins_with_what_is_not_in_order():
    from django import forms

    class Asking(forms.Form):
        email = forms.EmailField(label="E-mail", help_text="We write to it once.")
        year = forms.IntegerField(label="Year")

        def clean(self):
            raise forms.ValidationError("These two do not fit.")

    form = Asking({"email": "x<y", "year": ""})
    template = Template(
        '{% load i18n %}{% language "en" %}{% include "ui/form.html" with verb="Send" %}{% endlanguage %}'
    )
    page = template.render(Context({"form": form, "csrf_token": "t"}))
    assert "3 things are not in order yet" in page
    assert page.count("These two do not fit.") == 1
    assert '<a href="#id_email">E-mail</a>' in page
    assert page.index("error-summary") < page.index('id="div_id_email"')
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_error"' in page
    assert page.count("<button") == 1
