"""A class books its day once a year: by its liaison, or by any member where nobody speaks for it."""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from alumni.models import Liaison
from alumni_office.mail.models import Message
from alumni_office.saving.versions import ChangedMeanwhile
from events.models import PLAN, Classmate, ClassReunion, ReunionTask, Step
from events.services import reunions
from tests.factories import make_college, make_degree, make_member, make_reunion, make_user
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def book(degree, day, **fields):
    values = {"whole_year": False, "key": uuid.uuid4(), "day": day, "event": None, "expected": 30, "wishes": [],
              "wish_text": ""} | fields  # fmt: skip
    return reunions.book_day(person=degree.alumnus, degree=degree, by=degree.alumnus.user, **values)


def test_a_member_of_a_class_without_a_liaison_books_its_day(degree, day):
    made = book(degree, day, wishes=["lesson", "photo"])
    assert (made.college, made.graduation_year, made.class_name) == (degree.college, degree.graduation_year, "数学一班")
    assert (made.contact, made.state, made.anniversary) == (degree.alumnus, "asked", 30)
    assert list(made.classmates.values_list("alumnus", "answer", "is_own")) == [(degree.alumnus_id, "coming", True)]


def test_the_plan_of_a_reunion_counts_back_from_its_day(degree, day):
    made = book(degree, day)
    tasks = {task.step: task for task in made.tasks.select_related("reunion")}
    assert {step: (task.due_on - day).days for step, task in tasks.items()} == {str(s): n for s, n in PLAN.items()}
    assert [step for step, task in tasks.items() if task.done_at] == [Step.LIAISON]


def test_only_the_liaison_books_where_somebody_speaks_for_the_class(degree, friend, day):
    theirs = friend.degrees.get()
    Liaison.objects.create(alumnus=friend, degree=theirs, from_on=timezone.localdate())
    with pytest.raises(reunions.AnotherSpeaks):
        book(degree, day)
    assert book(theirs, day).contact == friend


def test_a_class_has_one_day_a_year(degree, friend, day):
    first = book(degree, day)
    with pytest.raises(reunions.Taken) as refusal:
        book(friend.degrees.get(), date(day.year, 12, 31))
    assert refusal.value.reunion == first
    assert book(degree, day + timedelta(days=366)).state == "asked"


def test_a_class_books_again_after_a_cancelled_and_after_a_declined_day(degree, day):
    reunions.cancel_reunion(reunion=book(degree, day), reason="改期", by=degree.alumnus.user)
    reunions.decline_reunion(reunion=book(degree, day), reason="没有教室", by=make_user())
    assert book(degree, day).state == "asked"


def test_the_whole_year_books_beside_its_classes(degree, day):
    book(degree, day)
    whole = book(degree, day, whole_year=True)
    assert whole.is_whole_year
    with pytest.raises(reunions.Taken):
        book(degree, day, whole_year=True)


def test_a_degree_without_level_is_of_the_class_that_has_booked(degree, studied, day):
    book(degree, day)
    with pytest.raises(reunions.Taken):
        book(studied(make_member("郑七"), level=""), day)


def test_the_same_wish_sent_twice_is_one_reunion(degree, day):
    key = uuid.uuid4()
    assert book(degree, day, key=key) == book(degree, day, key=key)
    assert ClassReunion.objects.count() == 1


def test_a_class_without_year_of_graduation_cannot_be_told(degree, day):
    degree.graduation_year, degree.enrolment_year = None, 1992
    degree.save()
    with pytest.raises(reunions.ClassUnknown):
        book(degree, day)


def test_the_database_refuses_a_second_day_in_the_year(degree, day):
    make_reunion(degree, day=day)
    for fields in ({}, {"major": "别的"}):
        with pytest.raises(IntegrityError, match="reunion_once_a_class_and_year"), transaction.atomic():
            make_reunion(degree, day=date(day.year, 1, 2), **fields)
    make_reunion(degree, day=date(day.year, 1, 2), state="cancelled")
    make_reunion(degree, day=day, level="master")


def test_the_database_refuses_a_move_that_no_reunion_makes(degree):
    declined = make_reunion(degree, state="declined", reason="没有教室")
    for state in ("confirmed", "asked", "held"):
        with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
            ClassReunion.objects.filter(pk=declined.pk).update(state=state)


@pytest.mark.parametrize("wrong", [
    {"state": "declined"}, {"expected": 0}, {"expected": 5001}, {"graduation_year": 1700},
    {"state": "confirmed", "decided_at": None},
])  # fmt: skip
def test_the_database_refuses_what_no_reunion_is(degree, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reunion(degree, **wrong)


def test_the_contact_person_changes_the_day_until_the_college_confirms(degree, day):
    made = book(degree, day)
    later = day + timedelta(days=1)
    reunions.change_booking(reunion=made, version=1, values={"day": later, "expected": 12}, by=None)
    made.refresh_from_db()
    assert (made.day, made.expected, made.version) == (later, 12, 2)
    with pytest.raises(ChangedMeanwhile):
        reunions.change_booking(reunion=made, version=1, values={"expected": 9}, by=None)
    reunions.confirm_reunion(reunion=made, place=None, hall="报告厅", teacher="", by=make_user())
    with pytest.raises(reunions.DayIsFixed):
        reunions.change_booking(reunion=made, version=3, values={"day": day}, by=None)
    reunions.change_booking(reunion=made, version=3, values={"expected": 40}, by=None)
    made.refresh_from_db()
    assert made.expected == 40


def test_cancelling_tells_once_those_who_were_invited_or_come(degree, day, friend, closed, lost):
    made = make_reunion(degree, day=day, state="confirmed")
    for who, answer in ((friend, "coming"), (closed, "not_coming"), (lost, "none")):
        Classmate.objects.create(
            reunion=made, alumnus=who, answer=answer, invited_at=timezone.now(), answered_at=timezone.now()
        )
    reunions.cancel_reunion(reunion=made, reason="天气原因", by=degree.alumnus.user)
    assert sorted(Message.objects.values_list("to", flat=True)) == ["limin@example.com", "wuhai@example.com"]
    assert all("天气原因" in text for text in Message.objects.values_list("text", flat=True))
    with pytest.raises(reunions.NotNow):
        reunions.cancel_reunion(reunion=made, reason="再说一次", by=degree.alumnus.user)
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_classmates_who_book_at_once_one_books(day):
    college = make_college()
    year = day.year - 30
    degrees = [
        make_degree(make_member(f"同学{n}"), college=college, major="数学", class_name="一班", graduation_year=year)
        for n in range(6)
    ]
    ends = at_once(*[partial(book, degree, day) for degree in degrees], expected=reunions.Taken)
    [made] = [end for end in ends if not isinstance(end, reunions.Taken)]
    assert ClassReunion.objects.get() == made
    assert ReunionTask.objects.count() == len(PLAN)
