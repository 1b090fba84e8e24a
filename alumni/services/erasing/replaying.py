"""After a restore: the list outside the database tells whom the backup still knows and should not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from alumni import hooks
from alumni.models import Alumnus, Erasure
from alumni_office.accounts.closing import close_account, is_colleague
from alumni_office.accounts.models import User

from .erase import erase_person
from .log import entries
from .traces import traces_of


@dataclass(frozen=True)
class Replayed:
    """`erased`: people who had come back; `noted`: entries whose person was not there; `others`: numbers that now
    belong to somebody else, who was left alone."""

    erased: int
    noted: int
    others: int

    def __add__(self, more: "Replayed") -> "Replayed":
        return Replayed(self.erased + more.erased, self.noted + more.noted, self.others + more.others)


def replay(*, report=lambda entry: None) -> Replayed:
    """Erase again whoever stands in the file and not in the table of erasures: after a restore, before anybody
    comes in. Repeating it changes nothing."""
    counts = {"erased": 0, "noted": 0, "others": 0}
    known = set(Erasure.objects.values_list("alumnus_id", flat=True))
    missing = [entry for entry in entries() if entry["record"] not in known]
    missing.sort(key=lambda entry: not entry["hashes"])  # by these the person is made sure of; merged records have none
    for entry in missing:
        counts[_replay_one(entry)] += 1
        report(entry)
    skip_numbers("alumni_alumnus", [entry["record"] for entry in entries()])
    done = Replayed(**counts)
    for others in hooks.forgotten:
        done += others.replay(entries(others.name))
    return done


def _replay_one(entry: dict) -> str:
    outcome = "noted"
    if Alumnus.objects.filter(pk=entry["record"]).exists():
        if entry["hashes"] and not traces_of(entry["record"]).hashes & set(entry["hashes"]):
            return "others"
        erase_person(person_id=entry["record"], by=None)
        outcome = "erased"
    with transaction.atomic():
        erasure, _created = Erasure.objects.get_or_create(alumnus_id=entry["record"])
        erasure.hashes = sorted({*erasure.hashes, *entry["hashes"]})
        erasure.account_id = entry["account"]
        erasure.save(update_fields=["hashes", "account_id"])
        Erasure.objects.filter(pk=erasure.pk).update(erased_at=parse_datetime(entry["at"]))
        _close_account_of(entry["account"])
    return outcome


def _close_account_of(account_id: int | None) -> None:
    """The account may not have been tied to the record yet when the backup was made."""
    if account_id is None:
        return
    user = User.objects.filter(pk=account_id, is_active=True, alumnus__isnull=True).first()
    if user and not is_colleague(user):
        close_account(user=user)


def skip_numbers(table: str, numbers: Sequence[int]) -> None:
    """No new row of the table gets the number of an erased one: a later replay would take it for that."""
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(seq, greatest(%s, nextval(seq))) FROM pg_get_serial_sequence(%s, 'id') seq",
                [max(numbers), table],
            )
