"""The run that makes the duties of the year: what it makes, for whom, by when, and that repeating changes nothing."""

import threading
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection, transaction

from alumni_office.documents.uploads import inspect
from chapters.models import Chapter, CouncilChange, Duty
from chapters.services.documents import keep_document
from chapters.services.duties import run_duties, settle_duties, statements
from chapters.services.duties.nightly import LOCK
from chapters.services.recognition import change_civil, change_recognition
from tests.factories import make_chapter, make_duty, make_gathering_at, make_term
from tests.waiting import PATIENCE, at_once, beside

pytestmark = pytest.mark.django_db


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


def duties(chapter=None):
    rows = Duty.objects.filter(chapter=chapter) if chapter else Duty.objects.all()
    return sorted(rows.values_list("kind", "year", "due_on", "state"))


NOON = at(2026, 6, 15, 4)
OF_2026 = [
    ("activity", 2026, date(2026, 12, 31), "due"),
    ("summary", 2026, date(2026, 1, 31), "due"),
]
REPORTS = [
    ("registry", 2026, date(2026, 5, 31), "due"),
    ("supervisor", 2026, date(2026, 3, 31), "due"),
]


def registered(**fields):
    return make_chapter(
        civil="registered", civil_number="51", civil_authority="民政局", **{"civil_since": date(2025, 12, 31)} | fields
    )


def test_a_living_chapter_owes_a_summary_and_an_activity():
    chapter = make_chapter()
    settle_duties(now=NOON)
    assert duties(chapter) == OF_2026


def test_a_registered_chapter_owes_two_reports_as_well():
    chapter = registered()
    settle_duties(now=NOON)
    assert duties(chapter) == sorted(OF_2026 + REPORTS)


def test_who_was_registered_within_the_year_reports_from_the_next_year_on():
    chapter = registered(civil_since=date(2026, 1, 1))
    settle_duties(now=NOON)
    assert duties(chapter) == OF_2026
    settle_duties(now=at(2027, 1, 1, 4))
    assert {(kind, due_on) for kind, year, due_on, _state in duties(chapter) if year == 2027} == {
        ("activity", date(2027, 12, 31)), ("summary", date(2027, 1, 31)),
        ("supervisor", date(2027, 3, 31)), ("registry", date(2027, 5, 31)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("founded_on", "kinds"),
    [
        (date(2026, 1, 31), ["activity", "summary"]),
        (date(2026, 2, 1), ["activity"]),
        (date(2026, 6, 15), ["activity"]),
    ],
    ids=["31-january", "1-february", "today"],
)
def test_a_chapter_founded_within_the_year_owes_from_its_date_on(founded_on, kinds):
    chapter = make_chapter(founded_on=founded_on)
    settle_duties(now=NOON)
    assert [kind for kind, *_rest in duties(chapter)] == kinds


@pytest.mark.parametrize("state", ["lead", "applying", "preparing", "dormant", "dissolved"])
def test_a_chapter_that_does_not_live_owes_nothing(state):
    make_chapter(recognition=state)
    settle_duties(now=NOON)
    assert duties() == []


@pytest.mark.parametrize(
    ("zone", "moment", "year"),
    [
        ("Pacific/Auckland", at(2026, 12, 31, 10, 59), 2026),
        ("Pacific/Auckland", at(2026, 12, 31, 11, 0), 2027),
        ("America/Los_Angeles", at(2027, 1, 1, 7, 59), 2026),
        ("America/Los_Angeles", at(2027, 1, 1, 8, 0), 2027),
        ("Asia/Shanghai", at(2026, 12, 31, 15, 59), 2026),
        ("Asia/Shanghai", at(2026, 12, 31, 16, 0), 2027),
    ],
    ids=["auckland-before", "auckland-after", "los-angeles-before", "los-angeles-after", "shanghai-before",
         "shanghai-after"],
)  # fmt: skip
def test_the_year_begins_where_the_chapter_is(zone, moment, year):
    make_chapter(time_zone=zone)
    settle_duties(now=moment)
    assert {each for _kind, each, *_rest in duties()} == {year}


def test_the_audit_is_due_thirty_days_before_the_term_ends_in_a_leap_year_as_well():
    chapter = make_chapter()
    make_term(chapter, date(2024, 3, 31), date(2028, 3, 30))
    settle_duties(now=at(2028, 1, 2))
    assert ("audit", 2028, date(2028, 2, 29), "due") in duties(chapter)


def test_an_audit_whose_day_is_before_the_new_year_belongs_to_the_old_one():
    chapter = make_chapter()
    make_term(chapter, date(2023, 1, 1), date(2027, 1, 15))
    settle_duties(now=NOON)
    assert ("audit", 2026, date(2026, 12, 16), "due") in duties(chapter)


def test_an_audit_moves_with_the_end_of_the_term_and_is_waived_when_that_leaves_the_year():
    chapter = make_chapter()
    term = make_term(chapter, date(2022, 9, 1), date(2026, 8, 31))
    settle_duties(now=NOON)
    assert ("audit", 2026, date(2026, 8, 1), "due") in duties(chapter)
    term.ends_on = date(2026, 10, 31)
    term.save()
    settle_duties(now=NOON)
    assert ("audit", 2026, date(2026, 10, 1), "due") in duties(chapter)
    term.ends_on = date(2027, 10, 31)
    term.save()
    settle_duties(now=NOON)
    audit = Duty.objects.get(kind="audit")
    assert (audit.state, audit.cause, audit.reason) == ("waived", "term_moved", "")
    term.ends_on = date(2026, 10, 31)
    term.save()
    settle_duties(now=NOON)
    assert Duty.objects.get(kind="audit").state == "due"


def test_the_audit_of_a_change_of_council_is_the_audit_that_was_due():
    chapter = make_chapter()
    make_term(chapter, date(2022, 9, 1), date(2026, 8, 31))
    settle_duties(now=NOON)
    document = keep_document(upload=pdf(), name="audit.pdf", kind="audit", by=None, chapter=chapter)
    change = CouncilChange.objects.create(chapter=chapter, audit=document, audited_on=date(2026, 6, 10), key=KEY)
    settle_duties(now=NOON)
    audit = Duty.objects.get(kind="audit")
    assert (audit.state, audit.done_on) == ("done", date(2026, 6, 10))
    assert change.state == "draft"


def test_the_audit_of_an_earlier_council_is_not():
    chapter = make_chapter()
    make_term(chapter, date(2022, 9, 1), date(2026, 8, 31))
    document = keep_document(upload=pdf(), name="audit.pdf", kind="audit", by=None, chapter=chapter)
    CouncilChange.objects.create(chapter=chapter, audit=document, audited_on=date(2022, 7, 1), key=KEY)
    settle_duties(now=NOON)
    assert Duty.objects.get(kind="audit").state == "due"


def test_a_gathering_that_took_place_is_the_activity_of_its_year():
    chapter = make_chapter()
    settle_duties(now=NOON)
    make_gathering_at(chapter, at(2026, 6, 20, 2))
    settle_duties(now=NOON)
    assert Duty.objects.get(kind="activity").state == "due"  # it lies ahead
    settle_duties(now=at(2026, 6, 20, 3))
    activity = Duty.objects.get(kind="activity")
    assert (activity.state, activity.done_on) == ("done", date(2026, 6, 20))


def test_a_gathering_on_new_year_s_eve_of_the_place_counts_for_the_old_year():
    chapter = make_chapter(time_zone="America/Los_Angeles")
    settle_duties(now=NOON)
    make_gathering_at(chapter, at(2027, 1, 1, 5))  # the evening of the 31st in Los Angeles
    settle_duties(now=at(2027, 1, 1, 9))
    assert [(d.year, d.state, d.done_on) for d in Duty.objects.filter(kind="activity").order_by("year")] == [
        (2026, "done", date(2026, 12, 31)), (2027, "due", None),
    ]  # fmt: skip


def test_a_gathering_that_was_cancelled_afterwards_does_not_count():
    chapter = make_chapter()
    gathering = make_gathering_at(chapter, at(2026, 6, 1, 2))
    settle_duties(now=NOON)
    assert Duty.objects.get(kind="activity").state == "done"
    gathering.cancelled_at = NOON
    gathering.save()
    settle_duties(now=NOON)
    activity = Duty.objects.get(kind="activity")
    assert (activity.state, activity.done_on) == ("due", None)


def test_open_duties_of_a_chapter_that_falls_asleep_are_waived_with_the_reason_and_the_others_stay():
    chapter = make_chapter()
    settle_duties(now=NOON)
    done = make_duty(chapter, year=2025, due_on=date(2025, 1, 31), state="done", done_on=date(2025, 1, 20))
    filed = make_duty(chapter, year=2024, due_on=date(2024, 1, 31), state="filed")
    change_recognition(chapter=chapter, to="dormant", reason="一年没有活动", by=None, on=date(2026, 6, 15))
    settle_duties(now=NOON)
    waived = Duty.objects.filter(year=2026)
    assert {(duty.state, duty.cause) for duty in waived} == {("waived", "dormant")}
    assert {duty.why_waived for duty in waived} == {str(Duty.Cause.DORMANT.label)}
    assert Duty.objects.get(pk=done.pk).state == "done"
    assert Duty.objects.get(pk=filed.pk).state == "filed"


def test_open_duties_of_a_dissolved_chapter_are_waived():
    chapter = make_chapter()
    settle_duties(now=NOON)
    change_recognition(chapter=chapter, to="dissolved", reason="x", by=None, on=date(2026, 6, 15))
    settle_duties(now=NOON)
    assert set(Duty.objects.values_list("state", "cause")) == {("waived", "dissolved")}


def test_a_chapter_that_is_revived_owes_again_from_that_day_on():
    chapter = make_chapter()
    settle_duties(now=NOON)
    with time_machine.travel(at(2026, 9, 2)):  # a change of state settles what is due on its own day
        change_recognition(chapter=chapter, to="dormant", reason="x", by=None, on=date(2026, 6, 15))
        settle_duties(now=NOON)
        change_recognition(chapter=chapter, to="revived", reason="x", by=None, on=date(2026, 9, 1))
    settle_duties(now=at(2026, 9, 2))
    assert duties(chapter) == [
        ("activity", 2026, date(2026, 12, 31), "due"), ("summary", 2026, date(2026, 1, 31), "waived"),
    ]  # fmt: skip


def test_what_the_office_waived_stays_waived():
    chapter = make_chapter()
    duty = make_duty(chapter, state="waived", reason="合并办理")
    settle_duties(now=NOON)
    settle_duties(now=NOON)
    assert Duty.objects.get(pk=duty.pk).state == "waived"


def test_reports_of_a_chapter_whose_registration_is_revoked_are_waived():
    chapter = registered()
    settle_duties(now=NOON)
    change_civil(chapter=chapter, to="revoked", reason="x", by=None, on=date(2026, 6, 10))
    settle_duties(now=NOON)
    assert set(Duty.objects.filter(cause="unregistered").values_list("kind", flat=True)) == {"supervisor", "registry"}


def test_repeating_the_run_changes_nothing():
    for name, province in [("上海校友会", "31"), ("北京校友会", "11")]:
        registered(name=name, province=province)
    first = settle_duties(now=NOON)
    before = duties()
    assert first["created"] == 8
    assert set(settle_duties(now=NOON).values()) == {0}
    assert duties() == before


def test_the_duties_of_one_chapter_are_settled_alone():
    mine, other = make_chapter(), make_chapter(name="北京校友会", province="11")
    settle_duties(chapter=mine, now=NOON)
    assert (len(duties(mine)), duties(other)) == (2, [])


def test_the_run_takes_as_many_statements_for_many_chapters_as_for_one(django_assert_num_queries):
    for number in range(5):
        make_chapter(name=f"校友会{number}", city=f"城{number}")
    with django_assert_num_queries(2 + 1 + len(statements.STEPS)):  # a savepoint, the lock, the steps
        settle_duties(now=NOON)


KEY = "00000000-0000-0000-0000-000000000001"


def pdf():
    return inspect(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n")


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_each_duty_once():
    chapters = [make_chapter(name=f"校友会{number}", city=f"城{number}") for number in range(30)]
    at_once(*[partial(run_duties, now=NOON)] * 2)
    assert Duty.objects.count() == 2 * len(chapters)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_in_the_middle_is_finished_by_the_next(monkeypatch):
    make_chapter()
    make_gathering_at(Chapter.objects.get(), NOON - timedelta(days=1))
    broken = dict(statements.STEPS) | {"done": "SELECT 1 / 0"}
    with monkeypatch.context() as patch:
        patch.setattr("chapters.services.duties.nightly.STEPS", broken)
        with pytest.raises(Exception, match="division by zero"):
            settle_duties(now=NOON)
    assert Duty.objects.count() == 0
    settle_duties(now=NOON)
    assert Duty.objects.get(kind="activity").state == "done"


@pytest.mark.django_db(transaction=True)
def test_who_enters_something_does_not_wait_for_a_run_that_is_at_work():
    chapter = make_chapter()
    held, done = threading.Event(), threading.Event()

    def work():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            held.set()
            assert done.wait(PATIENCE)

    with beside(work):
        assert held.wait(PATIENCE)
        assert settle_duties(chapter=chapter, now=NOON) == {}
        done.set()
    assert settle_duties(chapter=chapter, now=NOON)["created"] == 2
