"""What a letter on its way changes in the database; rows of every state come through the migration and back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from publications.emails.answers import Outcome
from publications.models import Delivery
from publications.queries.progress import ended, problems
from publications.services.sending import claiming, clearing
from publications.services.sending.stepping import Done, Stepper
from tests.factories import make_reader, start_mailing

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, BETWEEN = [("publications", "0001_squashed_0062")], [("publications", "0070_steps_in_place")]
ENDS = ["failed", "failed", "suppressed", "in_doubt", "cancelled"]


def letters(number):
    for each in range(number):
        make_reader(f"{each}@example.com")
    return start_mailing()


def heap_only_updates():
    """(updates of deliveries, those of them that touched no index) that are not yet in the statistics of all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'publications_delivery'"
        )
        return cursor.fetchone() or (0, 0)


def test_the_steps_of_a_letter_write_into_no_index():
    mailing = letters(3)
    token = uuid4()
    rows = claiming.claim(mailing_id=mailing.pk, token=token)
    with transaction.atomic():
        before = heap_only_updates()
        stepper = Stepper(token)
        for row in rows:
            assert stepper.next(row) == "go"
            stepper.done = Done(row.id, Outcome("sent", "250 stored"))
        stepper.end()
        after = heap_only_updates()
    assert (after[0] - before[0], after[1] - before[1]) == (6, 6)


def test_what_ended_is_counted_at_once_and_once_while_its_sender_still_has_it_in_hand():
    mailing = letters(3)
    token = uuid4()
    first, second, _third = claiming.claim(mailing_id=mailing.pk, token=token)
    stepper = Stepper(token)
    assert stepper.next(first) == "go"
    stepper.done = Done(first.id, Outcome("sent", "250 stored"))
    assert stepper.next(second) == "go"
    stepper.done = Done(second.id, Outcome("failed", "550 no such user"))
    stepper.end()
    assert ended(mailing.pk) == {"sent": 1, "failed": 1}
    assert mailing.tallies.count() == 0
    claiming.give_back(token=token)
    assert ended(mailing.pk) == {"sent": 1, "failed": 1}
    assert sorted(mailing.tallies.values_list("state", "number")) == [("failed", 1), ("sent", 1)]
    assert Delivery.objects.filter(token__isnull=False).count() == 0
    assert [row.pk for row in problems(mailing)] == [second.id]
    assert mailing.deliveries.get(waits=True).state == "queued"


def test_what_a_dead_sender_had_in_hand_is_put_out_of_it_once_its_lease_is_over(settings):
    mailing = letters(2)
    token = uuid4()
    first, _second = claiming.claim(mailing_id=mailing.pk, token=token)
    stepper = Stepper(token)
    stepper.next(first)
    stepper.done = Done(first.id, Outcome("sent", "250 stored"))
    stepper.end()
    clearing.end_leases()
    assert Delivery.objects.get(pk=first.id).token == token
    settings.MAIL_LEASE = 0
    clearing.end_leases()
    delivery = Delivery.objects.get(pk=first.id)
    assert (delivery.state, delivery.token) == ("sent", None)
    assert ended(mailing.pk) == {"sent": 1}


def test_an_answer_that_says_later_waits_in_nobodys_hands():
    mailing = letters(1)
    token = uuid4()
    (row,) = claiming.claim(mailing_id=mailing.pk, token=token)
    stepper = Stepper(token)
    stepper.next(row)
    stepper.done = Done(row.id, Outcome("queued", "450 later", later=timedelta(minutes=1)))
    stepper.end()
    delivery = mailing.deliveries.get()
    assert (delivery.state, delivery.token, delivery.waits, delivery.attempts) == ("queued", None, True, 1)
    assert delivery.due_at > timezone.now()


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "queued", "token": uuid4()},
        {"state": "claimed"},
        {"state": "claimed", "token": uuid4()},
        {"state": "sending", "token": uuid4(), "lease_until": timezone.now()},
        {"state": "sent", "ended_at": timezone.now()},
        {"state": "sent", "sending_at": timezone.now()},
        {"state": "failed", "ended_at": timezone.now(), "lease_until": timezone.now()},
        {"state": "queued", "ended_at": timezone.now()},
        {"address": ""},
        {"alumnus": None},
    ],
    ids=lambda changes: " ".join(changes.keys()) + " " + str(changes.get("state", "")),
)
def test_no_row_is_in_two_minds(changes):
    letters(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**changes)


@pytest.mark.slow
def test_rows_of_every_state_go_back_and_forth_and_are_counted_the_same():
    mailing = letters(9)
    token, now = uuid4(), timezone.now()
    rows = list(mailing.deliveries.order_by("pk"))
    in_hand = {"token": token, "lease_until": now}
    Delivery.objects.filter(pk=rows[0].pk).update(state="claimed", **in_hand)
    Delivery.objects.filter(pk=rows[1].pk).update(state="sending", sending_at=now, **in_hand)
    for row, state in zip(rows[2:7], ENDS, strict=True):
        Delivery.objects.filter(pk=row.pk).update(state=state, sending_at=now, ended_at=now)
    Delivery.objects.filter(pk=rows[7].pk).update(state="sent", sending_at=now, ended_at=now, token=token)
    counted = {"sent": 1, "failed": 2, "suppressed": 1, "in_doubt": 1, "cancelled": 1}
    assert ended(mailing.pk) == counted
    try:
        MigrationExecutor(connection).migrate(BETWEEN)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT marked, verdict FROM publications_step(%s, NULL, NULL, NULL, NULL, %s, interval '1 minute')",
                [uuid4(), rows[8].pk],
            )
            assert cursor.fetchone() == (True, "lost")
        assert ended(mailing.pk) == counted
        MigrationExecutor(connection).migrate(BEFORE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT state, sum(number) FROM publications_deliverytally GROUP BY 1")
            assert dict(cursor.fetchall()) == counted
            cursor.execute("SELECT state FROM publications_delivery WHERE token IS NOT NULL ORDER BY id")
            assert [state for (state,) in cursor.fetchall()] == ["claimed", "sending"]
            cursor.execute(
                "SELECT verdict FROM publications_step(%s, NULL, NULL, NULL, NULL, %s, interval '1 minute')",
                [token, rows[8].pk],
            )
            assert cursor.fetchone() == ("lost",)  # nobody claimed it; the earlier step works
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert ended(mailing.pk) == counted
    assert [row.state for row in mailing.deliveries.order_by("pk")] == [
        "claimed", "sending", *ENDS, "sent", "queued",
    ]  # fmt: skip
    assert [row.pk for row in mailing.deliveries.filter(waits=True)] == [rows[8].pk]
    assert {row.state for row in problems(mailing)} == {"failed", "in_doubt"}
