"""The list that a device keeps for when there is no network."""

from datetime import datetime, time, timedelta
from hashlib import sha256

from alumni_office.ui.office import in_readers_language
from events.models import CheckList, Registration

from .arrivals import DIGITS, to_carry

LENGTH = 16  # of a hash, in letters


def carried(check_list: CheckList) -> dict:
    """Codes and last digits are hashes: who finds the telephone of a volunteer reads names and seats alone."""
    event, salt = check_list.event, check_list.key.hex
    return {
        "list": check_list.pk,
        "salt": salt,
        "until": int(end_of_today(event).timestamp() * 1000),
        "people": [_person(row, salt) for row in to_carry(check_list)],
    }


def end_of_today(event) -> datetime:
    return datetime.combine(event.today() + timedelta(days=1), time.min, tzinfo=event.zone)


def _person(row, salt: str) -> list:
    pk, name, seats, ticket, ticket_en, state, came, at, key, is_expected, reading, code, phone = row
    return [
        pk, name, reading, hashed(salt, code.upper()), hashed(salt, phone[-DIGITS:]) if phone else "", seats,
        in_readers_language(ticket or "", ticket_en or ""), "" if state == Registration.State.CONFIRMED else state,
        came or 0, str(key or ""), int(at.timestamp() * 1000) if at else 0, int(is_expected),
    ]  # fmt: skip


def hashed(salt: str, text: str) -> str:
    return sha256(f"{salt}:{text}".encode()).hexdigest()[:LENGTH]
