"""The radar: which classes have a round anniversary in which year, with numbers that the database says as well."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Liaison
from alumni.queries import search
from alumni.queries.saved import described
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from events.models import Step
from events.queries import radar as queries
from events.queries.classes import Key
from events.queries.radar import Row
from tests.factories import make_alumnus, make_college, make_degree, make_event, make_reunion, make_user

pytestmark = pytest.mark.django_db
RADAR = "admin:events_radar"


@pytest.fixture
def year(today):
    return today.year


@pytest.fixture
def staff():
    return make_user(Role.STAFF)


def studied(person, college, graduated, **fields):
    fields = {"major": "数学", "class_name": "一班", "level": "bachelor"} | fields
    return make_degree(person, college=college, school=college.school, graduation_year=graduated, **fields)


def shown(user, year, **asked):
    return [
        (row.anniversary, row.college.name, row.label, row.people)
        for row in queries.radar(user, year=year, **asked).rows
    ]


def test_classes_of_the_10th_to_the_50th_year_stand_in_the_radar_and_no_other(college, staff, year):
    for years in (5, 10, 15, 20, 30, 40, 50, 60):
        studied(make_alumnus(f"校友{years}"), college, year - years)
    assert [row[0] for row in shown(staff, year)] == [50, 40, 30, 20, 10]
    assert [row[0] for row in shown(staff, year, anniversary=30)] == [30]
    assert [row[0] for row in shown(staff, year + 5)] == [20, 10]


def test_a_class_is_told_by_its_name_and_else_by_its_major(college, staff, year):
    graduated = year - 20
    for name, fields in [
        ("甲", {}), ("乙", {"major": "数学与应用数学"}), ("丙", {"class_name": ""}),
        ("丁", {"class_name": "", "major": ""}), ("戊", {"level": "master"}),
    ]:  # fmt: skip
        studied(make_alumnus(name), college, graduated, **fields)
    assert [(label, people) for _n, _college, label, people in shown(staff, year)] == [
        ("数学 · 本科", 1), ("一班 · 本科", 2), ("一班 · 硕士", 1),
    ]  # fmt: skip


def test_who_can_be_reached_and_who_agreed(college, staff, year, reach):
    graduated = year - 30
    agreed = reach(make_alumnus("甲"), "jia@example.com")
    silent = reach(make_alumnus("乙"), "yi@example.com", agreed=None)
    refused = reach(make_alumnus("丙"), "bing@example.com", agreed=False)
    dead = reach(make_alumnus("丁", life="deceased"), "ding@example.com")
    for person in (agreed, silent, refused, dead, make_alumnus("戊"), make_alumnus("己", archived_at=timezone.now())):
        studied(person, college, graduated)
    row = queries.radar(staff, year=year).rows[0]
    assert (row.people, row.reachable, row.agreed) == (5, 3, 1)
    found = {"college": [str(college.pk)], "graduated": [str(graduated)]}
    assert search.people(staff, "", found).count() == row.people
    reachable = found | {"life": ["living"], "reach": ["email", "phone", "post"]}
    assert search.people(staff, "", reachable).count() == row.reachable


def test_the_liaison_the_reunion_and_the_next_step_stand_beside_the_class(degree, person, staff, day):
    Liaison.objects.create(alumnus=person, degree=degree, from_on=timezone.localdate())
    reunion = make_reunion(degree, day=day)
    reunion.tasks.create(step=Step.LIAISON, done_at=timezone.now())
    reunion.tasks.create(step=Step.INVITE)
    row = queries.radar(staff, year=day.year).rows[0]
    assert [each.alumnus for each in row.liaisons] == [person]
    assert (row.reunion, row.next_step, row.next_on) == (reunion, "invite", day - timedelta(days=150))
    assert row.days_left == 50
    assert not row.is_late


def test_the_reunion_of_the_whole_year_stands_beside_each_of_its_classes(degree, staff, day, studied):
    studied(make_alumnus("别班"), class_name="数学二班")
    whole = make_reunion(degree, day=day, class_name="", major="", level="")
    assert [row.reunion for row in queries.radar(staff, year=day.year).rows] == [whole, whole]


def test_without_a_reunion_the_plan_counts_back_from_the_return_day(college, staff, today):
    year = today.year + 1
    studied(make_alumnus("甲"), college, year - 10)
    assert queries.radar(staff, year=year).rows[0].next_on is None
    starts_at = datetime(year, 10, 15, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # the day before in UTC
    make_event(starts_at=starts_at)
    make_event(starts_at=starts_at - timedelta(days=60), state="draft")
    make_event(starts_at=starts_at - timedelta(days=90), college=college)
    row = queries.radar(staff, year=year).rows[0]
    assert (row.next_step, row.next_on) == ("liaison", date(year, 10, 15) - timedelta(days=180))


def test_only_a_class_that_booked_a_day_is_late(client, college, staff, today):
    """The Return Day is near: the first steps of its plan should have been taken months ago."""
    make_event(starts_at=timezone.now() + timedelta(days=20))
    near = today + timedelta(days=20)
    booked = studied(make_alumnus("甲"), college, near.year - 30)
    studied(make_alumnus("乙"), college, near.year - 30, class_name="二班")
    make_reunion(booked, day=near).tasks.create(step=Step.LIAISON)
    rows = {bool(row.reunion): row for row in queries.radar(staff, year=near.year).rows}
    assert [(rows[each].is_past, rows[each].is_late) for each in (True, False)] == [(True, True), (True, False)]
    client.force_login(staff)
    content = client.get(reverse(RADAR), {"year": near.year}).content.decode()
    assert (content.count("逾期 160 天"), content.count("尚未预订")) == (1, 1)


def test_an_officer_sees_the_classes_of_the_own_college_and_its_predecessors(client, college, year):
    old, other = make_college("数力系"), make_college("法学院")
    old.successions.create(successor=college, kind="renamed")
    for place in (college, old, other):
        studied(make_alumnus(f"校友{place.pk}"), place, year - 10)
    officer = make_user(Role.COLLEGE_OFFICER, college)
    assert sorted(row[1] for row in shown(officer, year)) == ["数力系", "数学学院"]
    assert shown(officer, year, college=other.pk) == []
    client.force_login(officer)
    found = {place.name: behind(client, Row(class_at(place, year - 10), year).class_url) for place in (old, other)}
    assert found == {"数力系": [f"校友{old.pk}"], "法学院": []}


def class_at(place, graduated, **fields) -> Key:
    return Key(place.pk, graduated, **{"level": "bachelor", "class_name": "一班", "major": ""} | fields)


def behind(client, url: str) -> list[str]:
    """Whom the search of this link lists."""
    return sorted(person.name for person in client.get(url).context["page"].people)


def test_a_number_opens_the_search_with_exactly_these_people(client, college, staff, year, reach):
    graduated = year - 40
    both = reach(make_alumnus("甲"), "jia@example.com")
    studied(both, college, graduated)
    studied(make_alumnus("乙"), college, graduated)
    studied(make_alumnus("丙"), college, graduated, class_name="")
    studied(make_alumnus("丁"), college, graduated, class_name="", major="物理")
    studied(both, college, graduated, class_name="二班")
    studied(make_alumnus("别年"), college, graduated - 1)
    studied(make_alumnus("别级"), college, graduated, level="master")
    studied(make_alumnus("别处"), make_college("法学院"), graduated)
    client.force_login(staff)
    rows = client.get(reverse(RADAR)).context["radar"].rows
    listed = {(row.college.name, row.label): (row.people, behind(client, row.class_url)) for row in rows}
    assert listed == {
        ("数学学院", "一班 · 本科"): (2, ["乙", "甲"]), ("数学学院", "二班 · 本科"): (1, ["甲"]),
        ("数学学院", "一班 · 硕士"): (1, ["别级"]), ("数学学院", "数学 · 本科"): (1, ["丙"]),
        ("数学学院", "物理 · 本科"): (1, ["丁"]), ("法学院", "一班 · 本科"): (1, ["别处"]),
    }  # fmt: skip
    first = next(row for row in rows if row.key == class_at(college, graduated))
    assert (first.reachable, behind(client, first.reachable_url)) == (1, ["甲"])


def test_the_search_says_which_class_it_is_and_counts_it(client, college, staff, year):
    odd = "数学 1班.c.「实验」&=+%"
    studied(make_alumnus("甲"), college, year - 10, class_name=odd)
    studied(make_alumnus("乙"), college, year - 10)
    client.force_login(staff)
    page = client.get(Row(class_at(college, year - 10, class_name=odd), year).class_url)
    assert [person.name for person in page.context["page"].people] == ["甲"]
    (chip,) = page.context["chips"]
    assert (chip.label, chip.text) == ("班级", f"数学学院 · {year - 10}届 · {odd} · 本科")


def test_the_search_of_a_class_is_saved_and_says_its_name_again(college, staff, year):
    studied(make_alumnus("甲"), college, year - 10)
    studied(make_alumnus("乙"), college, year - 10, class_name="二班")
    filters = {"class": [class_at(college, year - 10).value, class_at(college, year - 10, class_name="二班").value]}
    assert search.people(staff, "", filters).count() == 2
    assert described(filters, staff) == [
        ("班级", f"数学学院 · {year - 10}届 · 一班 · 本科、数学学院 · {year - 10}届 · 二班 · 本科")
    ]


@pytest.mark.parametrize(
    "value", ["", "1", "0.1998.bachelor.c.一班", "1.1998.bachelor.x.一班", "9.98.b.c.x", "1.1998..c."]
)
def test_a_class_that_is_none_finds_nobody_or_is_no_filter(client, college, staff, year, value):
    studied(make_alumnus("甲"), college, year - 10)
    client.force_login(staff)
    page = client.get(reverse("admin:alumni_alumnus_changelist"), {"class": value})
    assert page.status_code == 200
    is_filter = value.startswith("0.")
    assert [person.name for person in page.context["page"].people] == ([] if is_filter else ["甲"])


def test_the_spreadsheet_holds_all_pages_and_the_log_says_who_took_it(client, college, staff, year, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for each in range(5):
        studied(make_alumnus(f"校友{each}"), college, year - 10, class_name=f"{each}班")
    client.force_login(staff)
    page = client.get(reverse(RADAR), {"page": 3}).context
    assert (len(page["radar"].rows), page["radar"].total, page["pages"]) == (1, 5, 3)
    sent = client.post(reverse("admin:events_radar_export"), {"year": year, "anniversary": 10, "college": ""})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(sent) if sent.streaming else sent.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:6] for row in rows] == [("数学学院", year - 10, f"{each}班", "本科", 10, 1) for each in range(5)]
    record = AccessRecord.objects.get(action="export")
    assert (record.count, record.by, record.criteria["anniversary"]) == (5, staff, 10)


def test_who_may_not_export_gets_no_spreadsheet(client):
    client.force_login(make_user(Role.AUDITOR))
    assert client.get(reverse(RADAR)).status_code == 200
    assert client.post(reverse("admin:events_radar_export")).status_code == 403


@pytest.mark.parametrize("asked", [{"year": "1900"}, {"year": "x"}, {"anniversary": "25"}, {"college": "0"},
                                   {"page": "99999"}, {"page": "-1"}, {"year": "２０２６"}])  # fmt: skip
def test_what_the_page_does_not_offer_is_not_asked(client, staff, asked):
    client.force_login(staff)
    assert client.get(reverse(RADAR), asked).status_code == 200


def test_the_coming_years_count_reunions_by_anniversary(client, degree, staff, day):
    make_reunion(degree, day=day)
    make_reunion(degree, day=day, state="declined", reason="没有教室")
    client.force_login(staff)
    lines = {line["year"]: line for line in client.get(reverse(RADAR)).context["grid"]}
    assert list(lines) == list(queries.years())
    assert [cell[2] for cell in lines[day.year]["cells"]] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("n", [1, 8])
def test_queries_do_not_grow_with_the_classes(college, staff, day, n, django_assert_num_queries):
    for each in range(n):
        degree = studied(make_alumnus(f"校友{each}"), college, day.year - 20, class_name=f"{each}班")
        Liaison.objects.create(alumnus=degree.alumnus, degree=degree, from_on=timezone.localdate())
        make_reunion(degree, day=day).tasks.create(step=Step.INVITE)
    queries.radar(staff, year=day.year)
    # what is due for the search, the classes, their people, Return Day, colleges, liaisons, reunions, steps
    with django_assert_num_queries(8):
        assert len(queries.radar(staff, year=day.year).rows) == n


def test_nobody_who_is_archived_or_merged_stands_behind_a_number(college, staff, year):
    gone = make_alumnus("甲")
    studied(gone, college, year - 10)
    Alumnus.objects.filter(pk=gone.pk).update(archived_at=timezone.now())
    assert queries.radar(staff, year=year).rows[0].people == 0
