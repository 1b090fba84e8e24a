"""A chapter for machines: visiting card, structured data, feeds."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from tests.chapters.directory.test_page import full, page
from tests.factories import make_chapter, make_gathering, make_notice

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _here(settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"


def test_the_card_is_the_chapters_public_contact(client):
    chapter = full()
    response = client.get(f"{chapter.public_url}contact-4.0.vcf?lang=zh-hans")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="chapter-{chapter.pk}.vcf"'
    lines = response.content.decode().replace("\r\n ", "").split("\r\n")
    for line in (
        "VERSION:4.0", "KIND:org", "FN:上海校友会", "EMAIL;TYPE=work:sh@chapters.example", "LANG:zh-Hans",
        "TEL;TYPE=work,voice:+86 21 0000 0000", "ADR;TYPE=work:;;文化路1号;;上海;;中国",
        f"UID:https://alumni.example.edu.cn{chapter.public_url}#contact",
    ):  # fmt: skip
        assert line in lines, line
    assert "VERSION:3.0" in client.get(f"{chapter.public_url}contact-3.0.vcf").content.decode()
    assert client.get(f"{chapter.public_url}contact-2.1.vcf").status_code == 404


def test_json_ld_says_what_the_page_says(client):
    chapter = full()
    text = page(client, chapter)
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert data["@type"] == "Organization"
    assert (data["name"], data["alternateName"]) == ("Shanghai Chapter", ["上海校友会"])
    assert data["foundingDate"] == "2020-01-01"
    assert data["address"]["addressCountry"] == "China"
    assert data["logo"] == f"https://alumni.example.edu.cn{chapter.public_url}logo"
    assert data["memberOf"]["@type"] == "CollegeOrUniversity"


def entries(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    return [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href")) for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feeds_tell_what_is_public_the_latest_first(client):
    chapter, other = make_chapter(name_en="Shanghai <Chapter>"), make_chapter("南京校友会", province="32")
    gone = make_chapter("石家庄校友会", province="13", city="石家庄", recognition="dissolved")
    notice = make_notice(chapter, "春游", title_en="Spring & outing")
    make_gathering(chapter, "读书会")
    make_notice(other, "南京的消息")
    make_notice(gone, "旧会的消息")
    make_notice(chapter, "内部", audience="members")
    here = "https://alumni.example.edu.cn"
    own = [
        ("Shanghai <Chapter>: 读书会", here + chapter.public_url),
        ("Shanghai <Chapter>: Spring & outing", f"{here}{chapter.public_url}news/{notice.pk}/"),
    ]
    assert entries(client, f"{chapter.public_url}feed/?lang=en") == own
    everything = entries(client, "/chapters/feed/?lang=en")
    assert [title for title, _link in everything] == [
        "南京校友会: 南京的消息", "Shanghai <Chapter>: 读书会", "Shanghai <Chapter>: Spring & outing",
    ]  # fmt: skip
    assert {title for title, _link in entries(client, "/feed/?lang=en")} == {title for title, _link in everything}
    assert f'href="{chapter.public_url}feed/?lang=en"' in page(client, chapter)


def test_feeds_have_ids_of_their_own_and_say_when(client):
    chapter = make_chapter()
    make_notice(chapter)
    make_gathering(chapter)
    feed = ET.fromstring(client.get(f"{chapter.public_url}feed/").content)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2
    assert all(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))


@pytest.mark.parametrize("number", [5, 50])
def test_the_feed_asks_the_same_for_few_and_for_many(client, number, django_assert_num_queries):
    for count in range(number):
        chapter = make_chapter(f"第{count}校友会", kind="industry", industry="J")
        make_notice(chapter)
        make_gathering(chapter)
    with django_assert_num_queries(2):
        assert len(entries(client, "/chapters/feed/")) == min(2 * number, 30)
