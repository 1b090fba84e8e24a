"""Two clerks at the same two organisations."""

from threading import Thread

import pytest
from django.db import connection, transaction

from alumni_office.accounts.roles import Role
from donations.models import Organisation, OrganisationMerge
from donations.queries import organisation_merging as queries
from donations.services import organisation_merging as services
from donations.services import organisations
from tests.donations.club.test_at_once import together
from tests.factories import make_alumnus, make_user
from tests.giving import make_donor, make_organisation, make_organisation_person

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def merging(kept, dropped, by):
    return lambda: services.merge(kept_id=kept.pk, dropped_id=dropped.pk, choices={}, by=by)


def test_two_who_merge_crosswise_make_one_merging_and_no_ring():
    by = make_user(Role.STAFF)
    for each in range(ROUNDS):
        one, two = make_organisation(f"甲{each}"), make_organisation(f"乙{each}")
        make_donor(one), make_donor(two)
        assert sorted(together([merging(one, two, by), merging(two, one, by)])) == [False, True]
        heads = Organisation.objects.heads().filter(pk__in=[one.pk, two.pk])
        assert [row.donors.heads().count() for row in heads] == [1]
    assert OrganisationMerge.objects.count() == ROUNDS


def test_of_many_who_merge_and_of_many_who_take_back_one_does():
    by, one, two = make_user(Role.STAFF), make_organisation("甲"), make_organisation("乙")
    make_organisation_person(two, make_alumnus())
    assert sum(together([merging(one, two, by)] * 6)) == 1
    row = OrganisationMerge.objects.get()
    assert sum(together([lambda: services.undo(merge_id=row.pk, by=by)] * 6)) == 1
    assert (one.people.count(), two.people.count()) == (0, 1)


def test_two_into_a_third_and_the_third_into_one_end_with_one_head():
    by = make_user(Role.STAFF)
    one, two, three = (make_organisation(name) for name in ("甲", "乙", "丙"))
    taken = together([merging(three, one, by), merging(three, two, by), merging(one, three, by)])
    rows = Organisation.objects.in_bulk()
    heads = [row for row in rows.values() if row.merged_into_id is None]
    assert len(heads) == 3 - sum(taken)
    assert all(rows[row.merged_into_id].merged_into_id is None for row in rows.values() if row.merged_into_id)


def test_somebody_who_is_added_while_the_organisation_is_merged_is_in_the_one_that_stays():
    by, kept, dropped, person = make_user(Role.STAFF), make_organisation("甲"), make_organisation("乙"), make_alumnus()
    with transaction.atomic():
        services.merge(kept_id=kept.pk, dropped_id=dropped.pk, choices={}, by=by)

        def add():
            try:
                organisations.add_person(organisation=dropped, alumnus=person, by=by, part="staff")
            finally:
                connection.close()

        clerk = Thread(target=add)
        clerk.start()
        clerk.join(0.5)
        assert clerk.is_alive()  # waits for the merging
    clerk.join(20)
    assert kept.people.get().alumnus == person
    assert dict.fromkeys(queries.MOVED, 0) == {
        label: queries.movable(label, source=dropped.pk, target=kept.pk).count() for label in queries.MOVED
    }
