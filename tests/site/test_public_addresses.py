"""What search engines and feed readers ask for."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from alumni.models import Succession
from alumni_office.ui import public
from tests.factories import make_chapter, make_college

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _here(settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"


def test_robots_are_kept_from_the_desk_and_led_to_the_map(client):
    response = client.get("/robots.txt", headers={"host": "localhost"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert lines[-1] == "Sitemap: https://alumni.example.edu.cn/sitemap.xml"


def test_the_sitemap_names_every_public_page_in_each_language(client):
    college = make_college("数学系")
    chapter = make_chapter()
    make_chapter("苏州校友会", city="苏州", recognition="applying")
    paths = ["/", "/about/", "/find-us/", "/colleges/", college.school.public_url, college.public_url]
    paths += ["/chapters/", chapter.public_url, "/chapters/congress/"]
    paths += ["/events/", "/giving/", "/giving/wall/"]
    paths += ["/publications/", "/publications/people/"]
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = {
        url.findtext(f"{MAP}loc"): [link.get("href") for link in url.findall(LINK)]
        for url in ET.fromstring(response.content)
    }
    full = [f"https://alumni.example.edu.cn{path}" for path in paths]
    assert found == {address: [f"{address}?lang=zh-hans", f"{address}?lang=en", address] for address in full}
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert "noindex" not in response.content.decode()


def test_the_feed_tells_the_latest_of_all_apps_first(client, monkeypatch):
    old, new = make_college("数学系", english_name="Department of <Mathematics>"), make_college("数学学院")
    Succession.objects.create(predecessor=old, successor=new, kind="renamed", happened_on="1995-05-01")
    Succession.objects.create(predecessor=new, successor=old, kind="merged")  # without a date it is no news
    later = public.News("Something later", "/about/", datetime(2026, 1, 2, tzinfo=UTC), "Words")
    monkeypatch.setattr(public, "news", [*public.news, lambda: [later]])
    response = client.get("/feed/?lang=en")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href")) for entry in feed.iter(f"{ATOM}entry")
    ] == [
        ("Something later", "https://alumni.example.edu.cn/about/"),
        ("Department of <Mathematics> → 数学学院", f"https://alumni.example.edu.cn{old.public_url}"),
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00+00:00"


def test_pages_name_the_feed(client):
    assert (
        f'<link rel="alternate" type="application/atom+xml" href="{reverse("feed")}"'
        in client.get("/").content.decode()
    )
