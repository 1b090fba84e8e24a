"""The office's view: every number compared with a plain query, and its rows."""

import io
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus
from alumni.queries import search
from alumni.queries.search.measure import settle
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from chapters.models import Application, Chapter, Reminder
from chapters.queries.overview import places
from chapters.queries.overview.health import health, in_order
from chapters.queries.overview.missing import missing
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_contact,
    make_degree,
    make_duty,
    make_gathering_at,
    make_joined,
    make_member,
    make_office,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGES = ["chapters_overview", "chapters_overview_missing", "chapters_overview_years"]


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def page(client, name="chapters_overview", **query):
    return client.get(reverse(f"admin:{name}"), query)


def live(name, *, reached=True, **fields):
    person = make_alumnus(name, **{"country": "CN"} | fields)
    if reached:
        make_contact(person, value=f"+86138{person.pk:08}")
    return person


def listed(user, url) -> int:
    filters = search.parse(parse_qs(urlsplit(url).query))
    return search.people(user, "", filters).count()


@pytest.fixture
def people():
    """In Qingdao and Jinan, and one abroad."""
    for number in range(6):
        live(f"青岛{number}", province="37", city="青岛", tier="active" if number < 2 else "regular",
             verified_at=timezone.now() if number < 4 else None)  # fmt: skip
    live("失联", province="37", city="青岛", reached=False)
    live("已故", province="37", city="青岛", life="deceased", verified_at=timezone.now())
    for number in range(3):
        live(f"济南{number}", province="37", city="济南", tier="notable")
    live("广州", province="44", city="广州")
    live("柏林", country="DE", city="柏林", verified_at=timezone.now())
    live("不知", country="")
    settle()


def test_the_numbers_of_places_are_those_of_a_plain_query_and_of_their_lists(staff, people):
    found = missing(staff)
    rows = {row.label: row for row in [*found.cities, *found.countries]}
    shown = {label: (row.reachable.value, row.initiators.value, row.leaders.value) for label, row in rows.items()}
    reachable = Alumnus.objects.filter(life="living", contacts__isnull=False)
    assert shown == {
        label: (
            reachable.filter(**where).count(), reachable.filter(**where, verified_at__isnull=False).count(),
            reachable.filter(**where, verified_at__isnull=False).exclude(tier="regular").count(),
        )
        for label, where in {
            "青岛": {"city": "青岛"}, "济南": {"city": "济南"}, "广州": {"city": "广州"}, "柏林": {"city": "柏林"},
            rows["柏林"].within: {"country": "DE"},
        }.items()
    }  # fmt: skip
    assert shown["青岛"] == (6, 4, 2)
    for row in rows.values():
        for figure in (row.reachable, row.initiators, row.leaders):
            assert listed(staff, figure.url) == figure.value


def test_the_map_shows_provinces_without_a_chapter_and_each_opens_its_list(staff, people):
    make_chapter(province="44", city="广州")
    tiles = {tile.place.code: tile.place for tile in missing(staff).tiles}
    assert (tiles["37"].value, listed(staff, tiles["37"].url)) == (9, 9)
    assert (tiles["44"].value, tiles["44"].text, tiles["44"].url) == (0, "✓", "")
    assert tiles["11"].value == 0


def test_a_city_with_a_chapter_is_not_missing_and_one_in_a_province_with_one_only_when_asked_for(staff, people):
    make_chapter(province="37", city="济南市")
    assert [row.label for row in missing(staff).cities] == ["青岛", "广州", "柏林"]
    make_chapter(name="山东校友会", province="37", city="")
    assert [row.label for row in missing(staff).cities] == ["广州", "柏林"]
    assert [row.label for row in missing(staff, covered_too=True).cities] == ["青岛", "广州", "柏林"]


def test_a_chapter_that_sleeps_or_is_asked_for_is_named_beside_its_place(staff, people):
    asleep = make_chapter(province="37", city="青岛", recognition="dormant")
    make_application(province="37", city="济南")
    rows = {row.label: row for row in missing(staff).cities}
    assert (rows["青岛"].state, rows["青岛"].chapter_id) == (str(Chapter.Recognition.DORMANT.label), asleep.pk)
    assert rows["济南"].state == str(Chapter.Recognition.APPLYING.label)
    assert rows["广州"].state == ""


def make_application(state="submitted", days=0, **fields):
    fields = {"kind": "regional", "province": "37", "name": "校友会"} | fields
    now = timezone.now()
    made = Application.objects.create(
        applicant=make_alumnus(), state=state, key=uuid4(), submitted_at=now - timedelta(days=days + 10),
        **({"answer": "x"} if state == "refused" else {}), **fields,
    )  # fmt: skip
    Application.objects.filter(pk=made.pk).update(moved_at=now - timedelta(days=days))
    return made


def test_an_officer_of_a_college_counts_the_people_of_the_college(people):
    college = make_college()
    officer = make_user(Role.COLLEGE_OFFICER, college)
    make_degree(Alumnus.objects.get(name="青岛0"), college=college)
    settle()
    assert [(row.label, row.reachable.value) for row in missing(officer).cities] == [("青岛", 1)]


def test_of_many_people_a_sample_is_counted_and_its_step_named(staff, people, monkeypatch):
    monkeypatch.setattr(places, "level_for", lambda people, everyone: 2)
    found = places.take_places(staff.reach("alumni.view_alumnus"))
    assert found.step == 2
    assert all(many % 2 == 0 for counted in found.cities.values() for many in counted)


@pytest.mark.parametrize(
    ("number", "everyone", "level"),
    [(0, True, 1), (65_536, True, 1), (65_537, True, 2), (1_000_000, True, 16), (10_000_000, True, 256),
     (16_384, False, 1), (16_385, False, 16)],
    ids=str,
)  # fmt: skip
def test_as_few_are_counted_as_the_time_allows(number, everyone, level):
    assert places.level_for(number, everyone=everyone) == level


def test_the_funnel_counts_by_state_with_median_days(client, staff):
    for days, state in [(2, "submitted"), (4, "submitted"), (9, "submitted"), (3, "refused")]:
        make_application(state, days, city=f"城{days}{state}")
    make_application("draft", 1, city="草稿", name="")
    funnel = {step.state: (step.count, step.days and round(step.days)) for step in page(client).context["funnel"]}
    assert {state: found for state, found in funnel.items() if found[0]} == {"submitted": (3, 4), "refused": (1, 10)}
    rows = page(client, "chapters_overview").context["funnel"]
    shown = client.get(reverse("admin:chapters_overview_rows", args=["applications"]), {"state": "submitted"})
    assert len(shown.context["page"].rows) == next(step.count for step in rows if step.state == "submitted")


def test_the_health_of_a_chapter_is_counted_from_plain_figures(staff, people):
    chapter = make_chapter(province="37", city="青岛")
    make_officer(chapter)
    for number in range(3):
        make_joined(chapter, Alumnus.objects.get(name=f"青岛{number}"))
    make_joined(chapter, make_alumnus("走了"), state="left", ended_on=date(2026, 1, 1))
    now = timezone.now()
    make_gathering_at(chapter, now - timedelta(days=364))
    make_gathering_at(chapter, now - timedelta(days=366))
    today = timezone.localdate()
    make_duty(chapter, "summary", today - timedelta(days=100), state="done", done_on=today - timedelta(days=101))
    make_duty(chapter, "registry", today - timedelta(days=90), state="done", done_on=today - timedelta(days=80))
    make_duty(chapter, "supervisor", today - timedelta(days=80))
    make_duty(chapter, "audit", today - timedelta(days=70), state="waived", reason="x")
    make_duty(chapter, "activity", today - timedelta(days=366), state="done", done_on=today - timedelta(days=366))
    (row,) = health(staff)
    assert (row.members, row.gatherings, row.due, row.on_time, row.term_runs, row.keepers) == (3, 1, 3, 1, True, 1)
    assert (row.people.value, row.share, row.signs) == (6, 50.0, 3)
    assert listed(staff, row.people.url) == 6


def test_industry_and_college_chapters_are_compared_with_their_trade_and_college(staff):
    college = make_college()
    for number in range(4):
        person = live(f"人{number}", industry="J" if number < 3 else "")
        make_degree(person, college=college)
    settle()
    nowhere = {"province": "", "city": ""}
    make_chapter(name="金融", kind="industry", industry="J", **nowhere)
    make_chapter(name="数学", kind="college", college=college, **nowhere)
    found = {row.chapter.name: row.people for row in health(staff)}
    assert {name: figure.value for name, figure in found.items()} == {"金融": 3, "数学": 4}
    assert {name: listed(staff, figure.url) for name, figure in found.items()} == {"金融": 3, "数学": 4}


@pytest.mark.parametrize("figure", ["members", "gatherings", "duties", "terms"])
def test_every_figure_opens_its_rows(client, staff, figure):
    chapter = make_chapter()
    make_officer(chapter)
    for number in range(2):
        make_joined(chapter, make_alumnus(f"甲{number}"))
    make_gathering_at(chapter, timezone.now() - timedelta(days=3))
    make_duty(chapter, due_on=timezone.localdate() - timedelta(days=10))
    row = page(client).context["rows"][0]
    expected = {"members": row.members, "gatherings": row.gatherings, "duties": row.due, "terms": 1}[figure]
    shown = client.get(reverse("admin:chapters_overview_rows", args=[figure]), {"chapter": chapter.pk})
    assert len(shown.context["page"].rows) == expected > 0
    looked = AccessRecord.objects.filter(target="chapters.membership")
    assert looked.count() == (1 if figure == "members" else 0)


def test_rows_of_a_chapter_out_of_scope_or_of_no_figure_are_not_there(client):
    college = make_college()
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    other = make_chapter()
    address = reverse("admin:chapters_overview_rows", args=["members"])
    assert client.get(address, {"chapter": other.pk}).status_code == 404
    assert client.get(reverse("admin:chapters_overview_rows", args=["nothing"])).status_code == 404


def test_an_officer_of_a_college_sees_only_its_chapter(client):
    college = make_college()
    nowhere = {"province": "", "city": ""}
    own = make_chapter(name="数学", kind="college", college=college, **nowhere)
    make_duty(own, state="filed")
    make_duty(make_chapter(), state="filed")
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    shown = page(client)
    assert [row.chapter for row in shown.context["rows"]] == [own]
    assert shown.context["may_remind"] is False
    assert [duty.chapter for duty in client.get(reverse("admin:chapters_duty_changelist")).context["page"].rows] == [
        own
    ]
    assert client.post(reverse("admin:chapters_overview_remind"), {"chapter": own.pk}).status_code == 403


def test_the_list_is_sorted_by_each_column_both_ways(staff):
    for name, members in [("丙", 2), ("甲", 0), ("乙", 1)]:
        chapter = make_chapter(name=name, city=name)
        for number in range(members):
            make_joined(chapter, make_alumnus(f"{name}{number}"))
    rows = health(staff)
    assert [row.chapter.name for row in in_order(rows, "members")] == ["甲", "乙", "丙"]
    assert [row.chapter.name for row in in_order(rows, "-members")] == ["丙", "乙", "甲"]
    assert [row.chapter.name for row in in_order(rows, "nonsense")] == [
        row.chapter.name for row in in_order(rows, "signs")
    ]


def test_lists_show_the_silent_the_unreached_and_those_whose_term_is_over(client, staff):
    quiet = make_chapter(name="沉默", city="甲")
    make_office(quiet, make_member("会长甲"), date(2020, 2, 1), date(2035, 1, 1))
    over = make_chapter(name="届满", city="乙")
    make_office(over, make_member("会长乙"), date(2020, 2, 1), date(2024, 1, 1))
    make_gathering_at(over, timezone.now() - timedelta(days=1))
    well = make_chapter(name="正常", city="丙")
    make_officer(well, "会长丙")
    shown = {
        show: {row.chapter.name for row in page(client, show=show).context["rows"]}
        for show in ("silent", "unreached", "term", "all")
    }
    assert shown == {
        "silent": {"沉默"}, "unreached": {"届满"}, "term": {"届满"}, "all": {"沉默", "届满", "正常"},
    }  # fmt: skip


def test_the_years_are_compared(client, staff):
    this = timezone.localdate().year
    chapter = make_chapter(founded_on=date(this - 2, 3, 1))
    make_joined(chapter, make_alumnus("甲"), date(this - 2, 5, 1))
    make_joined(chapter, make_alumnus("乙"), date(this - 1, 5, 1), "left", ended_on=date(this, 1, 5))
    make_gathering_at(chapter, datetime(this - 1, 6, 1, tzinfo=UTC), attendance=30)
    make_gathering_at(chapter, datetime(this - 1, 12, 31, 16, tzinfo=UTC), attendance=5)  # the next year in Shanghai
    make_duty(chapter, due_on=date(this - 1, 1, 31), state="done", done_on=date(this - 1, 1, 31))
    make_duty(chapter, "registry", date(this - 1, 5, 31), state="done", done_on=date(this - 1, 6, 1))
    years = {each.year: each for each in page(client, "chapters_overview_years").context["years"]}
    figures = {
        year: (y.chapters, y.members, y.gatherings, y.attendance, y.due, y.on_time)
        for year, y in years.items()
        if year >= this - 3
    }
    assert figures == {
        this: (1, 1, 1, 5, 0, 0), this - 1: (1, 2, 1, 30, 2, 1), this - 2: (1, 1, 0, 0, 0, 0),
        this - 3: (0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    for figure, expected in [("members", 2), ("gatherings", 1), ("duties", 2)]:
        shown = client.get(reverse("admin:chapters_overview_rows", args=[figure]), {"year": this - 1})
        assert len(shown.context["page"].rows) == expected


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("n", [1, 5])
def test_a_page_costs_the_same_for_one_chapter_as_for_five(client, staff, name, n):
    for number in range(n):
        chapter = make_chapter(name=f"校友会{number}", city=f"城{number}")
        make_officer(chapter, f"会长{number}")
        make_duty(chapter)
        make_gathering_at(chapter, timezone.now() - timedelta(days=3))
        make_joined(chapter, make_alumnus(f"甲{number}"))
    with CaptureQueriesContext(connection) as queries:
        assert page(client, name).status_code == 200
    costs = {"chapters_overview": 15, "chapters_overview_missing": 9, "chapters_overview_years": 5}
    assert len(queries) == costs[name]


def test_the_spreadsheet_is_what_is_on_the_screen_with_formulas_made_harmless(client, staff):
    make_chapter(name="=HYPERLINK(1)", city="甲")
    make_chapter(name="乙校友会", city="乙")
    make_chapter(name="海外", kind="overseas", province="", country="DE")
    response = client.post(
        reverse("admin:chapters_overview_export"), {"kind": "regional", "show": "all", "sort": "name"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    shown = page(client, kind="regional", show="all", sort="name").context["rows"]
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert [name.removeprefix("'") for name in names] == [row.chapter.shown_name for row in shown]
    assert "'=HYPERLINK(1)" in names
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    record = AccessRecord.objects.get(action="export")
    assert (record.count, record.criteria) == (2, {"kind": "regional", "show": "all", "sort": "name"})


def test_before_many_are_reminded_the_page_says_how_many_officers_it_reaches(client, staff):
    chapters = [make_chapter(name=f"校友会{number}", city=f"城{number}") for number in range(3)]
    make_officer(chapters[0], "会长甲")
    make_officer(chapters[1], "会长乙")
    for chapter in (chapters[0], chapters[2]):
        make_duty(chapter)
    address = reverse("admin:chapters_overview_remind")
    look = client.post(address, {"chapter": [chapter.pk for chapter in chapters]})
    preview = look.context["preview"]
    assert (preview.chapters, preview.due, preview.officers, preview.mails, preview.unreached) == (
        3, 2, 1, 1, [chapters[2]],
    )  # fmt: skip
    assert Job.objects.count() == 0
    key = look.context["form"]["key"].value()
    data = {"chapter": [chapter.pk for chapter in chapters], "what": "summary", "key": key, "verb": "send"}
    for _attempt in range(2):
        response = client.post(address, data)
        assert response["Location"] == reverse("admin:jobs_job_change", args=[Job.objects.get().pk])
    assert Job.objects.count() == 1
    assert Reminder.objects.count() == 0  # the job writes them


def test_a_whole_list_is_reminded_without_ticking_each(client, staff):
    listed = [make_chapter(name=f"校友会{number}", city=f"城{number}") for number in range(3)]
    make_chapter(name="海外校友会", kind="overseas", province="", country="US", time_zone="America/New_York")
    data = {"whole": "1", "kind": "regional", "show": "all"}
    look = client.post(reverse("admin:chapters_overview_remind"), data)
    assert look.status_code == 200
    assert sorted(look.context["form"].cleaned_data["chapter"]) == [chapter.pk for chapter in listed]


def test_a_reminder_of_nobody_or_of_nothing_is_not_sent(client, staff):
    address = reverse("admin:chapters_overview_remind")
    assert client.post(address, {})["Location"] == reverse("admin:chapters_overview")
    wrong = client.post(address, {"chapter": 99, "what": "x", "key": "y", "verb": "send"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"what", "chapter", "key"})
    assert Job.objects.count() == 0
