"""What a filter and a count are made of: terms, numbers on each person's search row.

The database makes them (alumni/sql/search_terms.sql); the kinds and the packing are the same there.
"""

import re
from enum import IntEnum
from string import ascii_lowercase, digits

PAYLOAD = (1 << 56) - 1
LETTERS = re.compile("[a-z0-9]{0,3}")


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
    BEGINNING = 30


def number(kind: Kind, payload: int) -> int:
    """The term of a primary key or a year."""
    return kind << 56 | payload


def code(kind: Kind, text: str) -> int:
    """The term of a short code: its first seven letters as a number."""
    return kind << 56 | int.from_bytes(text[:7].encode(), "big")


def beginnings(word: str) -> tuple[list[int], bool]:
    """The beginnings of keys of which everybody has one whose key `word` begins, and whether each who
    has one is such a person. None for a single letter, which begins too many."""
    letters = LETTERS.match(word)[0]  # type: ignore[index]
    if len(letters) == 1 == len(word):
        return [], False
    found = [letters or word[0]]
    if len(letters) == 2 == len(word):
        found += [letters + third for third in digits + ascii_lowercase]
    return [beginning(each) for each in found], found[0] == word


def beginning(text: str) -> int:
    """The term of up to three letters or digits, or of one character of another kind."""
    if not text.isascii():
        return number(Kind.BEGINNING, ord(text))
    return number(Kind.BEGINNING, int.from_bytes(text.encode().ljust(3, b"\0"), "big"))


def kind_of(term: int) -> Kind:
    return Kind(term >> 56)


def payload_of(term: int) -> int:
    return term & PAYLOAD


def between(kind: Kind) -> tuple[int, int]:
    """The first term of a kind and the first beyond it."""
    return kind << 56, (kind + 1) << 56
