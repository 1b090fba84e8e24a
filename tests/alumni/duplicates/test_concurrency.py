import pytest

from alumni.models import Alumnus, ContactPoint, DuplicateCandidate, Merge
from alumni.services import duplicates
from alumni.services.merging import MergeRefused, merge_alumni, undo_merge
from tests.factories import make_alumnus, make_contact, make_user
from tests.waiting import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_", range(5))
def test_of_two_opposite_merges_exactly_one_wins(round_):
    staff = make_user()
    one, other = make_alumnus("王晓明"), make_alumnus("王晓明")
    make_contact(one)
    make_contact(other)

    results = at_once(
        lambda: merge_alumni(keep=one, drop=other, by=staff),
        lambda: merge_alumni(keep=other, drop=one, by=staff),
        expected=MergeRefused,
    )

    assert sorted(type(result).__name__ for result in results) == ["Merge", "MergeRefused"]
    assert Merge.objects.count() == ContactPoint.objects.count() == Alumnus.objects.present().count() == 1


def test_two_undos_at_once_give_everything_back_once():
    staff = make_user()
    keep, drop = make_alumnus("王晓明"), make_alumnus("王晓明")
    make_contact(drop)
    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    first, second = at_once(*[lambda: undo_merge(merge=merge, by=staff)] * 2)

    assert first == second
    assert first.given_back == {"alumni.contactpoint": 1}
    assert drop.contacts.count() == 1


def test_workers_side_by_side_write_each_pair_once():
    people = [make_alumnus("王晓明") for _ in range(8)]
    for person in people:
        make_contact(person)

    at_once(*[duplicates.bring_up_to_date] * 3)

    assert DuplicateCandidate.objects.count() == 8 * 7 // 2
