"""The chain of closings against who can write SQL as the owner of the tables."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from donations.models import Closing, FundUse
from donations.services import closing
from tests.giving import as_if_on, as_owner, make_fund, make_gift, make_use

pytestmark = pytest.mark.django_db


def past(statement: str, *params, table: str) -> None:
    """Run a statement with the triggers of `table` asleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def day(back: int):
    return timezone.localdate() - timedelta(days=back)


def gift_on(back: int, **fields):
    gift = make_gift(**fields)
    as_if_on(day(back), gift.pk)
    return gift


@pytest.mark.parametrize(
    "tamper",
    [
        "amount = amount + 1, amount_cny = amount_cny + 1", "donor_id = (SELECT max(id) FROM donations_donor)",
        "is_anonymous = NOT is_anonymous", "posted_by_id = entered_by_id", "own_limit = 10000",
        "kept_at = '别处'", "received_on = received_on - 1", "reference = 'X'",
        "state = 'dropped', posted_on = NULL, posted_at = NULL",
        "posted_on = posted_on + 1",
    ],
)  # fmt: skip
def test_a_changed_field_is_found(tamper):
    gift = gift_on(3, amount="500.00")
    gift_on(2)
    closing.close_days()
    assert closing.verify() == []
    as_owner(f"UPDATE donations_gift SET {tamper} WHERE id = %s", [gift.pk])
    assert (day(3), "rows") in closing.verify()


def test_words_moved_from_one_field_to_the_next_are_found():
    thing = {"kind": "thing", "method": "handed", "valued_on": day(9)}
    gift = gift_on(3, description="钢琴|评估所", valued_by="王", **thing)
    closing.close_days()
    as_owner("UPDATE donations_gift SET description = '钢琴', valued_by = '评估所|王' WHERE id = %s", [gift.pk])
    assert closing.verify() == [(day(3), "rows")]


def test_a_closing_of_the_first_form_still_verifies():
    gift = gift_on(3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT donations_digest_first(%s, '')", [day(3)])
        past(
            "INSERT INTO donations_closing (day, gifts, total_cny, previous_hash, hash, closed_at)"
            " VALUES (%s, 1, 100, '', %s, now())",
            day(3), cursor.fetchone()[0], table="donations_closing",
        )  # fmt: skip
    closing.close_days()
    assert closing.verify() == []
    as_owner("UPDATE donations_gift SET method = 'cash' WHERE id = %s", [gift.pk])
    assert closing.verify() == [(day(3), "rows")]


def test_a_day_on_which_something_was_only_spent_is_closed_after_an_outage():
    use = make_use(make_fund())
    past("UPDATE donations_funduse SET posted_on = %s WHERE id = %s", day(4), use.pk, table="donations_funduse")
    assert closing.close_days() == 2
    assert list(Closing.objects.values_list("day", flat=True)) == [day(4), day(1)]
    past("UPDATE donations_funduse SET amount = 999 WHERE id = %s", use.pk, table="donations_funduse")
    assert closing.verify() == [(day(4), "rows")]
    assert FundUse.objects.get().amount == 999


def test_something_spent_on_a_day_that_was_passed_over_is_found():
    closing.close_days()
    use = make_use(make_fund())
    past("UPDATE donations_funduse SET posted_on = %s WHERE id = %s", day(4), use.pk, table="donations_funduse")
    assert closing.verify() == [(day(4), "unclosed")]


def test_the_last_day_does_not_go_unnoticed():
    gift_on(3)
    gift = gift_on(1, amount="700.00")
    closing.close_and_check()
    past("DELETE FROM donations_closing WHERE day = %s", day(1), table="donations_closing")
    past("DELETE FROM donations_allocation WHERE gift_id = %s", gift.pk, table="donations_allocation")
    as_owner("DELETE FROM donations_gift WHERE id = %s", [gift.pk])
    assert closing.verify() == [(day(1), "gone")]
    closing.close_and_check()  # the chain is whole again, and another one
    assert closing.verify() == [(day(1), "gone")]
    with pytest.raises(CommandError):
        call_command("ledger", "verify")


def test_an_older_ledger_is_told_from_the_one_that_was_known(capsys):
    gift_on(3)
    closing.close_days()
    call_command("ledger", "verify")
    known = capsys.readouterr().out.split()[-1]
    call_command("ledger", "verify", known=known)
    past("DELETE FROM donations_closing WHERE day = %s", day(1), table="donations_closing")
    assert closing.verify() == []
    with pytest.raises(CommandError, match="known closing is not here"):
        call_command("ledger", "verify", known=known)
