"""The calendar that other programs read: valid, stable, without anybody's data, and ending with the office."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from chapters.models import CalendarLink, Office
from chapters.services import duties as services
from chapters.services.duties.calendar import token_of
from tests.factories import make_chapter, make_duty, make_member, make_office, make_officer

pytestmark = pytest.mark.django_db
NAME = "山东大学校友会内蒙古自治区呼和浩特市及其周边各盟市旗县联合筹备联络处（特别长的名称）"


@pytest.fixture
def chapter():
    return make_chapter(name=NAME, name_en="A Chapter")


@pytest.fixture
def president(chapter):
    return make_officer(chapter)


def url_of(link):
    return reverse("chapters:duties-ics", args=[token_of(link)])


@pytest.fixture
def url(chapter, president):
    return url_of(services.renew_link(chapter=chapter, person=president, by=president.user))


def read(client, url, lang="en"):
    response = client.get(url, {"lang": lang})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def test_it_holds_the_duties_as_whole_days(client, chapter, url):
    summary = make_duty(chapter)
    make_duty(chapter, "activity", date(2026, 12, 31), state="waived", reason="x")
    calendar = Calendar.from_ical(read(client, url))
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    event = events[f"duty-{summary.pk}@localhost"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 1, 31), date(2026, 2, 1))
    assert str(event["summary"]) == "Yearly summary and plan (Due)"
    assert str(event["url"]) == f"{settings.SITE_URL}/chapters/{chapter.pk}/my/duties/"
    term = chapter.terms.get()
    assert set(events) == {f"duty-{summary.pk}@localhost", f"term-{term.pk}@localhost"}
    assert events[f"term-{term.pk}@localhost"].decoded("dtstart") == term.ends_on


def test_it_is_valid_folded_and_the_same_at_each_reading(client, chapter, url):
    make_duty(chapter)
    content = read(client, url, "zh-hans")
    assert content == read(client, url, "zh-hans")
    lines = content.split(b"\r\n")
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines if line)  # no character is cut in two
    calendar = Calendar.from_ical(content)
    assert (str(calendar["version"]), str(calendar["x-wr-calname"])) == ("2.0", NAME)
    assert calendar["prodid"]
    assert all(event.get("dtstamp") for event in calendar.walk("VEVENT"))


def test_it_says_nothing_of_a_person(client, chapter, president, url):
    make_duty(chapter)
    content = read(client, url).decode()
    for word in (president.name, president.user.email):
        assert word not in content


def test_its_address_ends_when_it_is_taken_back_or_made_anew(client, chapter, president, url):
    other = url_of(services.renew_link(chapter=chapter, person=president, by=president.user))
    assert client.get(url).status_code == 404
    assert client.get(other).status_code == 200
    services.revoke_link(chapter=chapter, person=president, by=president.user)
    assert client.get(other).status_code == 404
    assert CalendarLink.objects.filter(revoked_at__isnull=True).count() == 0


def test_its_address_ends_with_the_office(client, chapter, president, url):
    yesterday = timezone.localdate() - timedelta(days=2)
    Office.objects.filter(alumnus=president).update(until_on=yesterday)
    assert client.get(url).status_code == 404


def test_its_address_ends_when_the_account_is_closed(client, president, url):
    president.user.is_active = False
    president.user.save()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("token", ["1", "1.x", "x.y", "1.AAAA", "0.", "%00"])
def test_an_address_that_nobody_made_is_not_there(client, url, token):
    assert client.get(f"/chapters/duties/{token}.ics").status_code == 404


def test_one_s_address_is_not_another_s(client, chapter, url):
    person = make_member("李秘书")
    make_office(chapter, person, seat="secretary")
    services.renew_link(chapter=chapter, person=person, by=person.user)
    assert client.get(url).status_code == 200
    services.revoke_link(chapter=chapter, person=person, by=person.user)
    assert client.get(url).status_code == 200


def test_who_keeps_no_pages_gets_no_address(chapter):
    with pytest.raises(services.NotAnOfficer):
        services.renew_link(chapter=chapter, person=make_member(), by=None)


def test_an_officer_makes_and_ends_the_address_on_the_page(client, chapter, president):
    client.force_login(president.user)
    page, act = (reverse(f"chapters:{name}", args=[chapter.pk]) for name in ("my-duties", "duties-link"))
    assert client.get(page).context["address"] == ""
    client.post(act, {"verb": "renew"})
    address = client.get(page).context["address"]
    assert address.startswith(f"{settings.SITE_URL}/chapters/duties/")
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200
    client.post(act, {"verb": "revoke"})
    assert client.get(page).context["address"] == ""
