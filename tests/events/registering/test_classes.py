"""A class is registered by its liaison: all, or nobody."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from alumni.models import Liaison
from alumni.queries.search.measure import settle
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.models import Registration
from events.services.registering.changing import cancel
from events.services.registering.classes import register_class
from events.services.registering.refusals import Full, NotYours
from tests.factories import make_alumnus, make_college, make_degree, make_member

from .wishes import an_event, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison():
    person = make_member("王班长")
    college = make_college("数学学院")
    degree = make_degree(
        person, college=college, school=college.school, major="数学", class_name="一班", graduation_year=2006
    )
    return Liaison.objects.create(alumnus=person, degree=degree, from_on=date(2020, 1, 1))


def classmates(liaison, *names):
    people = [make_alumnus(name) for name in names]
    for person in people:
        degree = liaison.degree
        make_degree(
            person, college=degree.college, school=degree.school, major="数学", class_name="一班", graduation_year=2006
        )
    settle()
    return people


def of_class(event, liaison, people, **more):
    given = {"key": uuid4(), "by": liaison.alumnus.user, "language": "zh-hans"} | more
    return register_class(event=event, liaison=liaison, people=[person.pk for person in people], **given)


def states(event):
    return dict(event.registrations.values_list("name", "state"))


def test_all_get_a_seat_and_each_with_an_address_is_told(liaison):
    event = an_event(capacity=3)
    people = classmates(liaison, "甲", "乙")
    done = of_class(event, liaison, [*people, liaison.alumnus])
    assert states(event) == {"甲": "confirmed", "乙": "confirmed", "王班长": "confirmed"}
    assert {row.group_id for row in done.registrations} == {done.group.pk}
    assert list(Message.objects.values_list("to", flat=True)) == [liaison.alumnus.user.email]


def test_one_seat_too_few_and_all_wait_together(liaison):
    event = an_event(capacity=3)
    first = enrol(event, "来宾")
    people = classmates(liaison, "甲", "乙")
    of_class(event, liaison, [*people, liaison.alumnus])
    assert states(event) == {"来宾": "confirmed", "甲": "waiting", "乙": "waiting", "王班长": "waiting"}
    cancel(registration=first, by=None)
    assert states(event) == {"来宾": "cancelled", "甲": "confirmed", "乙": "confirmed", "王班长": "confirmed"}


def test_without_a_waiting_list_nobody_of_them_is_registered(liaison):
    event = an_event(capacity=1, has_waiting_list=False)
    with pytest.raises(Full):
        of_class(event, liaison, classmates(liaison, "甲", "乙"))
    assert Registration.objects.count() == 0


def test_one_who_leaves_a_waiting_class_makes_it_smaller(liaison):
    event = an_event(capacity=2)
    enrol(event, "来宾")
    people = classmates(liaison, "甲", "乙")
    done = of_class(event, liaison, people)
    cancel(registration=done.registrations[0], by=None)
    assert states(event) == {"来宾": "confirmed", "甲": "cancelled", "乙": "confirmed"}


def test_the_same_form_twice_is_one_group(liaison):
    event, key, people = an_event(), uuid4(), classmates(liaison, "甲")
    first, second = (of_class(event, liaison, people, key=key) for _each in range(2))
    assert first.group == second.group
    assert Registration.objects.count() == 1


def test_who_is_registered_already_keeps_what_they_have(liaison):
    event = an_event()
    one, two = classmates(liaison, "甲", "乙")
    own = enrol(event, alumnus=one, email="a@example.com", companions=1)
    of_class(event, liaison, [one, two])
    own.refresh_from_db()
    assert (own.seats, own.group, event.registrations.count()) == (2, None, 2)
    with pytest.raises(Refused, match="registered already"):
        of_class(event, liaison, [one, two])


def test_nobody_of_another_class_and_nobody_who_cannot_be_asked(liaison):
    event = an_event()
    (mate,) = classmates(liaison, "甲")
    stranger = make_alumnus("外人")
    with pytest.raises(NotYours, match="your own class"):
        of_class(event, liaison, [mate, stranger])
    type(mate).objects.filter(pk=mate.pk).update(restricted_at=timezone.now())
    with pytest.raises(NotYours, match="your own class"):
        of_class(event, liaison, [mate])
    assert Registration.objects.count() == 0


def test_a_liaison_whose_office_is_over_registers_nobody(liaison):
    people = classmates(liaison, "甲")
    Liaison.objects.filter(pk=liaison.pk).update(until_on=date(2021, 1, 1))
    with pytest.raises(NotYours, match="not the liaison"):
        of_class(an_event(), liaison, people)
