"""The desk's numbers: each is what its list says, nobody sees another's, and they cost little."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisGone

from alumni.models import Alumnus, Succession
from alumni.queries import overview as queries
from alumni.queries import search
from alumni.queries.overview import keeping, snapshot
from alumni.queries.overview.figures import Figure
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "email": "a{}@example.com",
    "mobile": "+861380000000{}",
    "phone": "+865318836000{}",
    "address": "山大南路2{}号",
    "wechat": "wechat{}",
}
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def head():
    return make_user(Role.HEAD)


@pytest.fixture
def university():
    """Two colleges, one of which had another name; people at home, abroad, and with no college at all."""
    mathematics, medicine = make_college("数学学院", english_name="School of Mathematics"), make_college("医学院")
    before = make_college("医疗系")
    Succession.objects.create(predecessor=before, successor=medicine, kind="renamed")
    people = [
        (mathematics, "37", "CN", ["email", "mobile"], True),
        (mathematics, "37", "CN", ["phone"], False),
        (mathematics, "11", "CN", [], True),
        (medicine, "71", "CN", ["address"], False),
        (before, "", "US", ["email", "address", "mobile"], True),
        (before, "", "JP", ["email"], False),
        (None, "", "", ["wechat"], False),
    ]
    for number, (college, province, country, kinds, is_verified) in enumerate(people):
        person = make_alumnus(
            f"丁{number}", province=province, country=country, verified_at=timezone.now() if is_verified else None
        )
        if college:
            make_degree(person, college=college, graduation_year=1998)
        for kind in kinds:
            make_contact(person, kind=kind, value=ADDRESSES[kind].format(number))
    return {"mathematics": mathematics, "medicine": medicine, "before": before}


def figures(found) -> list[Figure]:
    """Every number on the page."""
    rows = [*filter(None, [found["coverage"].total]), *found["coverage"].first, *found["coverage"].others]
    return [
        found["people"],
        found["in_china"],
        *(figure for row in rows for figure in [row.people, *(each.figure for each in row.measures)]),
        *(figure for month in found["months"] for figure in (month.entered, month.verified)),
        *(bar.figure for bar in found["countries"]),
        *(Figure(tile.place.value, 1, tile.place.url) for tile in found["tiles"]),
    ]


def listed(user, url: str) -> int:
    return search.search(user, "", search.parse(parse_qs(urlsplit(url).query))).count.value


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.COLLEGE_OFFICER])
@pytest.mark.parametrize("college", ["mathematics", "medicine", "before"])
def test_every_number_is_what_its_list_says(university, role, college):
    user = make_user(role, college=university[college] if role == Role.COLLEGE_OFFICER else None)
    found = figures(queries.overview(user))
    assert len(found) > 60
    assert {each.url: each.value for each in found} == {each.url: listed(user, each.url) for each in found}


def test_the_numbers_themselves(university, head):
    found = queries.overview(head)
    assert found["people"].text == "7"
    total, *rows = found["coverage"].total, *found["coverage"].first
    assert [(row.label, row.people.value, [each.figure.value for each in row.measures]) for row in (total, *rows)] == [
        ("", 7, [3, 3, 2, 3]),
        ("医学院", 3, [2, 1, 2, 1]),
        ("数学学院", 3, [1, 2, 0, 2]),
    ]
    assert {tile.place.label: tile.place.value for tile in found["tiles"] if tile.place.value} == {
        "北京": 1, "山东": 2, "台湾": 1,
    }  # fmt: skip
    assert sorted(bar.label for bar in found["countries"]) == ["日本", "美国"]
    this_month = found["months"][0]
    assert (this_month.entered.value, this_month.verified.value) == (7, 3)


def test_a_month_begins_by_the_offices_clock(head):
    person = make_alumnus()
    year = timezone.localdate().year
    person.verified_at = datetime(year, 1, 31, 15, 59, tzinfo=UTC)
    person.save()
    Alumnus.objects.create(name="李娜", verified_at=datetime(year, 1, 31, 16, 0, tzinfo=UTC))
    assert search.search(head, "", {"confirmed": f"{year}-01"}).count.value == 1
    assert search.search(head, "", {"confirmed": f"{year}-02"}).count.value == 1
    assert search.search(head, "", {"confirmed": str(year)}).count.value == 2
    assert search.parse({"confirmed": ["2026-13", "0000-01", "x"]}) == {}


def test_the_chosen_month_is_said_and_not_offered(client, head):
    make_alumnus()
    month = timezone.localdate().strftime("%Y-%m")
    asked = search.Search(head, "", {"entered": month})
    assert [(chip.name, chip.text) for chip in search.chips(asked)] == [("entered", month)]
    assert not {"entered", "confirmed"} & {facet.name for facet in search.facets(asked)}


def test_a_college_officer_sees_no_number_of_another_college(client, university):
    officer = make_user(Role.COLLEGE_OFFICER, college=university["mathematics"])
    person = Alumnus.objects.get(name="丁0")
    make_degree(person, college=university["medicine"])  # one's own alumna studied there too
    client.force_login(officer)
    response = client.get(reverse("admin:index"))
    page = response.content.decode()

    asked = {value for url in re.findall(r'href="[^"]*\?([^"]*)"', page) for value in parse_qs(url).get("college", [])}
    assert asked == {str(university["mathematics"].pk)}
    assert "医学院" not in page.split('class="overview"')[1].split('aria-labelledby="where"')[0]
    block = response.context["blocks"][0]
    assert (block["people"].value, block["coverage"].total) == (3, None)
    assert [row.label for row in block["coverage"].first] == ["数学学院"]


def test_an_officer_of_two_colleges_sees_both_and_their_sum(university):
    officer = make_user(Role.COLLEGE_OFFICER, college=university["mathematics"])
    officer.grants.create(role=Role.COLLEGE_OFFICER, college=university["medicine"])
    found = queries.overview(officer)["coverage"]
    assert {row.label: row.people.value for row in found.first} == {"数学学院": 3, "医学院": 3}
    assert found.total.people.value == 6


def test_who_may_not_see_alumni_sees_no_numbers(client, university):
    client.force_login(make_user(None))
    response = client.get(reverse("admin:index"))
    assert response.context["blocks"] == []
    assert 'class="overview"' not in response.content.decode()


def test_the_page_says_as_of_when_and_links_to_the_lists(client, university, head):
    client.force_login(head)
    page = client.get(reverse("admin:index"), headers=ENGLISH).content.decode()
    assert re.search(r"as of \d\d:\d\d:\d\d", page)
    assert f'?college={university["medicine"].pk}&amp;reach=email">2</a>' in page
    assert "School of Mathematics" in page
    assert "below the target" in page
    assert "style=" not in page.split('class="overview"')[1]


def test_an_empty_database_has_a_first_step_and_no_numbers(client, head):
    client.force_login(head)
    response = client.get(reverse("admin:index"))
    assert response.context["blocks"] == []
    assert response.context["first_steps"]


def test_nobody_counted_is_no_division_by_nothing(client):
    officer = make_user(Role.COLLEGE_OFFICER, college=make_college())
    found = queries.overview(officer)
    assert {each.value for each in figures(found)} == {0}
    client.force_login(make_user(Role.EDITOR))  # has no first step
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("n", [1, 12])
def test_the_page_costs_under_twenty_queries_however_much_there_is(client, head, n):
    for number in range(n):
        college = make_college(f"学院{number}")
        make_degree(make_alumnus(province="37", country="CN"), college=college)
    client.force_login(head)
    counted, kept = (queries_of(client) for _ in range(2))
    assert (counted, kept) == (13, 7)  # three of the six are there for the test's own transaction


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("admin:index")).status_code == 200
    return len(captured)


# -- kept for a minute, counted by one ------------------------------------------------------------


def test_numbers_are_counted_once_and_then_shown_for_less_than_a_minute(head, monkeypatch):
    make_alumnus()
    first = queries.snapshot_for(head)
    make_alumnus()
    assert queries.snapshot_for(head) == first
    age(first, keeping.YOUNG + 1)
    assert queries.snapshot_for(head).people == 2


def age(found, seconds: float) -> None:
    older = snapshot.Snapshot(**{**vars(found), "at": found.at - timedelta(seconds=seconds)})
    cache.set(f"{keeping.PREFIX}:everyone", older, keeping.OLDEST - seconds)


def test_while_one_counts_the_others_show_the_older_numbers(head):
    make_alumnus()
    first = queries.snapshot_for(head)
    age(first, keeping.YOUNG + 1)
    cache.add(f"{keeping.PREFIX}:everyone:counting", True, 15)
    make_alumnus()
    assert queries.snapshot_for(head).people == 1


def test_where_there_are_no_numbers_yet_the_others_wait_for_who_counts(monkeypatch):
    counted = []
    cache.add(f"{keeping.PREFIX}:x:counting", True, 15)

    def counts_meanwhile(_seconds):
        cache.set(f"{keeping.PREFIX}:x", "what the other counted", 60)

    monkeypatch.setattr(keeping.time, "sleep", counts_meanwhile)
    assert keeping.kept("x", lambda: counted.append(1)) == "what the other counted"
    assert counted == []


def test_when_who_counts_is_lost_one_counts_oneself(monkeypatch):
    cache.add(f"{keeping.PREFIX}:x:counting", True, 15)
    monkeypatch.setattr(keeping.time, "sleep", lambda _seconds: cache.delete(f"{keeping.PREFIX}:x:counting"))
    assert keeping.kept("x", lambda: "mine") == "mine"


def test_who_fails_to_count_lets_the_next_one_try():
    with pytest.raises(ZeroDivisionError):
        keeping.kept("x", lambda: 1 / 0)
    assert cache.get(f"{keeping.PREFIX}:x:counting") is None


def test_without_the_cache_each_page_counts(head, monkeypatch):
    def gone(*args, **kwargs):
        raise RedisGone

    monkeypatch.setattr(keeping.cache, "get", gone)
    make_alumnus()
    assert queries.snapshot_for(head).people == 1


def test_another_scope_has_numbers_of_its_own(university, head):
    officer = make_user(Role.COLLEGE_OFFICER, college=university["medicine"])
    assert (queries.snapshot_for(head).people, queries.snapshot_for(officer).people) == (7, 3)


# -- many people ----------------------------------------------------------------------------------


def test_of_many_a_sample_is_counted_and_marked(client, head, monkeypatch):
    monkeypatch.setattr(snapshot, "MOST", 3)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION alumni_everyone() RETURNS bigint LANGUAGE sql AS 'SELECT 48::bigint'"
        )
    college = make_college()
    for _ in range(48):
        make_degree(make_alumnus(), college=college)
    found = queries.overview(head)
    assert (found["snapshot"].step, found["people"].value, found["people"].text) == (16, 48, "≈ 48")
    assert found["coverage"].first[0].people.text == "≈ 48"
    assert found["in_china"].text == "< 16"
    client.force_login(head)
    assert "≈: counted from one person in 16" in client.get(reverse("admin:index"), headers=ENGLISH).content.decode()


def test_a_count_that_takes_too_long_becomes_a_coarser_one(head, monkeypatch):
    statement = snapshot._statement

    def slow_when_exact(reach, level):
        return ("SELECT pg_sleep(9)", []) if level == 1 else statement(reach, level)

    monkeypatch.setattr(snapshot, "PATIENCE", 50)
    monkeypatch.setattr(snapshot, "_statement", slow_when_exact)
    make_alumnus()
    taken = snapshot.take(head.reach("alumni.view_alumnus"))
    assert taken.step == 16
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] != "9s"


def test_targets_come_from_the_settings(settings, university, head):
    settings.COVERAGE_TARGETS = {"email": 10, "phone": 90}
    row = queries.overview(head)["coverage"].total
    assert [(each.target, each.is_below) for each in row.measures] == [
        (10, False), (90, True), (0, False), (0, False),
    ]  # fmt: skip
