"""The pages of the donor wall: everybody stands on one of them once, and whoever may not be named on none, at once."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.models import Alumnus
from alumni.services import erasing
from alumni_office.accounts.roles import Role
from donations.models import Tier
from donations.queries import wall
from donations.services import donors
from tests.donations import happenings
from tests.factories import make_alumnus, make_user
from tests.giving import make_donor, make_gift, make_refund
from tests.giving_desk import make_tier
from tests.giving_receipts import make_wall_word

pytestmark = pytest.mark.django_db
WALL = "/giving/wall/"
DAY = date(2024, 5, 1)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(wall, "FIRST", 2)
    monkeypatch.setattr(wall, "SIZE", 3)
    monkeypatch.setattr(wall, "MOST_FOUND", 4)


def make_named(name, amount="10.00", *, person=None, **fields):
    donor = make_donor(person, name=name)
    make_gift(donor, amount, **{"received_on": DAY} | fields)
    make_wall_word(donor)
    return donor


def page(client, path, language="en"):
    return client.get(path, headers={"accept-language": language})


def names(answer) -> list[str]:
    return re.findall(r"<li><b[^>]*>([^<]*)</b>", answer.content.decode())


def every_name(client, path) -> list[list[str]]:
    """The names of a circle, page by page, along its own links."""
    found, address = [], path
    while address:
        answer = page(client, address)
        found.append(names(answer))
        address = answer.context["later"]
    return found


def test_a_circle_shows_its_first_names_and_has_pages_of_its_own_for_all(client, small_pages):
    tier = make_tier("金", "1000.00", name_en="Gold")
    for place in range(7):
        make_named(f"友{place}")
    make_named("金主", "1000.00")
    front = page(client, WALL)
    assert names(front) == ["金主", "友0", "友1"]
    assert re.findall(r'href="(/giving/wall/\d+/[^"]*)"[^>]*>([^<]*)<', front.content.decode()) == [
        ("/giving/wall/0/", "All 7 names: Friends of the university")
    ]
    assert every_name(client, "/giving/wall/0/") == [["友0", "友1", "友2"], ["友3", "友4", "友5"], ["友6"]]
    assert every_name(client, f"/giving/wall/{tier.pk}/") == [["金主"]]
    assert "Page 2 of 3" in page(client, "/giving/wall/0/?page=2").content.decode()


def test_the_pages_of_a_year_hold_those_who_gave_in_it_and_keep_the_language(client, small_pages):
    for place in range(5):
        make_named(f"友{place}", received_on=date(2023 + place % 2, 5, 1))
    assert names(page(client, f"{WALL}?year=2023")) == ["友0", "友2"]
    assert every_name(client, "/giving/wall/0/?year=2023&lang=zh-hans") == [["友0", "友2", "友4"]]
    both = page(client, "/giving/wall/0/?lang=en", "zh-hans")
    assert both.context["later"] == "/giving/wall/0/?page=2&lang=en"
    assert both.context["years"] == [
        (2024, "/giving/wall/0/?year=2024&lang=en"),
        (2023, "/giving/wall/0/?year=2023&lang=en"),
    ]
    assert "Nobody of this circle is named for this year." in page(client, "/giving/wall/0/?year=1999").content.decode()


def test_a_name_is_found_by_a_part_of_it_with_its_circle(client, small_pages, monkeypatch):
    make_tier("金", "1000.00", name_en="Gold")
    make_named("Zhao Family", "5000.00")
    for place in range(6):
        make_named(f"钱{place}")
    text = page(client, f"{WALL}?q=zhao").content.decode()
    assert [word in text for word in ("Zhao Family", "Gold", "2024", "钱0", "5,000")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    cut = page(client, f"{WALL}?q=钱")
    assert (names(cut), "These are the first 4." in cut.content.decode()) == (["钱0", "钱1", "钱2", "钱3"], True)
    monkeypatch.setattr(wall, "MOST_ASKED", 3)
    cut = page(client, f"{WALL}?q=钱")
    assert (len(names(cut)), "These are the first 4." in cut.content.decode()) == (3, True)
    for word in ("%", "_", "孙", "钱%"):
        assert names(page(client, WALL + f"?q={word.replace('%', '%25')}")) == []
    too_long = page(client, f"{WALL}?q=" + "长" * 61)
    assert (too_long.status_code, 'class="invalid-feedback"' in too_long.content.decode()) == (200, True)


def test_an_earlier_name_is_not_found_any_more(client):
    donor = make_named("赵先生")
    make_wall_word(donor, shown_as="一位校友")
    assert names(page(client, f"{WALL}?q=赵")) == []
    assert names(page(client, f"{WALL}?q=校友")) == ["一位校友"]


@pytest.mark.parametrize(
    "path", ["9999/", "0/?page=0", "0/?page=4", "0/?page=x", "0/?year=x", "0/?year=20244", "?year=x", f"{10**30}/"]
)
def test_pages_that_are_not_there_are_not_found(client, small_pages, path):
    for place in range(7):
        make_named(f"友{place}")
    assert page(client, WALL + path).status_code == 404


def take_back(donor):
    make_wall_word(donor, given=False)


def erase(donor):
    erasing.erase_person(person_id=donor.alumnus_id, by=make_user(Role.HEAD))


def restrict(donor):
    Alumnus.objects.filter(pk=donor.alumnus_id).update(restricted_at=timezone.now())


def archive(donor):
    Alumnus.objects.filter(pk=donor.alumnus_id).update(archived_at=timezone.now())


def refund(donor):
    make_refund(donor.gifts.get())


def merge_into_a_no(donor):
    other = make_donor(name="王某")
    make_wall_word(other)
    make_wall_word(other, given=False)
    donors.merge(kept_id=donor.pk, dropped_id=other.pk, by=make_user(Role.HEAD))


@pytest.mark.parametrize("gone", [take_back, erase, restrict, archive, refund, merge_into_a_no])
def test_whoever_may_not_be_named_any_more_is_gone_from_every_page_at_once(client, small_pages, settings, gone):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    for place in range(4):
        make_named(f"友{place}")
    donor = make_named("王伟", person=make_alumnus("王伟"), received_on=date(2023, 5, 1))  # the first of the circle
    paths = [
        WALL,
        f"{WALL}?year=2023",
        "/giving/wall/0/",
        "/giving/wall/0/?year=2023",
        f"{WALL}?q=王",
        f"{WALL}?lang=en",
    ]
    assert [names(page(client, path)).count("王伟") for path in paths] == [1] * len(paths)
    gone(donor)
    assert [("王伟" in page(client, path).content.decode()) for path in paths] == [False] * len(paths)
    everybody = [name for found in every_name(client, "/giving/wall/0/") for name in found]
    assert sorted(everybody) == ["友0", "友1", "友2", "友3"]
    assert {page(client, path)["Cache-Control"] for path in paths} == {"no-cache"}


def test_who_says_yes_and_what_tiers_are_made_is_shown_at_once():
    late = make_named("甲", "500.00")
    make_named("丙", received_on=date(2025, 5, 1))
    assert [circle.key for circle in wall.look().circles] == [wall.NO_TIER]
    early = make_named("乙", "5000.00", received_on=date(2023, 5, 1))
    make_named("丁")
    assert in_order() == ["乙", "甲", "丁", "丙"]
    make_wall_word(late, shown_as="庚")
    make_wall_word(early, given=False)
    assert in_order() == ["丁", "庚", "丙"]
    cache.clear()
    assert in_order() == ["丁", "庚", "丙"]
    tier = make_tier("银", "500.00")
    assert [circle.key for circle in wall.look().circles] == [tier.pk, wall.NO_TIER]
    Tier.objects.update(threshold=Decimal("5.00"))
    assert [circle.key for circle in wall.look().circles] == [tier.pk]


def in_order() -> list[str]:
    return [each.name for circle in wall.look().circles for each in circle.donors]


def test_no_name_is_kept():
    make_named("赵氏家族")
    kept = wall.take([])
    assert [len(circle) for circle in kept.circles] == [1]
    assert "赵" not in repr(kept)


def test_without_a_cache_the_wall_is_asked_anew(client, monkeypatch):
    from redis.exceptions import ConnectionError

    def refuse(*args, **kwargs):
        raise ConnectionError

    make_named("赵先生")
    for name in ("get", "add", "set"):
        monkeypatch.setattr(type(cache._connections[cache._alias]), name, refuse)
    assert [each.name for circle in wall.look().circles for each in circle.donors] == ["赵先生"]


# The tiers, whether anybody said something since, and who of those shown may be named; once a minute, who stands where.
@pytest.mark.parametrize("count", [1, 5])
def test_each_page_asks_as_much_for_many_as_for_one(client, count):
    for place in range(count):
        make_named(f"王{place}", person=make_alumnus(f"王{place}"))
    for path, first, later in ((WALL, 5, 3), ("/giving/wall/0/", 3, 3), (f"{WALL}?q=王", 3, 3)):
        for expected in (first, later):
            with CaptureQueriesContext(connection) as captured:
                assert page(client, path).status_code == 200
            asked = [query["sql"] for query in captured if "donations_" in query["sql"]]
            assert len(asked) == expected, asked


def test_the_words_are_read_once_however_many_there_are(django_assert_num_queries):
    make_wall_word(make_donor())
    with django_assert_num_queries(2) as captured:  # the last word, and all of them
        wall.take([])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + captured[1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("on donations_wallword") == 1


def told(order) -> list[list[tuple[int, list[int]]]]:
    return [[(head, list(years)) for head, years in circle] for circle in order.circles]


def by_hand(tiers) -> list[list[tuple[int, list[int]]]]:
    circles = [[] for _tier in [*tiers, None]]
    everybody = happenings.named()
    for head, (_name, total, years) in sorted(everybody.items(), key=lambda row: (row[1][2][0], row[1][0], row[0])):
        place = next((place for place, tier in enumerate(tiers) if total >= tier.threshold), len(tiers))
        circles[place].append((head, years))
    return circles


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(happenings.HAPPENING, min_size=1, max_size=14))
def test_whatever_happens_the_wall_is_what_a_clerk_would_write(db, made):
    from django.db import transaction

    with transaction.atomic():
        books, tiers = happenings.Books(), [make_tier("金", "5000.00"), make_tier("银", "1000.00")]
        for donor in range(happenings.DONORS):
            books.happen("give", donor, 2020, 100 * donor + 900, False)
            books.happen("say", donor, True)
        for happening in made:
            wall.look()  # is kept, and is behind by what happens now
            books.happen(*happening)
            everybody = happenings.named()
            shown = [each for circle in wall.look().circles for each in circle.donors]
            assert all(everybody[each.donor_id] == (each.name, each.total, each.years) for each in shown)
            found = [each for each, _circle in wall.named_like("家").rows]
            assert {each.donor_id: (each.name, each.total, each.years) for each in found} == everybody
        cache.clear()
        assert told(wall.take(tiers)) == by_hand(tiers)
        shown = {
            each.donor_id: (each.name, each.total, each.years)
            for circle in wall.look().circles
            for each in circle.donors
        }
        assert shown == happenings.named()
        transaction.set_rollback(True)
