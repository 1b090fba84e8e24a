"""The database keeps the search's rows by itself, whoever writes and however."""

import io
import threading
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from alumni.models import (
    Alumnus,
    AlumnusTag,
    College,
    Degree,
    Employment,
    SearchDoc,
    SearchKey,
    Succession,
    Tag,
    Term,
    TermKey,
)
from alumni.queries import search as queries
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, kind_of, number
from alumni.services import search_index
from tests.alumni.search import reference
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_school,
    make_user,
)
from tests.waiting import PATIENCE, at_once


def keys(person) -> set[str]:
    return set(SearchKey.objects.filter(person=person).values_list("key", flat=True))


def terms(person, kind) -> list[int]:
    settle()
    return [term for term in SearchDoc.objects.get(pk=person.pk).terms if kind_of(term) is kind]


# -- each way of writing -------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_a_single_save(find):
    person = make_alumnus("王伟")
    assert find("王伟") == ["王伟"]
    person.name = "李强"
    person.save()
    assert (find("王伟"), find("李强")) == ([], ["李强"])


def test_bulk_create(find):
    Alumnus.objects.bulk_create(Alumnus(name=name) for name in ("王伟", "王强", "李强"))
    assert find("王") == ["王伟", "王强"]


def test_an_update_of_many(find):
    for name in ("王伟", "王强"):
        make_employment(make_alumnus(name, city="济南"), "浪潮")
    Alumnus.objects.update(city="青岛")
    Employment.objects.update(employer="海尔")
    assert (find("济南"), find("浪潮")) == ([], [])
    assert find("青岛 海尔") == ["王强", "王伟"]


def test_plain_sql(find):
    person = make_alumnus("王伟")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE alumni_alumnus SET name = '李强', latin_name = 'John Li' WHERE id = %s", [person.pk])
    assert (find("王伟"), find("李强"), find("john")) == ([], ["李强"], ["李强"])


def test_copy(find):
    template = make_alumnus("王伟")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(column_name, ',') FROM information_schema.columns WHERE table_name = 'alumni_alumnus'"
        )
        columns = cursor.fetchone()[0].split(",")
        chosen = ",".join(column for column in columns if column not in ("id", "name"))
        cursor.execute(
            f"CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT {chosen} FROM alumni_alumnus WHERE id = %s",
            [template.pk],
        )
        rows = io.StringIO()
        cursor.cursor.copy_expert(
            "COPY (SELECT '李强', * FROM copied UNION ALL SELECT '李明', * FROM copied) TO STDOUT", rows
        )
        rows.seek(0)
        cursor.cursor.copy_expert(f"COPY alumni_alumnus (name, {chosen}) FROM STDIN", rows)
    assert find("李") == ["李强", "李明"]


def test_delete(find):
    person = make_alumnus("王伟")
    make_degree(person, graduation_year=2002)
    person.degrees.all().delete()
    assert (find("2002"), find("王伟")) == ([], ["王伟"])
    person.delete()
    assert find("") == []
    settle()
    assert not SearchKey.objects.exists()
    assert not SearchDoc.objects.exists()


def test_a_row_that_moves_to_another_person_leaves_the_first(find):
    one, other = make_alumnus("丁一"), make_alumnus("丁二")
    job, degree, contact = make_employment(one, "浪潮"), make_degree(one, graduation_year=2002), make_contact(one)
    for row in (job, degree, contact):
        type(row).objects.filter(pk=row.pk).update(alumnus=other)
    assert find("浪潮") == find("2002届") == find(reach=["phone"]) == ["丁二"]


def test_merged_and_archived_people_go_and_come_back(find):
    keep, drop = make_alumnus("王伟"), make_alumnus("王偉")
    Alumnus.objects.filter(pk=drop.pk).update(merged_into=keep)
    assert find("王伟") == ["王伟"]
    settle()
    assert not SearchDoc.objects.filter(pk=drop.pk).exists()
    assert keys(drop) == set()
    Alumnus.objects.filter(pk=drop.pk).update(merged_into=None)
    assert sorted(find("wangwei")) == ["王伟", "王偉"]


def test_tags_come_and_go(find):
    person, tag = make_alumnus("王伟"), Tag.objects.create(name="返校")
    tagging = AlumnusTag.objects.create(alumnus=person, tag=tag)
    assert find("返校") == find(tag=[str(tag.pk)]) == ["王伟"]
    tag.name = "校庆"
    tag.save()
    assert (find("返校"), find("校庆")) == ([], ["王伟"])
    tagging.delete()
    assert find("校庆") == []


def test_a_college_that_is_renamed_is_found_by_its_new_names(find):
    college = make_college("计算机系")
    make_degree(make_alumnus("王伟"), college=college)
    College.objects.filter(pk=college.pk).update(
        name="软件学院", aliases=["信息学院"], english_name="School of Software"
    )
    assert find("计算机") == []
    assert find("软件学院") == find("信息") == find("software") == ["王伟"]


def test_a_new_succession_and_one_taken_back(find):
    course, department, college = (make_college(name) for name in ("政法科", "法律系", "法学院"))
    make_degree(make_alumnus("王伟"), college=course)
    Succession.objects.create(predecessor=department, successor=college, kind="renamed")
    assert find("法学院") == []
    first = Succession.objects.create(predecessor=course, successor=department, kind="renamed")
    assert find("法学院") == find("法律系") == find(college=[str(college.pk)]) == ["王伟"]
    first.delete()
    assert (find("法学院"), find("政法科")) == ([], ["王伟"])


def test_a_school_that_becomes_part_of_another(find):
    old, today = make_school("山东医科大学"), make_school("山东大学")
    make_degree(make_alumnus("王伟"), school=old)
    assert find("山东大学") == []
    old.successor = today
    old.save()
    assert find("山东大学") == find(school=[str(today.pk)]) == ["王伟"]
    old.successor = None
    old.save()
    assert find("山东大学") == []


def test_a_circle_of_successions_ends(find):
    one, other = make_college("甲学院"), make_college("乙学院")
    make_degree(make_alumnus("王伟"), college=one)
    Succession.objects.create(predecessor=one, successor=other, kind="merged")
    Succession.objects.create(predecessor=other, successor=one, kind="split")
    assert find("甲学院") == find("乙学院") == ["王伟"]


def test_what_does_not_concern_the_search_rewrites_nothing():
    person = make_alumnus("王伟")
    settle()
    before = _place_of(person)
    Alumnus.objects.filter(pk=person.pk).update(notes="x", native_place="济南")
    settle()
    assert _place_of(person) == before


def _place_of(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM alumni_searchdoc WHERE person_id = %s", [person.pk])
        return cursor.fetchone()


def test_truncating_people_empties_the_search_but_colleges_and_places_stay_findable(find):
    college = make_college("法学院")
    make_employment(make_alumnus("王伟"), "浪潮")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("TRUNCATE alumni_alumnus CASCADE")
    assert (SearchKey.objects.count(), SearchDoc.objects.count()) == (0, 0)
    assert not Term.objects.filter(kind="employer").exists()
    assert not TermKey.objects.filter(term__kind="employer").exists()
    make_degree(make_alumnus("李强", province="37"), college=college)
    assert find("法学院") == find("山东") == ["李强"]


def test_a_transaction_that_fails_leaves_no_trace(find):
    @transaction.atomic
    def write():
        make_alumnus("王伟")
        settle()
        make_alumnus("")

    with pytest.raises(IntegrityError):
        write()
    assert find("") == []


def test_a_search_inside_a_transaction_sees_what_it_changed(find):
    with transaction.atomic():
        person = make_alumnus("王伟")
        assert find("王伟") == ["王伟"]
        Alumnus.objects.filter(pk=person.pk).update(name="李强")
        assert find("李强") == ["李强"]
    assert find("李强") == ["李强"]


@pytest.mark.parametrize(("everyone", "people"), [(1_000, 4), (1_000_000, 48)])
def test_terms_are_counted_in_a_large_table_from_a_sample_and_keep_their_names(everyone, people):
    college = make_college("法学院")
    for pk in (16_000, 16_016, 16_032, 16_033):
        make_degree(make_alumnus("王伟", pk=pk, province="37"), college=college)
    settle()
    reference.believe(everyone)
    search_index.recount_terms()
    term = Term.objects.get(pk=number(Kind.COLLEGE, college.pk))
    assert (term.people, term.kind, term.text) == (people, "college", "法学院")
    assert Term.objects.get(kind="province", text__startswith="山东").people == people


def test_a_rebuild_writes_the_same_rows():
    for name in ("王伟", "单国强", "买买提·阿不都", "Anna Müller"):
        person = make_alumnus(name, former_names=["乐行"], province="37", city="济南")
        make_degree(person, college=make_college(), major="软件", graduation_year=2002)
        make_employment(person)
    make_alumnus("？？")
    settle()
    before = _everything()
    assert len(before[1]) == 5
    assert search_index.rebuild() == 5
    assert _everything() == before


def _everything():
    return (
        sorted(SearchKey.objects.values_list("person", "rank", "key", "seniority")),
        sorted(
            (pk, name, tuple(terms)) for pk, name, terms in SearchDoc.objects.values_list("pk", "sort_name", "terms")
        ),
    )


# -- several at once -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_transactions_on_one_person_end_with_the_terms_of_both():
    """Each writes another table and neither sees the other's rows until it has committed."""
    user, person = make_user(), make_alumnus("王伟")
    both_wrote = threading.Barrier(2, timeout=PATIENCE)

    def write(row):
        with transaction.atomic():
            row.save()
            both_wrote.wait()

    for turn in range(5):
        rows = [
            Employment(alumnus=person, employer=f"第{turn}公司"),
            Degree(alumnus=person, major=f"第{turn}专业", graduation_year=1990 + turn),
        ]
        at_once(*[partial(write, row) for row in rows])
        assert [each.pk for each in queries.search(user, f"第{turn}公司 第{turn}专业 {1990 + turn}届").people] == [
            person.pk
        ]
    assert terms(person, Kind.GRADUATED) == [number(Kind.GRADUATED, 1990 + turn) for turn in range(5)]
    assert len(terms(person, Kind.EMPLOYER)) == 5


@pytest.mark.django_db(transaction=True)
def test_two_transactions_that_rename_one_person_leave_the_keys_of_the_last():
    person = make_alumnus("王伟")
    names = ["李强", "张敏", "赵雷", "周涛"]

    def rename(name):
        try:
            with transaction.atomic():
                Alumnus.objects.filter(pk=person.pk).update(name=name)
        finally:
            connection.close()

    threads = [threading.Thread(target=rename, args=[name]) for name in names * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    name = Alumnus.objects.get(pk=person.pk).name
    assert {key for key in keys(person) if len(key) == 2 and not key.isascii()} == {name}
    assert SearchDoc.objects.get(pk=person.pk).sort_name.endswith(name)


@pytest.mark.django_db(transaction=True)
def test_rows_are_written_at_the_commit_without_being_asked_for():
    with transaction.atomic():
        person = make_alumnus("王伟")
        assert not SearchDoc.objects.filter(pk=person.pk).exists()
    assert SearchDoc.objects.filter(pk=person.pk).exists()
    assert "wangwei" in keys(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM alumni_searchqueue")
        assert cursor.fetchone() == (0,)
