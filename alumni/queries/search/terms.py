"""What a filter and a count are made of: terms, numbers on each person's search row.

The database makes them (alumni/sql/search_terms.sql); the kinds and the packing are the same there.
"""

from enum import IntEnum

PAYLOAD = (1 << 56) - 1


class Kind(IntEnum):
    SCHOOL = 1
    COLLEGE = 2
    LEVEL = 3
    ENROLLED = 4
    GRADUATED = 5
    COUNTRY = 6
    PROVINCE = 7
    INDUSTRY = 8
    TIER = 9
    TAG = 10
    GENDER = 11
    KIND = 12
    LIFE = 13
    VERIFIED = 14
    REACH = 15
    CONTACTED = 16
    ENTERED = 17
    CONFIRMED = 18
    CITY = 20
    EMPLOYER = 21
    MAJOR = 22


def number(kind: Kind, payload: int) -> int:
    """The term of a primary key or a year."""
    return kind << 56 | payload


def code(kind: Kind, text: str) -> int:
    """The term of a short code: its first seven letters as a number."""
    return kind << 56 | int.from_bytes(text[:7].encode(), "big")


def kind_of(term: int) -> Kind:
    return Kind(term >> 56)


def payload_of(term: int) -> int:
    return term & PAYLOAD


def between(kind: Kind) -> tuple[int, int]:
    """The first term of a kind and the first beyond it."""
    return kind << 56, (kind + 1) << 56
