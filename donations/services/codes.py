"""Reference codes that people quote in a transfer: a letter, six random characters, and one that checks them."""

import re
import secrets
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U, which are taken for others
PLEDGE, ANNOUNCED = "P", "G"
LENGTH = 6
_CANDIDATE = re.compile(rf"(?=([{PLEDGE}{ANNOUNCED}][{ALPHABET}]{{{LENGTH + 1}}}))")
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new(letter: str, choice: Callable[[str], str] = secrets.choice) -> str:
    """ "PK3M7Q2X": `letter` says what it is of."""
    body = "".join(choice(ALPHABET) for _place in range(LENGTH))
    return letter + body + _check(body)


def found_in(text: str) -> list[str]:
    """Whatever may be a code in a text, spaces, hyphens, case and characters that look alike aside."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_ALIKE)
    plain = re.sub(r"[\s\-_.·]", "", plain)
    codes = (match.group(1) for match in _CANDIDATE.finditer(plain))
    return list(dict.fromkeys(code for code in codes if _check(code[1:-1]) == code[-1]))


def _check(body: str) -> str:
    return ALPHABET[sum((place + 1) * ALPHABET.index(char) for place, char in enumerate(body)) % 31]
