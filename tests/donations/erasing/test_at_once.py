"""An erasure, and somebody else at the same donor at the same moment."""

import uuid
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from donations.models import Donor, DonorErasure, Gift
from donations.services import bank, donors, gifts
from donations.services.refusals import Refused
from tests.canaries import places_of
from tests.donations.club.test_at_once import together
from tests.factories import make_user
from tests.giving import make_donor, make_fund
from tests.giving_money import line, make_account, upload
from tests.giving_receipts import make_wall_word

from . import world

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6
ROUNDS = 4


def entering(donor, fund, by):
    return lambda: gifts.enter_gift(
        key=uuid.uuid4(), donor=donor, amount=10, shares=[gifts.Share(fund, 10)], received_on=timezone.localdate(),
        method="cash", by=by, note={"payer": world.NAME, "text": world.canary("text")},
    )  # fmt: skip


def erasing(donor, by):
    return lambda: world.erase(donor, by)


@pytest.fixture
def person(staff):
    return make_donor(name=world.NAME, email=world.EMAIL)


def test_gifts_that_are_entered_at_the_same_moment_leave_no_word(staff):
    """Each is in the books with its words erased, or was refused: nothing between."""
    fund, by = make_fund(), make_user(Role.FINANCE)
    for _round in range(ROUNDS):
        donor = make_donor(name=world.NAME)
        taken = together([entering(donor, fund, by), erasing(donor, staff), *[entering(donor, fund, by)] * MANY])
        assert taken[1]
        assert Gift.objects.filter(donor=donor).count() == sum(taken) - 1
        assert places_of(world.TRACES) == []


def test_of_many_who_erase_one_does(staff, person):
    assert all(together([erasing(person, staff)] * MANY))
    assert (DonorErasure.objects.count(), AccessRecord.objects.filter(action="erase").count()) == (1, 1)


def waiting(act) -> tuple[Thread, list, Event]:
    """`act` in a thread of its own, with what it said."""
    said, begun = [], Event()

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")
            begun.set()
            said.append(act())
        except Refused as refusal:
            said.append(refusal)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    begun.wait(60)
    return thread, said, begun


def is_waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def until_it_waits(thread) -> None:
    for _try in range(600):
        if is_waiting_for_a_lock():
            return
        thread.join(0.1)
        assert thread.is_alive()
    raise AssertionError


@pytest.mark.parametrize("what", ["gift", "wall", "merge"])
def test_who_comes_while_it_is_under_way_waits_and_is_refused(staff, person, what):
    other, fund = make_donor(name="另一人"), make_fund()
    act = {
        "gift": entering(person, fund, staff),
        "wall": lambda: make_wall_word(person, shown_as=world.NAME),
        "merge": lambda: donors.merge(kept_id=other.pk, dropped_id=person.pk, by=staff),
    }[what]
    with transaction.atomic():
        world.erase(person, staff)
        thread, said, _begun = waiting(act)
        until_it_waits(thread)
    thread.join(60)
    assert isinstance(said[0], Refused)
    assert places_of(world.TRACES) == []
    assert Donor.objects.get(pk=person.pk).merged_into_id is None


def test_it_waits_for_a_gift_that_is_under_way_and_takes_its_words(staff, person):
    with transaction.atomic():
        gift = entering(person, make_fund(), staff)()
        thread, said, _begun = waiting(erasing(person, staff))
        until_it_waits(thread)
    thread.join(60)
    assert said == [True]
    assert Gift.objects.get().pk == gift.pk
    assert places_of(world.TRACES) == []


def test_a_bank_line_that_is_confirmed_at_the_same_moment_is_a_gift_once_and_names_nobody(staff):
    by = world.finance()
    for each in range(ROUNDS):
        donor = make_donor(name=f"{world.NAME}{each}")
        row = upload(line(payer=donor.name, amount="88.00"), account=make_account(fund=make_fund())).lines.get()
        assert row.donor_id == donor.pk
        taken = together([erasing(donor, staff), lambda row=row: bank.confirm_line(line_id=row.pk, by=by)])
        assert taken == [True, True]
        assert Gift.objects.filter(donor=donor).count() == 1
        assert places_of(world.TRACES) == []
