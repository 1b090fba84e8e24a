import pytest
from django.db import connection

from alumni.models import Alumnus, ContactPoint, DuplicateCandidate, DuplicateCheck, Employment
from alumni.queries.duplicates import blocks
from alumni.services import duplicates
from alumni.services.duplicates import scan
from alumni.tasks import look_for_duplicates
from tests.alumni.duplicates.shared_rosters import index_now
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_school

pytestmark = pytest.mark.django_db


def queued():
    return sorted(pk for people in DuplicateCheck.objects.values_list("people", flat=True) for pk in people)


def empty_queue():
    DuplicateCheck.objects.all().delete()


def pairs():
    return list(DuplicateCandidate.objects.order_by("pk").values_list("low", "high", "state"))


def same_name_and_phone(name="王晓明"):
    one, other = make_alumnus(name), make_alumnus(name)
    for person in (one, other):
        make_contact(person)
    index_now()
    return one, other


def test_every_way_of_writing_queues_the_person_once_a_statement():
    one, other = make_alumnus("甲"), make_alumnus("乙")
    contact = make_contact(one)
    empty_queue()
    statements = [
        (lambda: Alumnus.objects.filter(pk__in=[one.pk, other.pk]).update(gender="male"), [one.pk, other.pk]),
        (lambda: ContactPoint.objects.filter(pk=contact.pk).update(value="+8613900000009"), [one.pk]),
        (lambda: ContactPoint.objects.filter(pk=contact.pk).update(alumnus=other), [one.pk, other.pk]),
        (lambda: ContactPoint.objects.filter(pk=contact.pk).delete(), [other.pk]),
        (lambda: make_degree(one, graduation_year=1998), [one.pk]),
        (lambda: Employment.objects.create(alumnus=one, employer="浪潮"), [one.pk]),
        (lambda: Alumnus.objects.filter(pk=one.pk).update(notes="nothing that tells a person"), []),
        (lambda: Alumnus.objects.filter(pk=one.pk).update(gender="male"), []),
    ]
    for statement, expected in statements:
        statement()
        assert queued() == expected
        empty_queue()


def test_a_copy_of_many_rows_queues_few_rows_and_the_scan_takes_each_person_once():
    people = Alumnus.objects.bulk_create(Alumnus(name=f"校友{number}") for number in range(1201))
    ContactPoint.objects.bulk_create(
        ContactPoint(alumnus=person, kind="mobile", value=f"+861380000{at:04d}") for at, person in enumerate(people)
    )

    assert [len(each.people) for each in DuplicateCheck.objects.order_by("pk")] == [500, 500, 201] * 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT alumni_duplicates_compact()")
    assert queued() == sorted(person.pk for person in people)


def test_the_task_finds_a_pair_and_a_later_change_takes_it_back():
    one, other = same_name_and_phone()

    look_for_duplicates()
    assert pairs() == [(one.pk, other.pk, "open")]
    other.contacts.update(value="+8613900000001")
    Alumnus.objects.filter(pk=other.pk).update(gender="female")
    Alumnus.objects.filter(pk=one.pk).update(gender="male")
    look_for_duplicates()
    assert pairs() == []


def test_a_row_that_cannot_be_worked_off_does_not_hold_up_the_others(monkeypatch):
    one, other = same_name_and_phone()
    bad = make_alumnus("丙")
    empty_queue()
    DuplicateCheck.objects.create(people=[bad.pk])
    DuplicateCheck.objects.create(people=[one.pk])
    look_at = scan.look_at

    def stumble(*, people):
        if bad.pk in people:
            raise ValueError
        look_at(people=people)

    monkeypatch.setattr(scan, "look_at", stumble)
    monkeypatch.setattr(scan, "compact", lambda: None)
    duplicates.bring_up_to_date()

    assert pairs() == [(one.pk, other.pk, "open")]
    (left,) = DuplicateCheck.objects.all()
    assert (left.people, left.attempts) == ([bad.pk], scan.MAX_ATTEMPTS)


def test_a_sweep_without_time_leaves_the_queue_for_the_next():
    same_name_and_phone()
    before = queued()

    assert duplicates.sweep(seconds=0) == 0
    assert sorted(set(queued())) == sorted(set(before))


def test_a_common_name_is_never_compared_all_with_all():
    college = make_college()
    people = Alumnus.objects.bulk_create(Alumnus(name="王伟", gender="male") for _ in range(300))
    for at, person in enumerate(people):
        make_degree(person, college=college, graduation_year=1950 + at % 60)
    index_now()

    found = blocks.around([people[0].pk])

    assert len(found.pairs) == 4
    assert found.sizes["王伟"] == 300
    duplicates.bring_up_to_date()
    assert pairs() == []


def test_the_number_of_queries_does_not_grow_with_the_batch(django_assert_num_queries):
    people = [make_alumnus("王晓明") for _ in range(40)]
    index_now()

    with django_assert_num_queries(6):
        scan._scored([people[0].pk])
    with django_assert_num_queries(6):
        scan._scored([person.pk for person in people])


def test_a_telephone_of_a_whole_office_proposes_nobody():
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
    for name in names:
        make_contact(make_alumnus(f"{name}某"), kind="phone", value="+8653188360000")
    index_now()

    duplicates.bring_up_to_date()

    assert pairs() == []


@pytest.mark.parametrize(
    ("one", "other", "is_proposed"),
    [
        ({"name": "王晓明"}, {"name": "王晓明"}, False),
        ({"name": "王晓明", "birth_date": "1976-09-23"}, {"name": "王晓明", "birth_date": "1976-09-23"}, True),
        ({"name": "王晓明", "birth_date": "1976-09-23"}, {"name": "王晓明", "birth_date": "1976-04-01"}, False),
        ({"name": "李红梅", "birth_date": "1976-09-23"}, {"name": "李梅", "former_names": ["李红梅"]}, False),
    ],
)
def test_a_name_alone_never_proposes_a_pair(one, other, is_proposed):
    Alumnus.objects.create(**one)
    Alumnus.objects.create(**other)
    index_now()

    duplicates.bring_up_to_date()

    assert bool(pairs()) is is_proposed


def test_traditional_characters_letters_and_former_names_find_each_other():
    people = [
        make_alumnus("马国强"),
        make_alumnus("馬國強"),
        make_alumnus("Guoqiang Ma"),
        make_alumnus("马建设", former_names=["马国强"]),
    ]
    for person in people:
        make_degree(person, college=make_college(), graduation_year=1998)
        make_contact(person, kind="email", value="ma@example.com")
    index_now()

    duplicates.bring_up_to_date()

    first = people[0].pk
    assert {high for low, high, _state in pairs() if low == first} == {person.pk for person in people[1:]}


def test_a_student_number_counts_only_within_a_school():
    people = [make_alumnus("刘志远") for _ in range(3)]
    schools = [make_school("山东大学"), make_school("山东大学"), make_school("山东医科大学")]
    for person, school in zip(people, schools, strict=True):
        make_degree(person, school=school, student_no="9401123")
    index_now()

    duplicates.bring_up_to_date()

    assert pairs() == [(people[0].pk, people[1].pk, "open")]


def test_an_archived_person_is_proposed_to_nobody():
    one, other = same_name_and_phone()
    duplicates.bring_up_to_date()
    assert duplicates.candidates_of(person=one.pk)[0].high_id == other.pk

    Alumnus.objects.filter(pk=other.pk).update(archived_at="2026-01-01T00:00Z")
    index_now()
    duplicates.bring_up_to_date()

    assert duplicates.candidates_of(person=one.pk) == []
