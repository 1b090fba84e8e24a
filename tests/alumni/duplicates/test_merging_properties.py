"""Whatever people look like and in whatever order merges are undone: nothing is lost."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alumni.models import (
    Alumnus,
    AlumnusTag,
    Consent,
    ContactPoint,
    Degree,
    DuplicateCandidate,
    Employment,
    Merge,
    Tag,
)
from alumni.services.merging import merge_alumni, undo_merge
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SIZE = 4
TABLES = (Alumnus, Degree, Employment, ContactPoint, AlumnusTag, Consent, DuplicateCandidate)
EDITABLE = (Degree, Employment, ContactPoint, AlumnusTag)

numbers = st.sampled_from(["+8613800000001", "+8613800000002"])
audiences = st.sampled_from(["nobody", "office", "alumni", "public"])
years = st.sampled_from([None, 1998, 2001])
person = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["王伟", "王炜"]),
        "gender": st.sampled_from(["", "male"]),
        "city": st.sampled_from(["", "济南", "青岛"]),
        "notes": st.sampled_from(["", "书法家"]),
        "former": st.sampled_from([[], ["王小伟"]]),
        "contacts": st.dictionaries(numbers, audiences),
        "degrees": st.lists(st.tuples(years, st.sampled_from(["", "1994001", "1994002"])), max_size=2),
        "jobs": st.lists(st.sampled_from([("浪潮集团", ""), ("浪潮集团", "工程师"), ("海尔", "")]), max_size=2),
        "tagged": st.booleans(),
        "consents": st.lists(st.tuples(st.sampled_from(["contact", "publish"]), st.booleans()), max_size=2),
    }
)
people = st.lists(person, min_size=SIZE, max_size=SIZE)
pairs = st.dictionaries(
    st.sampled_from([(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]), st.sampled_from(["open", "different"]), max_size=4
)
index = st.integers(0, SIZE - 1)
merges = st.lists(st.tuples(index, index, st.booleans()).filter(lambda m: m[0] != m[1]), min_size=1, max_size=4)
settled = settings(
    max_examples=40, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def make(facts, tag):
    row = Alumnus.objects.create(
        name=facts["name"], gender=facts["gender"], city=facts["city"], notes=facts["notes"],
        former_names=facts["former"],
    )  # fmt: skip
    for value, audience in facts["contacts"].items():
        ContactPoint.objects.create(alumnus=row, kind="mobile", value=value, audience=audience)
    for year, number in facts["degrees"]:
        Degree.objects.create(alumnus=row, graduation_year=year, student_no=number)
    for employer, title in facts["jobs"]:
        Employment.objects.create(alumnus=row, employer=employer, job_title=title)
    if facts["tagged"]:
        AlumnusTag.objects.create(alumnus=row, tag=tag)
    for purpose, given_ in facts["consents"]:
        Consent.objects.create(alumnus=row, purpose=purpose, given=given_)
    return row


def world(drawn_people, drawn_pairs):
    staff, tag = make_user(), Tag.objects.create(name="校董")
    rows = [make(facts, tag) for facts in drawn_people]
    for (low, high), state in drawn_pairs.items():
        DuplicateCandidate.objects.create(low=rows[low], high=rows[high], score=70, state=state)
    return staff, rows


def perform(drawn_merges, rows, staff):
    """Do those of the drawn merges that are possible."""
    for keep, drop, choose in drawn_merges:
        fresh = Alumnus.objects.in_bulk([row.pk for row in rows])
        keep, drop = fresh[rows[keep].pk], fresh[rows[drop].pk]
        if not (keep.merged_into_id or drop.merged_into_id):
            merge_alumni(keep=keep, drop=drop, choices={"place": drop.pk, "name": drop.pk} if choose else {}, by=staff)


def tables():
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "updated_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in TABLES
    }


@settled
@given(people, pairs, merges, st.randoms(use_true_random=False))
def test_merges_undone_in_any_order_restore_every_table(drawn_people, drawn_pairs, drawn_merges, random):
    with transaction.atomic():
        staff, rows = world(drawn_people, drawn_pairs)
        before = tables()
        perform(drawn_merges, rows, staff)
        done = list(Merge.objects.all())
        random.shuffle(done)
        for merge in done:
            undone = undo_merge(merge=merge, by=staff)
            assert undone.left == []

        assert tables() == before
        transaction.set_rollback(True)


@settled
@given(people, merges, st.data())
def test_rows_edited_between_are_never_lost(drawn_people, drawn_merges, data):
    with transaction.atomic():
        staff, rows = world(drawn_people, {})
        perform(drawn_merges, rows, staff)
        added = ContactPoint.objects.create(alumnus=Alumnus.objects.present().first(), kind="qq", value="10001")
        edited = _edit(data, ContactPoint, {"postcode": "", "state": "bad"})
        retitled = _edit(data, Degree, {"supervisor": "张老师"})
        present = {model: set(model.objects.values_list("pk", flat=True)) for model in EDITABLE}
        done = data.draw(st.permutations(list(Merge.objects.all())))
        for merge in done:
            undo_merge(merge=merge, by=staff)

        for model in EDITABLE:
            assert present[model] <= set(model.objects.values_list("pk", flat=True))
        assert not Alumnus.objects.exclude(merged_into=None).exists()
        assert ContactPoint.objects.filter(pk=added.pk, value="10001").exists()
        assert set(ContactPoint.objects.filter(pk__in=edited).values_list("state", flat=True)) <= {"bad"}
        assert set(Degree.objects.filter(pk__in=retitled).values_list("supervisor", flat=True)) <= {"张老师"}
        every_number = {(value, at) for at, facts in enumerate(drawn_people) for value in facts["contacts"]}
        found = ContactPoint.objects.filter(kind="mobile").values_list("value", flat=True)
        assert {value for value, _ in every_number} == set(found)
        transaction.set_rollback(True)


def _edit(data, model, values):
    keys = list(model.objects.values_list("pk", flat=True))
    chosen = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    model.objects.filter(pk__in=chosen).update(**values)
    return chosen


@settings(settled, max_examples=15)
@given(people, pairs, merges, st.lists(st.integers(0, 3), max_size=6))
def test_merging_and_undoing_back_and_forth_restores_every_table(drawn_people, drawn_pairs, drawn_merges, undos):
    with transaction.atomic():
        staff, rows = world(drawn_people, drawn_pairs)
        before = tables()
        for step in [*undos, 0]:
            perform(drawn_merges, rows, staff)
            standing = list(Merge.objects.standing())
            if standing:
                undo_merge(merge=standing[step % len(standing)], by=staff)
        for merge in Merge.objects.standing():
            undo_merge(merge=merge, by=staff)

        assert tables() == before
        transaction.set_rollback(True)
