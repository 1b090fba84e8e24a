"""A class that rings: the desk enters the day for the contact person, by the rules of the own pages."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Liaison
from alumni_office.accounts.roles import Role
from events.models import ClassReunion
from tests.factories import make_alumnus, make_college, make_degree, make_reunion, make_user

pytestmark = pytest.mark.django_db
FIND = "admin:events_classreunion_find"


@pytest.fixture
def officer(college):
    return make_user(Role.COLLEGE_OFFICER, college)


@pytest.fixture
def book(client, officer, degree, day):
    client.force_login(officer)

    def post(**fields):
        sent = {"whole_year": "0", "event": "", "day": day.isoformat(), "expected": "25", "wishes": ["canteen"],
                "wish_text": "电话预约", "key": str(uuid.uuid4())} | fields  # fmt: skip
        return client.post(reverse("admin:events_classreunion_book", args=[degree.pk]), sent)

    return post


def test_who_rings_is_found_with_the_classes_of_the_own_college(client, officer, degree, person):
    other = make_college("法学院")
    make_degree(person, college=other, school=other.school, graduation_year=2001, class_name="法一班")
    make_degree(make_alumnus("孙丽"), college=other, school=other.school, graduation_year=2001)
    client.force_login(officer)
    assert list(client.get(reverse(FIND), {"q": "孙丽"}).context["degrees"]) == [degree]
    assert "没有名为“赵钱”且班级" in client.get(reverse(FIND), {"q": "赵钱"}).content.decode()
    content = client.get(reverse("admin:events_classreunion_changelist")).content.decode()
    assert reverse(FIND) in content


@pytest.mark.parametrize("people", [1, 5])
def test_finding_asks_as_much_for_many(client, officer, studied, people, django_assert_num_queries):
    for each in range(people):
        studied(make_alumnus(f"王{each}"))
    client.force_login(officer)
    client.get(reverse(FIND), {"q": "王"})
    with django_assert_num_queries(8):
        assert len(client.get(reverse(FIND), {"q": "王"}).context["degrees"]) == people


def test_what_was_said_is_booked_for_the_contact_person_once(book, officer, person, day):
    key = str(uuid.uuid4())
    answers = [book(key=key) for _each in range(2)]
    made = ClassReunion.objects.get()
    assert {answer.url for answer in answers} == {reverse("admin:events_classreunion_change", args=[made.pk])}
    assert (made.contact, made.day, made.expected, made.wishes, made.state) == (person, day, 25, ["canteen"], "asked")
    assert [(row.alumnus, row.answer) for row in made.classmates.all()] == [(person, "coming")]


def test_a_day_in_the_same_year_and_a_day_that_is_over_are_sentences(book, degree, day):
    make_reunion(degree, day=day)
    answer = book()
    assert (answer.status_code, "这个班级在这一年已经预约了日期。" in answer.content.decode()) == (422, True)
    assert book(day=timezone.localdate().isoformat()).status_code == 422
    assert ClassReunion.objects.count() == 1


def test_where_a_liaison_speaks_for_the_class_nobody_else_books(client, book, degree, studied):
    liaison = make_alumnus("钱伟")
    Liaison.objects.create(alumnus=liaison, degree=studied(liaison), from_on=timezone.localdate())
    answer = book()
    assert (answer.status_code, ClassReunion.objects.count()) == (422, 0)
    assert "钱伟" in answer.content.decode()
    page = client.get(reverse("admin:events_classreunion_book", args=[degree.pk])).content.decode()
    assert "钱伟" in page
    assert 'name="expected"' not in page


def test_another_college_books_nothing(client, degree):
    client.force_login(make_user(Role.COLLEGE_OFFICER, make_college("法学院")))
    assert client.get(reverse("admin:events_classreunion_book", args=[degree.pk])).status_code == 404
